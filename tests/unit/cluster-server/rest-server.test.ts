import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrokenInvariants } from '../../../src/simulator/index.ts';
import { gatherKnowledge } from '../../../src/simulator/plugin-programs/index.ts';
import { KEY, testServer, type TestServer } from './test-server.ts';

const small = { name: 'vm-1', image: 'ubuntu-22.04', resources: { cpu: 1, memory_gb: 1, disk_gb: 10 } };

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.app.close());

async function call(
  method: 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH' | 'HEAD',
  url: string,
  options: { token?: string; payload?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Record<string, unknown> }> {
  const token = options.token ?? (await server.token('operator'));
  const response = await server.app.inject({
    method,
    url,
    headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...options.headers },
    ...(options.payload === undefined ? {} : { payload: options.payload as object }),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: response.body === '' ? {} : (JSON.parse(response.body) as Record<string, unknown>),
  };
}

describe('the REST server', () => {
  test('logs in, and answers with the token', async () => {
    const login = await call('POST', '/v3/auth/login', {
      token: '',
      payload: { username: 'viewer', password: 'training-viewer' },
    });
    expect(login.status).toBe(200);
    const status = await call('GET', '/v3/cluster/status', { token: String(login.body['token']) });
    expect(status.body).toMatchObject({ status: 'healthy' });
  });

  test('keeps what a call changed, and nothing of a call that was refused', async () => {
    expect((await call('POST', '/v3/vms', { payload: small })).status).toBe(200);
    const before = server.live.cluster;
    expect((await call('POST', '/v3/vms', { payload: small })).body).toMatchObject({
      error: { code: 'VM_ALREADY_EXISTS', details: { vm_id: 'vm-1' } },
    });
    expect(server.live.cluster).toBe(before);
    expect((await call('DELETE', '/v3/vms/vm-1')).status).toBe(200);
    expect(findBrokenInvariants(server.live.cluster)).toEqual([]);
  });

  test.each([
    ['GET', '/v3/nope', {}, 404, 'ROUTE_NOT_FOUND'],
    ['GET', '/v3/vms/', {}, 404, 'ROUTE_NOT_FOUND'],
    ['PUT', '/v3/vms', {}, 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/v3/vms/%E0%A4%A', {}, 400, 'INVALID_ARGUMENT'],
    ['GET', `/v3/vms/${'x'.repeat(300)}`, {}, 400, 'INVALID_ARGUMENT'],
    [
      'POST',
      '/v3/vms',
      { payload: '{', headers: { 'content-type': 'application/json' } },
      400,
      'INVALID_ARGUMENT',
    ],
    [
      'POST',
      '/v3/vms',
      { payload: '{"__proto__": {}}', headers: { 'content-type': 'application/json' } },
      400,
      'INVALID_ARGUMENT',
    ],
    [
      'POST',
      '/v3/vms',
      { payload: 'a=1', headers: { 'content-type': 'text/plain' } },
      400,
      'INVALID_ARGUMENT',
    ],
    ['POST', '/v3/vms', {}, 400, 'INVALID_ARGUMENT'],
    ['POST', '/v3/vms', { payload: { ...small, name: 'x'.repeat(1_100_000) } }, 413, 'BODY_TOO_LARGE'],
    ['GET', '/healthz', { headers: { host: 'rebound.example:8080' } }, 400, 'INVALID_ARGUMENT'],
    ['POST', '/training/time', { payload: { advance_ms: 0 } }, 400, 'INVALID_ARGUMENT'],
    ['GET', '/training/traces?trace=ffffffffffffffffffffffffffffffff', {}, 400, 'INVALID_ARGUMENT'],
  ] as const)(
    'answers %s %.40s with the documented error (%#)',
    async (method, url, options, status, code) => {
      const before = server.live.cluster;
      const answer = await call(method, url, options);
      expect(answer.body).toMatchObject({
        error: {
          code,
          message: expect.any(String),
          details: expect.any(Object),
          request_id: expect.any(String),
        },
      });
      expect(answer.status).toBe(status);
      expect(server.live.cluster).toBe(before);
    },
  );

  test('says which methods a path has', async () => {
    expect((await call('PATCH', '/v3/vms/vm-1')).headers['allow']).toBe('GET, DELETE');
  });

  test('needs a token everywhere but for health, metrics, login and the API document', async () => {
    const open = [
      ['GET', '/healthz'],
      ['GET', '/metrics'],
      ['GET', '/v3/openapi.json'],
    ] as const;
    for (const [method, url] of open)
      expect((await server.app.inject({ method, url })).statusCode, url).toBe(200);
    const printed = server.app.printRoutes({ commonPrefix: false });
    const closed = [
      ['GET', '/v3/cluster/status'],
      ['POST', '/training/metrics'],
      ['POST', '/training/traces'],
      ['GET', '/v3/nodes'],
      ['POST', '/v3/vms'],
      ['GET', '/v3/vms/x'],
      ['DELETE', '/v3/vms/x'],
      ['POST', '/v3/migrations'],
      ['GET', '/v3/migrations/x'],
      ['GET', '/v3/migrations'],
      ['POST', '/v3/placements/optimize'],
      ['GET', '/v3/metrics'],
      ['GET', '/training/time'],
      ['POST', '/training/time'],
      ['GET', '/training/plugin-knowledge'],
      ['GET', '/training/traces'],
      ['POST', '/training/faults'],
      ['DELETE', '/training/faults/all'],
    ] as const;
    // One more line is the login; a new route has to be put into one of the two lists.
    const routes = [...printed.matchAll(/\((.*?)\)/g)].flatMap(([, methods = '']) =>
      methods.split(', ').filter((method) => method !== 'HEAD'),
    );
    expect(routes.length).toBe(open.length + closed.length + 1);
    for (const [method, url] of closed) {
      const response = await server.app.inject({ method, url });
      expect([url, response.statusCode]).toEqual([url, 401]);
      expect(response.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    }
  });

  test('refuses tokens that are forged, altered, for somebody else, from elsewhere or without an end', async () => {
    const sign = (key: Uint8Array, change: (jwt: SignJWT) => SignJWT): Promise<string> =>
      change(
        new SignJWT({ role: 'operator' })
          .setProtectedHeader({ alg: 'HS256' })
          .setSubject('operator')
          .setIssuer('training-cluster-1')
          .setAudience('dwcp-api')
          .setExpirationTime(1_900_000_000),
      ).sign(key);
    const good = await sign(KEY, (jwt) => jwt);
    expect((await call('GET', '/v3/nodes', { token: good })).status).toBe(200);
    const [header = '', payload = '', signature = ''] = good.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const bad = [
      await sign(new Uint8Array(32).fill(8), (jwt) => jwt),
      await sign(KEY, (jwt) => jwt.setAudience('another-api')),
      await sign(KEY, (jwt) => jwt.setIssuer('another-cluster')),
      await sign(KEY, () => new SignJWT({ role: 'operator' }).setProtectedHeader({ alg: 'HS256' })),
      `${header}.${payload}.${signature.split('').reverse().join('')}`,
      `${none}.${payload}.`,
      'x',
    ];
    for (const token of bad)
      expect((await call('GET', '/v3/nodes', { token })).body).toMatchObject({
        error: { code: 'UNAUTHENTICATED' },
      });
  });

  test('tells an expired token from a wrong one', async () => {
    const token = await server.token('operator');
    server.setNow(1_800_000_000_000 + 3_600_001);
    const answer = await call('GET', '/v3/nodes', { token });
    server.setNow(1_800_000_000_000);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: { code: 'TOKEN_EXPIRED' } });
  });

  test('lets a viewer read and nothing else', async () => {
    const token = await server.token('viewer');
    expect((await call('GET', '/v3/nodes', { token })).status).toBe(200);
    for (const [method, url] of [
      ['POST', '/v3/vms'],
      ['POST', '/training/time'],
    ] as const)
      expect((await call(method, url, { token, payload: small })).body).toMatchObject({
        error: { code: 'PERMISSION_DENIED' },
      });
  });

  test('moves time when asked', async () => {
    const before = server.live.cluster.nowMs;
    const answer = await call('POST', '/training/time', { payload: { advance_ms: 90_000 } });
    expect(answer.body).toMatchObject({ now_ms: before + 90_000, speed: 'step' });
  });

  test('breaks what it is told to break, and mends it', async () => {
    const crashed = await call('POST', '/training/faults', { payload: { type: 'crash', node: 'worker-3' } });
    expect([crashed.status, crashed.body]).toEqual([200, { target: 'worker-3' }]);
    expect(server.live.cluster.nodes['worker-3']?.process).toBe('crashed');
    expect((await call('DELETE', '/training/faults/worker-3')).status).toBe(200);
    expect(server.live.cluster.nodes['worker-3']?.process).toBe('running');
    const cut = { type: 'partition', on: { from: 'eu-west', to: 'us-east', sides: 'both' } };
    const { target } = (await call('POST', '/training/faults', { payload: cut })).body as { target: string };
    expect(server.live.cluster.impairments.map(({ id }) => id)).toEqual([target]);
    await call('DELETE', `/training/faults/${target}`);
    expect(server.live.cluster.impairments).toEqual([]);
  });

  test.each([
    ['an unknown kind', { type: 'flood', node: 'worker-3' }, 'INVALID_ARGUMENT'],
    ['a later time', { type: 'crash', node: 'worker-3', atSeconds: 5 }, 'INVALID_ARGUMENT'],
    ['an unknown node', { type: 'crash', node: 'worker-99' }, 'NODE_NOT_FOUND'],
  ])('refuses a fault with %s', async (_, payload, code) => {
    const before = server.live.cluster;
    expect((await call('POST', '/training/faults', { payload })).body).toMatchObject({ error: { code } });
    expect(server.live.cluster).toBe(before);
  });

  test('tells plug-in programs what the cluster knows', async () => {
    const { status, body } = await call('GET', '/training/plugin-knowledge');
    expect(status).toBe(200);
    expect(body).toEqual(gatherKnowledge(server.live.cluster));
  });

  test('refuses what is too much, and says how long to wait', async () => {
    const narrow = await testServer({ requestsPerSecond: 2 });
    const answers = [];
    for (let number = 0; number < 6; number += 1)
      answers.push(await narrow.app.inject({ method: 'GET', url: number === 5 ? '/nowhere' : '/healthz' }));
    await narrow.app.close();
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 429, 429]);
    expect(answers[4]?.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    expect(Number(answers[4]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('answers what is no HTTP at all with the same kind of body', async () => {
    const own = await testServer();
    await own.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = own.app.server.address() as AddressInfo;
    const text = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('SCHMU\r\n\r\n'));
      socket.on('data', (bytes) => (received += bytes.toString())).on('close', () => resolve(received));
    });
    await own.app.close();
    expect(text).toContain('HTTP/1.1 400');
    expect(text).toContain('"code":"INVALID_ARGUMENT"');
  });

  test('has logged no failure of its own', () => {
    expect(server.lines).toEqual([]);
  });
});
