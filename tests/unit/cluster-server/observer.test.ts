import { describe, expect, test } from 'vitest';
import type { Disturbance, Observer } from '../../../src/cluster-server/observer.ts';
import type { Exchange } from '../../../src/simulator/api/exchange.ts';
import { testServer } from './test-server.ts';

async function observedServer(disturbance: Disturbance | null = null) {
  const exchanges: Exchange[] = [];
  const observer: Observer = {
    disturb: () => disturbance,
    exchanged: (exchange) => exchanges.push(exchange),
    typed: () => undefined,
  };
  return { ...(await testServer({ observer })), exchanges };
}

describe('an observer', () => {
  test('sees each request with its answer, and no password', async () => {
    const { app, exchanges } = await observedServer();
    const payload = { username: 'operator', password: 'training-operator' };
    await app.inject({ method: 'POST', url: '/v3/auth/login', payload });
    await app.inject({ url: '/v3/vms/app-1?x=1' });
    expect(exchanges.map(({ method, path, status, code }) => [method, path, status, code])).toEqual([
      ['POST', '/v3/auth/login', 200, null],
      ['GET', '/v3/vms/app-1?x=1', 401, 'UNAUTHENTICATED'],
    ]);
    expect(JSON.stringify(exchanges)).not.toContain('training-operator');
  });

  test('may refuse a request with a time to wait, before the cluster sees it', async () => {
    const { app, exchanges, live } = await observedServer({
      type: 'refuse',
      code: 'RATE_LIMITED',
      message: 'Wait.',
      retryAfterSeconds: 2,
    });
    const before = live.cluster;
    const response = await app.inject({ url: '/v3/cluster/status' });
    expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '2']);
    expect(response.json()).toMatchObject({ error: { code: 'RATE_LIMITED', message: 'Wait.' } });
    expect(exchanges).toHaveLength(1);
    expect(live.cluster).toBe(before);
  });

  test('may break the connection after the work is done', async () => {
    const { app, live, token } = await observedServer({ type: 'lose-answer' });
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    try {
      const call = fetch(`${address}/v3/vms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token('operator')}` },
        body: JSON.stringify({
          name: 'app-1',
          image: 'ubuntu-22.04',
          resources: { cpu: 1, memory_gb: 1, disk_gb: 1 },
        }),
      });
      await expect(call).rejects.toThrow('fetch failed');
      expect(live.cluster.vms['app-1']?.name).toBe('app-1');
    } finally {
      await app.close();
    }
  });
});
