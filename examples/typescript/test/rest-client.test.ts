import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DwcpError } from '../src/dwcp/errors.ts';
import { DwcpClient, type ClientOptions } from '../src/dwcp/rest-client.ts';
import { FakeApi, loseAnswer, ok, refuse } from './fake-api.ts';
import { FakeClock } from './fake-clock.ts';

const vm = {
  vm_id: 'vm-web',
  name: 'vm-web',
  image: 'ubuntu-22.04',
  status: 'running',
  node: 'worker-1',
  resources: { cpu: 2, memory_gb: 4, disk_gb: 20 },
  created_at: '2026-11-25T12:00:00Z',
};
const request = { name: 'vm-web', image: 'ubuntu-22.04', resources: { cpu: 2, memory_gb: 4, disk_gb: 20 } };
const move = { vm_id: 'vm-web', target_node: 'worker-2' };

function clientOf(
  api: FakeApi,
  options: Partial<ClientOptions> = {},
): { client: DwcpClient; clock: FakeClock } {
  const clock = new FakeClock();
  const client = new DwcpClient({
    baseUrl: 'http://dwcp.test',
    username: 'operator',
    password: 'secret',
    fetch: api.fetch,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { client, clock };
}

function failure(code: string, fields: Partial<DwcpError> = {}): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof DwcpError);
    for (const [name, value] of Object.entries({ code, ...fields }))
      assert.deepEqual(Reflect.get(error, name), value, name);
    return true;
  };
}

describe('login', () => {
  test('is made once for calls that start together', async () => {
    const api = new FakeApi(ok({ total: 0, nodes: [] }), ok(vm));
    const { client } = clientOf(api);
    await Promise.all([Array.fromAsync(client.nodes()), client.getVm('vm-web')]);
    assert.equal(api.logins, 1);
  });

  test('is renewed once when the token has ended, and the call repeated with the new one', async () => {
    const api = new FakeApi(refuse(401, 'TOKEN_EXPIRED'), ok(vm));
    const { client } = clientOf(api);
    assert.equal((await client.getVm('vm-web')).node, 'worker-1');
    assert.equal(api.asked.at(-1)?.headers.get('authorization'), 'Bearer token-2');
  });

  test('is not tried for ever', async () => {
    const api = new FakeApi(refuse(401, 'UNAUTHENTICATED'), refuse(401, 'UNAUTHENTICATED'));
    const { client } = clientOf(api);
    await assert.rejects(client.getVm('vm-web'), failure('UNAUTHENTICATED', { status: 401 }));
    assert.equal(api.logins, 2);
  });
});

describe('repetition', () => {
  test('waits for Retry-After and a random part', async () => {
    const api = new FakeApi(refuse(429, 'RATE_LIMITED', {}, { 'retry-after': '2' }), ok(vm));
    const { client, clock } = clientOf(api);
    await client.getVm('vm-web');
    assert.deepEqual(clock.pausesMs, [2_000 + 0.5 * 200]);
  });

  test('doubles the limit of the pause up to the cap', async () => {
    const api = new FakeApi(...Array.from({ length: 5 }, () => refuse(503, 'QUORUM_LOST')), ok(vm));
    const { client, clock } = clientOf(api, { backoff: { baseMs: 100, capMs: 1_000 } });
    await client.getVm('vm-web');
    assert.deepEqual(clock.pausesMs, [50, 100, 200, 400, 500]);
  });

  test('ends before the deadline rather than after it', async () => {
    const api = new FakeApi(refuse(429, 'RATE_LIMITED', {}, { 'retry-after': '30' }));
    const { client, clock } = clientOf(api, { deadlineMs: 5_000 });
    await assert.rejects(client.getVm('vm-web'), failure('RATE_LIMITED', { retryAfterMs: 30_000 }));
    assert.deepEqual(clock.pausesMs, []);
  });

  test('leaves what will not pass by itself to the caller', async () => {
    const api = new FakeApi(refuse(409, 'INSUFFICIENT_RESOURCES'));
    await assert.rejects(clientOf(api).client.startMigration(move), failure('INSUFFICIENT_RESOURCES'));
  });

  test('repeats a migration that was refused for certain', async () => {
    const api = new FakeApi(refuse(503, 'NOT_LEADER'), ok({ migration_id: 'mig-1' }));
    assert.equal((await clientOf(api).client.startMigration(move)).migration_id, 'mig-1');
  });

  test('does not repeat a migration whose answer was lost', async () => {
    const api = new FakeApi(loseAnswer);
    await assert.rejects(
      clientOf(api).client.startMigration(move),
      failure('NO_ANSWER', { outcome: 'unknown' }),
    );
    assert.deepEqual(api.calls, ['POST /v3/migrations']);
  });

  test('takes an answer that breaks off for a lost one', async () => {
    const api = new FakeApi(() => new Response('{"vm_id":"vm-'), ok(vm));
    assert.equal((await clientOf(api).client.getVm('vm-web')).vm_id, 'vm-web');
  });

  test('takes the 503 of a proxy for one of the cluster, and its 404 for none', async () => {
    const busy = new FakeApi(() => new Response('<h1>busy</h1>', { status: 503 }), ok(vm));
    assert.equal((await clientOf(busy).client.getVm('vm-web')).vm_id, 'vm-web');
    const wrong = new FakeApi(() => new Response('<h1>where?</h1>', { status: 404 }));
    await assert.rejects(clientOf(wrong).client.getVm('vm-web'), failure('NOT_DWCP', { status: 404 }));
  });
});

describe('a lost answer', () => {
  test('of a creation is found again by the name', async () => {
    const api = new FakeApi(loseAnswer, refuse(409, 'VM_ALREADY_EXISTS', { vm_id: 'vm-web' }), ok(vm));
    assert.equal((await clientOf(api).client.createVm(request)).vm_id, 'vm-web');
    assert.deepEqual(api.calls, ['POST /v3/vms', 'POST /v3/vms', 'GET /v3/vms/vm-web']);
  });

  test('does not make the VM of somebody else ours', async () => {
    const other = { ...vm, image: 'rocky-9' };
    const api = new FakeApi(loseAnswer, refuse(409, 'VM_ALREADY_EXISTS', { vm_id: 'vm-web' }), ok(other));
    await assert.rejects(clientOf(api).client.createVm(request), failure('VM_ALREADY_EXISTS'));
  });

  test('of a deletion is found again by the VM that is gone', async () => {
    const api = new FakeApi(refuse(504, 'TIMEOUT'), refuse(404, 'VM_NOT_FOUND'));
    await clientOf(api).client.deleteVm('vm-web');
    assert.equal(api.calls.length, 2);
  });

  test('is no excuse at the first attempt', async () => {
    const taken = new FakeApi(refuse(409, 'VM_ALREADY_EXISTS', { vm_id: 'vm-web' }));
    await assert.rejects(clientOf(taken).client.createVm(request), failure('VM_ALREADY_EXISTS'));
    const gone = new FakeApi(refuse(404, 'VM_NOT_FOUND', { vm_id: 'vm-web' }));
    await assert.rejects(
      clientOf(gone).client.deleteVm('vm-web'),
      failure('VM_NOT_FOUND', { status: 404, requestId: 'req-fake', details: { vm_id: 'vm-web' } }),
    );
  });
});

describe('pages', () => {
  test('are read to the end, and an item that slid to the next page is given once', async () => {
    const page = (...ids: string[]): object => ({ total: 3, nodes: ids.map((id) => ({ id })) });
    const api = new FakeApi(ok(page('a', 'b')), ok(page('b', 'c')));
    const nodes = await Array.fromAsync(clientOf(api).client.nodes('ready'));
    assert.deepEqual(
      nodes.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    assert.equal(api.calls[1], 'GET /v3/nodes?page=2&limit=200&status=ready');
  });

  test('end with an empty one, whatever the total says', async () => {
    const api = new FakeApi(ok({ total: 9, nodes: [{ id: 'a' }] }), ok({ total: 9, nodes: [] }));
    assert.equal((await Array.fromAsync(clientOf(api).client.nodes())).length, 1);
  });
});

test('the trace of the caller goes with the call and into its error', async () => {
  const api = new FakeApi(refuse(404, 'VM_NOT_FOUND'));
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const { client } = clientOf(api, { traceparent: () => `00-${traceId}-b7ad6b7169203331-01` });
  await assert.rejects(client.getVm('vm-web'), failure('VM_NOT_FOUND', { traceId }));
  assert.equal(api.asked.at(-1)?.headers.get('traceparent'), `00-${traceId}-b7ad6b7169203331-01`);
});
