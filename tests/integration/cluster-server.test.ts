/** The training cluster as real clients meet it: a process on loopback, curl, Python, gRPC, OTLP. */
import { execFile, execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { login, startClusterProcess, type ClusterProcess } from './cluster-process.ts';
import { hasProgram, PYTHON } from './debian-program.ts';

const run = promisify(execFile);

interface Received {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: { traceId: string; spanId: string; parentSpanId: string; name: string }[] }[];
  }[];
}

describe('a running cluster', () => {
  let cluster: ClusterProcess;
  let collector: Server;
  const received: Received[] = [];

  beforeAll(async () => {
    collector = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        if (request.url === '/v1/traces' && request.headers['content-type'] === 'application/json')
          received.push(JSON.parse(body) as Received);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    cluster = await startClusterProcess(['--speed', '10', '--otlp', `http://127.0.0.1:${port}`]);
  }, 30_000);

  afterAll(async () => {
    await cluster.stop();
    collector.close();
  });

  test('gives the OpenAPI document that the course offers as a file', async () => {
    const response = await fetch(`${cluster.rest}/v3/openapi.json`);
    expect(await response.json()).toEqual(
      JSON.parse(await readFile('examples/openapi/dwcp-v3.json', 'utf8')),
    );
  });

  test.skipIf(!hasProgram('curl', 'curl'))('answers curl', async () => {
    const { stdout } = await run('curl', [
      '-sS',
      '-w',
      '\n%{http_code}',
      '-H',
      `Authorization: Bearer ${await login(cluster.rest, 'viewer')}`,
      `${cluster.rest}/v3/nodes?status=ready&limit=3`,
    ]);
    const [body = '', status] = stdout.split('\n');
    expect(status).toBe('200');
    expect(JSON.parse(body)).toMatchObject({ total: 13, page: 1, nodes: [{ id: 'controller-1' }, {}, {}] });
  });

  test.skipIf(!hasProgram(PYTHON, 'python3'))(
    'serves the whole life of a VM to Python',
    async () => {
      const { stdout } = await run(PYTHON, ['tests/integration/clients/rest-journey.py', cluster.rest]);
      expect(JSON.parse(stdout)).toEqual({
        status: 'healthy',
        created: 'creating',
        migration: ['completed', 'complete', 100],
        moved: true,
        again: 409,
        deleted: 'deleted',
        gone: 404,
        forged: 401,
      });
    },
    60_000,
  );

  const hasGrpc =
    hasProgram('/usr/lib/python3/dist-packages/grpc', 'python3-grpcio') &&
    hasProgram('/usr/lib/python3/dist-packages/grpc_tools', 'python3-grpc-tools');
  test.skipIf(!hasGrpc)(
    'serves dwcp.v3 to Python over gRPC',
    async () => {
      const token = await login(cluster.rest);
      const { stdout } = await run(PYTHON, [
        'tests/integration/clients/grpc-journey.py',
        'examples/proto',
        cluster.grpc,
        token,
      ]);
      const seen = JSON.parse(stdout) as {
        progress: [string, number][];
        refusals: Record<string, { code: string; details: string }>;
      };
      expect(seen).toMatchObject({
        status: ['healthy', 'controller-1', 10],
        nodes: [5, 13, 2, 128 * 2 ** 30],
        created: ['vm-grpc-1', 'creating', expect.stringMatching(/^worker-/)],
        vm: ['running', 2 ** 31, 'eu-west', expect.any(Number)],
        plan: 'completed',
        deleted: 'deleted',
        services: ['ClusterService', 'VMService', 'PlacementService'],
      });
      expect(seen.progress[0]).toEqual(['in_progress', 0]);
      expect(seen.progress.at(-1)).toEqual(['completed', 100]);
      expect(
        Object.fromEntries(Object.entries(seen.refusals).map(([name, { code }]) => [name, code])),
      ).toEqual({
        unknown: 'NOT_FOUND',
        missing_token: 'UNAUTHENTICATED',
        bad_argument: 'INVALID_ARGUMENT',
        too_large: 'RESOURCE_EXHAUSTED',
        deadline: 'DEADLINE_EXCEEDED',
      });
      expect(seen.refusals['unknown']?.details).toContain('VM_NOT_FOUND');
    },
    60_000,
  );

  test('exports its traces to a collector, and gives them as a file', async () => {
    const token = await login(cluster.rest);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = (url: string, body: object): Promise<Response> =>
      fetch(`${cluster.rest}${url}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const created = await post('/v3/vms', {
      name: 'vm-traced',
      image: 'ubuntu-22.04',
      resources: { cpu: 1, memory_gb: 1, disk_gb: 10 },
    });
    const { node } = (await created.json()) as { node: string };
    await post('/v3/migrations', {
      vm_id: 'vm-traced',
      target_node: node === 'worker-2' ? 'worker-3' : 'worker-2',
    });
    await post('/training/time', { advance_ms: 60_000 });
    const file = (await (await fetch(`${cluster.rest}/training/traces`, { headers })).json()) as Received;
    const spans = file.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    const root = spans.find(({ name }) => name === 'vm_migration_request');
    expect(root?.parentSpanId).toBe('');
    expect(root?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId).length).toBeGreaterThan(2);
    const exported = (): string[] =>
      received.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap((s) => s.spans.map((span) => span.spanId)),
        ),
      );
    for (let tries = 0; tries < 80 && !exported().includes(root?.spanId ?? ''); tries += 1) await sleep(100);
    expect(exported()).toContain(root?.spanId);
    expect(new Set(exported()).size).toBe(exported().length);
  }, 30_000);

  test('takes the commands of dwcp-cli as a program', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-cli-'));
    const dwcp = async (...args: string[]): Promise<{ code: number; output: string; errors: string }> => {
      const environment = {
        ...process.env,
        DWCP_ENDPOINT: cluster.rest,
        XDG_CONFIG_HOME: folder,
        INIT_CWD: folder,
      };
      try {
        const { stdout } = await run(process.execPath, ['scripts/dwcp.ts', ...args], { env: environment });
        return { code: 0, output: stdout, errors: '' };
      } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, output: stdout, errors: stderr };
      }
    };
    expect((await dwcp('node', 'list')).code).toBe(4);
    expect((await dwcp('login')).code).toBe(0);
    expect((await dwcp('cluster', 'status', '--field', 'workers.ready')).output).toBe('10\n');
    expect((await dwcp('vm', 'create', '--name', 'vm-cli', '--image', 'ubuntu-22.04')).code).toBe(0);
    expect((await dwcp('vm', 'inspect', '--vm', 'vm-none')).code).toBe(1);
    expect((await dwcp('nodes', 'lst')).code).toBe(2);
    expect((await dwcp('node', 'list', '--endpoint', 'http://127.0.0.1:1')).code).toBe(4);
    const exported = await dwcp('metrics', 'export', '--file', 'metrics.csv');
    expect([exported.code, exported.errors]).toEqual([0, '']);
    expect((await stat(path.join(folder, 'metrics.csv'))).size).toBeGreaterThan(100);
    expect((await dwcp('login', '--username', 'viewer')).code).toBe(0);
    expect((await dwcp('vm', 'list')).output).toContain('vm-cli');
    expect((await dwcp('vm', 'delete', '--vm', 'vm-cli', '--confirm')).code).toBe(4);
    expect((await dwcp('vm', 'list')).output).toContain('vm-cli');
    await rm(folder, { recursive: true });
  }, 90_000);

  test('shows a crashed node as a target that is down', async () => {
    const metrics = async (node: string): Promise<number> =>
      (await fetch(`${cluster.metrics}/metrics?node=${node}`)).status;
    expect(await metrics('worker-3')).toBe(200);
    expect(await metrics('nobody')).toBe(404);
    const text = await (await fetch(`${cluster.metrics}/metrics`)).text();
    expect(text).toContain('node="worker-3"');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# TYPE \w+ (counter|gauge|histogram)|\w+(\{.*\})? [-+.\dInfeE]+)$/);
  });

  test('has had nothing to complain about', () => {
    expect(cluster.errors()).toBe('');
  });
});

describe('the life of the process', () => {
  test('ends cleanly on SIGTERM, and starts where it ended', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-cluster-'));
    const state = path.join(folder, 'state.json');
    const first = await startClusterProcess(['--speed', 'step', '--state', state]);
    const headers = {
      authorization: `Bearer ${await login(first.rest)}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({
      name: 'vm-kept',
      image: 'rocky-9',
      resources: { cpu: 1, memory_gb: 1, disk_gb: 10 },
    });
    await fetch(`${first.rest}/v3/vms`, { method: 'POST', headers, body });
    expect(await first.stop()).toBe(0);
    const second = await startClusterProcess(['--speed', 'step', '--state', state]);
    const vm = await fetch(`${second.rest}/v3/vms/vm-kept`, {
      headers: { authorization: `Bearer ${await login(second.rest)}` },
    });
    expect(await vm.json()).toMatchObject({ image: 'rocky-9', status: 'running' });
    // A token of the earlier process has another key.
    expect((await fetch(`${second.rest}/v3/nodes`, { headers })).status).toBe(401);
    expect(await second.stop()).toBe(0);
    await rm(folder, { recursive: true });
  }, 60_000);

  test('says which port is taken and how to choose another', async () => {
    const first = await startClusterProcess();
    const port = new URL(first.rest).port;
    const attempt = (): string => {
      try {
        execFileSync(process.execPath, ['scripts/cluster.ts', '--port', port], { stdio: 'pipe' });
        return 'it started';
      } catch (error) {
        return (error as { stderr: Buffer }).stderr.toString();
      }
    };
    expect(attempt()).toBe(`Port ${port} is taken; choose another one with --port N.\n`);
    await first.stop();
  }, 30_000);
});
