import { describe, expect, test } from 'vitest';
import { TRAINING_ACCOUNTS, type Caller } from '../../../../src/simulator/api/accounts.ts';
import type { Authority } from '../../../../src/simulator/api/authority.ts';
import { handleRequest, type ApiRequest } from '../../../../src/simulator/api/handle-request.ts';
import type { Cluster } from '../../../../src/simulator/cluster.ts';
import { apply, createReferenceCluster, step } from '../../../../src/simulator/index.ts';

/** Tokens that are the user names themselves. */
const authority: Authority = {
  login(username, password, nowMs) {
    const account = TRAINING_ACCOUNTS.find(
      (item) => item.username === username && item.password === password,
    );
    return account === undefined ? null : { token: username, expiresAtMs: nowMs + 1 };
  },
  read(token): Caller | 'expired' | null {
    if (token === 'old') return 'expired';
    return token === 'operator' || token === 'viewer' ? { name: token, role: token } : null;
  },
};

const start = step(createReferenceCluster({ seed: 7 }), 60_000);

function call(
  cluster: Cluster,
  method: string,
  url: string,
  options: { token?: string; body?: unknown; text?: string; headers?: Record<string, string> } = {},
): { status: number; body: Record<string, unknown>; cluster: Cluster; headers: Record<string, string> } {
  const token = options.token ?? 'operator';
  const request: ApiRequest = {
    method,
    url,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
      ...options.headers,
    },
    body: options.text ?? (options.body === undefined ? '' : JSON.stringify(options.body)),
  };
  const { cluster: next, response } = handleRequest(cluster, request, {
    node: 'controller-1',
    requestId: 'req-1',
    authority,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(response.body) as Record<string, unknown>,
    cluster: next,
  };
}

const small = {
  name: 'vm-web-1',
  image: 'ubuntu-22.04',
  resources: { cpu: 2, memory_gb: 2, disk_gb: 20 },
};

describe('handleRequest', () => {
  test('reads the state of the cluster', () => {
    const { status, body } = call(start, 'GET', '/v3/cluster/status', { token: 'viewer' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      cluster_id: 'training-cluster-1',
      status: 'healthy',
      controllers: { total: 3, healthy: 3, leader: 'controller-1' },
      workers: { total: 10, ready: 10, unreachable: 0 },
      consensus: { protocol: 'raft' },
    });
  });

  test('creates, reads, migrates and deletes a VM', () => {
    const created = call(start, 'POST', '/v3/vms', { body: small });
    expect(created.body).toMatchObject({ vm_id: 'vm-web-1', status: 'creating' });
    const read = call(created.cluster, 'GET', '/v3/vms/vm-web-1');
    expect(read.body).toMatchObject({
      image: 'ubuntu-22.04',
      status: 'running',
      resources: small.resources,
      placement: { region: null, affinity: null },
      uptime_seconds: 0,
    });
    const target = read.body['node'] === 'worker-9' ? 'worker-8' : 'worker-9';
    const started = call(created.cluster, 'POST', '/v3/migrations', {
      body: { vm_id: 'vm-web-1', target_node: target },
    });
    expect(started.body).toMatchObject({ status: 'in_progress' });
    const path = `/v3/migrations/${String(started.body['migration_id'])}`;
    expect(call(started.cluster, 'DELETE', '/v3/vms/vm-web-1').body).toMatchObject({
      error: { code: 'MIGRATION_IN_PROGRESS', details: { migration_id: started.body['migration_id'] } },
    });
    const later = step(started.cluster, started.cluster.nowMs + 120_000);
    expect(call(later, 'GET', path).body).toMatchObject({
      status: 'completed',
      phase: 'complete',
      progress: 100,
      target_node: target,
      error: null,
    });
    expect(call(later, 'GET', '/v3/migrations?status=completed').body).toMatchObject({ total: 1, page: 1 });
    const deleted = call(later, 'DELETE', '/v3/vms/vm-web-1');
    expect(deleted.body).toMatchObject({ status: 'deleted' });
    expect(call(deleted.cluster, 'GET', '/v3/vms/vm-web-1').status).toBe(404);
  });

  test('keeps VMs of an anti-affinity rule apart', () => {
    const first = call(start, 'POST', '/v3/vms', { body: small });
    const second = call(first.cluster, 'POST', '/v3/vms', {
      body: {
        ...small,
        name: 'vm-web-2',
        placement: { affinity: { type: 'anti-affinity', vms: ['vm-web-1'] } },
      },
    });
    expect(second.status).toBe(200);
    expect(second.body['node']).not.toBe(first.body['node']);
    const back = call(second.cluster, 'POST', '/v3/migrations', {
      body: { vm_id: 'vm-web-1', target_node: second.body['node'] },
    });
    expect(back.body).toMatchObject({ error: { code: 'PLACEMENT_FAILED' } });
  });

  test.each([
    ['GET', '/v3/nodes', { token: '' }, 401, 'UNAUTHENTICATED'],
    ['GET', '/v3/nodes', { token: 'somebody' }, 401, 'UNAUTHENTICATED'],
    ['GET', '/v3/nodes', { token: 'old' }, 401, 'TOKEN_EXPIRED'],
    ['POST', '/v3/vms', { token: 'viewer', body: small }, 403, 'PERMISSION_DENIED'],
    ['GET', '/v1/nodes', {}, 404, 'ROUTE_NOT_FOUND'],
    ['GET', '/v3/nodes/', {}, 404, 'ROUTE_NOT_FOUND'],
    ['PUT', '/v3/vms', {}, 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/v3/nodes?limit=0', {}, 400, 'INVALID_ARGUMENT'],
    ['GET', '/v3/nodes?limit=201', {}, 400, 'INVALID_ARGUMENT'],
    ['GET', '/v3/nodes?page=1&page=2', {}, 400, 'INVALID_ARGUMENT'],
    ['GET', '/v3/nodes?__proto__=1', {}, 400, 'INVALID_ARGUMENT'],
    ['GET', '/v3/vms/%E0%A4%A', {}, 404, 'VM_NOT_FOUND'],
    ['GET', '/v3/vms/constructor', {}, 404, 'VM_NOT_FOUND'],
    ['GET', '/v3/migrations/mig-9', {}, 404, 'MIGRATION_NOT_FOUND'],
    ['GET', '/v3/metrics?name=toString', {}, 404, 'METRIC_NOT_FOUND'],
    ['GET', '/v3/metrics?name=dwcp_vm_count&duration=25h', {}, 400, 'INVALID_ARGUMENT'],
    ['POST', '/v3/vms', { text: '{' }, 400, 'INVALID_ARGUMENT'],
    ['POST', '/v3/vms', { body: small, headers: { 'content-type': 'text/plain' } }, 400, 'INVALID_ARGUMENT'],
    ['POST', '/v3/vms', { text: ' '.repeat(1_048_577) }, 413, 'BODY_TOO_LARGE'],
    ['POST', '/v3/vms', { body: { ...small, colour: 'red' } }, 400, 'INVALID_ARGUMENT'],
    ['POST', '/v3/vms', { body: { ...small, image: 'windows' } }, 400, 'INVALID_ARGUMENT'],
    [
      'POST',
      '/v3/vms',
      { body: { ...small, resources: { ...small.resources, memory_gb: 129 } } },
      400,
      'INVALID_ARGUMENT',
    ],
    ['POST', '/v3/vms', { body: { ...small, placement: { region: 'worker-3' } } }, 409, 'PLACEMENT_FAILED'],
    [
      'POST',
      '/v3/vms',
      { body: { ...small, placement: { affinity: { type: 'affinity', vms: ['vm-x'] } } } },
      404,
      'VM_NOT_FOUND',
    ],
    ['POST', '/v3/migrations', { body: { vm_id: 'vm-x', target_node: 'worker-1' } }, 404, 'VM_NOT_FOUND'],
    ['POST', '/v3/auth/login', { body: { username: 'operator', password: 'wrong' } }, 401, 'UNAUTHENTICATED'],
  ])('answers %s %s with the documented error (%#)', (method, url, options, status, code) => {
    const answer = call(start, method, url, options);
    expect(answer.body).toMatchObject({ error: { code, request_id: 'req-1' } });
    expect(answer.status).toBe(status);
    expect(answer.cluster).toBe(start);
  });

  test('answers HEAD as GET, without the body', () => {
    const { response } = handleRequest(
      start,
      { method: 'HEAD', url: '/healthz', headers: {}, body: '' },
      { node: 'controller-1', requestId: 'req-1', authority },
    );
    expect(response).toMatchObject({ status: 200, body: '' });
  });

  test('names the field that is wrong', () => {
    const { body } = call(start, 'POST', '/v3/vms', {
      body: { ...small, resources: { cpu: 2, memory_gb: 2 } },
    });
    expect(body).toMatchInlineSnapshot(`
      {
        "error": {
          "code": "INVALID_ARGUMENT",
          "details": {
            "field": "resources.disk_gb",
          },
          "message": "resources.disk_gb is missing or not a number.",
          "request_id": "req-1",
        },
      }
    `);
  });

  test('refuses writes without a quorum and goes on answering reads', () => {
    const alone = ['controller-2', 'controller-3'].reduce(
      (cluster, node) => apply(cluster, { type: 'stop-service', node }),
      start,
    );
    const cluster = step(alone, alone.nowMs + 30_000);
    expect(call(cluster, 'POST', '/v3/vms', { body: small }).body).toMatchObject({
      error: { code: 'QUORUM_LOST' },
    });
    expect(call(cluster, 'GET', '/v3/nodes').status).toBe(200);
    expect(call(cluster, 'GET', '/v3/cluster/status').body).toMatchObject({
      status: 'unavailable',
      controllers: { healthy: 1, leader: null },
    });
  });

  test('plans without moving', () => {
    let cluster = start;
    for (let number = 1; number <= 6; number += 1) {
      cluster = apply(cluster, {
        type: 'create-vm',
        vm: {
          name: `vm-${number}`,
          cpu: 2,
          memoryBytes: 2 ** 32,
          diskBytes: 1e9,
          workload: 'web',
          dirtyBytesPerSecond: 0,
          node: `worker-${number}`,
        },
      });
    }
    for (const body of [{}, { algorithm: 'genetic' }, { target: 'latency' }]) {
      const plan = call(cluster, 'POST', '/v3/placements/optimize', { body });
      expect(plan.status).toBe(200);
      expect((plan.body['migrations'] as unknown[]).length).toBeGreaterThan(0);
      expect(plan.cluster.vms).toEqual(cluster.vms);
    }
  });
});
