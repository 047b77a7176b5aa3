import { describe, expect, test } from 'vitest';
import { attempt, type Action, type Cluster } from '../../../src/simulator/index.ts';
import { after, clusterWith, createVm, eventsOf, GIB, onlyMigration } from './builder.ts';

/** Two workers on a path of that rate and round trip, in the mode that follows from them, without deduplication. */
function pair(mbps: number, rttMs: number, dirtyBytesPerSecond = 0, memoryBytes = 2 * GIB): Cluster {
  const cluster = clusterWith({
    regions: ['a', 'b'],
    workers: 4,
    settings: { 'encoding.hde.deduplication.enabled': false },
  });
  const link = cluster.links['a']?.['b'];
  if (link !== undefined) Object.assign(link, { rttMs, bandwidthMbps: mbps });
  return after(cluster, [createVm('vm', { node: 'worker-1', dirtyBytesPerSecond, memoryBytes })], 120);
}

const start = (extra: Partial<Extract<Action, { type: 'start-migration' }>> = {}): Action => ({
  type: 'start-migration',
  vm: 'vm',
  target: 'worker-3',
  ...extra,
});

describe('a migration', () => {
  test('sends 2 GiB over 450 Mbps at level 3 in one pass of 19.1 s', () => {
    const migration = onlyMigration(after(pair(450, 100), [start({ compressionLevel: 3 })], 60));
    expect(migration).toMatchObject({ phase: 'completed', mode: 'internet', ratio: 2 });
    expect(migration.rounds[0]?.durationMs).toBeGreaterThan(19_080);
    expect(migration.rounds[0]?.durationMs).toBeLessThan(19_100);
  });

  test('takes the rounds of the worked example', () => {
    const migration = onlyMigration(
      after(pair(450, 60, 22.5e6), [start({ compressionLevel: 3, maxDowntimeMs: 500 })], 60),
    );
    expect(migration.rounds.map(({ durationMs }) => (durationMs / 1000).toFixed(1))).toEqual([
      '19.1',
      '3.8',
      '0.8',
    ]);
    expect(migration.downtimeMs).toBeLessThan(500);
  });

  test('gives up when the guest writes as fast as it is sent, and the guest runs on', () => {
    const cluster = after(pair(100, 60, 40e6), [start({ compressionLevel: 3 })], 200);
    expect(onlyMigration(cluster)).toMatchObject({ phase: 'failed', failure: { reason: 'not_converging' } });
    expect(cluster.vms['vm']).toMatchObject({ node: 'worker-1', state: 'running' });
  });

  test('finishes by post-copy where pre-copy cannot', () => {
    const cluster = after(pair(100, 60, 40e6), [start({ compressionLevel: 3, strategy: 'hybrid' })], 300);
    expect(onlyMigration(cluster).phase).toBe('completed');
    expect(cluster.vms['vm']?.node).toBe('worker-3');
  });

  test('loses the guest if a host dies during post-copy', () => {
    const cluster = pair(100, 60, 40e6);
    let running = after(cluster, [start({ compressionLevel: 3, strategy: 'hybrid' })], 80);
    while (onlyMigration(running).phase !== 'post-copy') running = after(running, [], 1);
    const crashed = after(running, [{ type: 'inject-fault', fault: { type: 'crash', node: 'worker-1' } }], 1);
    expect(crashed.vms['vm']?.state).toBe('lost');
  });

  test('fails with the guest on its source if the target dies', () => {
    const cluster = after(
      after(pair(450, 60), [start()], 5),
      [{ type: 'inject-fault', fault: { type: 'crash', node: 'worker-3' } }],
      5,
    );
    expect(onlyMigration(cluster).failure?.reason).toBe('target_unreachable');
    expect(cluster.vms['vm']).toMatchObject({ node: 'worker-1', state: 'running' });
  });

  test('stalls on a broken link and times out', () => {
    const cut = { type: 'inject-fault', fault: { type: 'partition', on: { from: 'a', to: 'b' } } } as const;
    const cluster = after(after(pair(450, 60), [start()], 5), [cut], 400);
    expect(onlyMigration(cluster).failure?.reason).toBe('timeout');
    expect(onlyMigration(cluster).endedAtMs).toBe(120_000 + 300_000);
  });

  test('copies on without a quorum, cannot switch, and ends there', () => {
    const crash = (node: string) => ({ type: 'inject-fault', fault: { type: 'crash', node } }) as const;
    const cluster = after(
      after(pair(450, 60), [start()], 5),
      [crash('controller-1'), crash('controller-2')],
      400,
    );
    expect(onlyMigration(cluster).failure?.reason).toBe('quorum_lost');
    expect(cluster.vms['vm']).toMatchObject({ node: 'worker-1', state: 'running' });
  });

  test('runs to its end when a certificate expires, and the next one cannot connect', () => {
    const expire = {
      type: 'inject-fault',
      fault: { type: 'expired-certificate', node: 'worker-3' },
    } as const;
    const cluster = after(after(pair(450, 60), [start()], 5), [expire], 60);
    expect(onlyMigration(cluster).phase).toBe('completed');
    const back = attempt(cluster, { type: 'start-migration', vm: 'vm', target: 'worker-1' });
    expect(after(back.cluster, [], 60).vms['vm']?.node).toBe('worker-3');
  });

  test('meets the gates of labs 3 and 4', () => {
    const local = onlyMigration(after(pair(1_000, 1), [start()], 60));
    expect(local).toMatchObject({ phase: 'completed', mode: 'datacenter' });
    expect((local.endedAtMs ?? 0) - local.startedAtMs).toBeLessThan(30_000);
    expect(local.downtimeMs).toBeLessThan(500);
    const wide = after(pair(450, 100, 5e6), [start()], 100);
    expect((onlyMigration(wide).endedAtMs ?? 0) - onlyMigration(wide).startedAtMs).toBeLessThan(90_000);
    expect(eventsOf(wide, 'migration-completed')[0]?.fields['saving']).toBeGreaterThan(0.5);
  });

  test('saves nothing on an encrypted guest', () => {
    const cluster = after(
      pair(450, 60),
      [createVm('secret', { node: 'worker-2', workload: 'encrypted' }), start({ vm: 'secret' })],
      60,
    );
    expect(onlyMigration(cluster).ratio).toBe(1);
  });

  test('shares a link with another', () => {
    const cluster = after(
      pair(450, 60),
      [createVm('other', { node: 'worker-2' }), start(), start({ vm: 'other', target: 'worker-4' })],
      5,
    );
    const rates = Object.values(cluster.migrations).map(({ wireMbps }) => wireMbps);
    expect(rates).toEqual([225, 225]);
  });

  test('leaves a trace whose spans lie inside one another', () => {
    const { spans } = after(pair(450, 60), [start()], 60);
    const root = spans.find(({ name }) => name === 'vm_migration_request');
    expect(root).toMatchObject({ parentId: null, attributes: { 'vm.id': 'vm', 'network.mode': 'internet' } });
    for (const span of spans) {
      expect(span.traceId).toBe(root?.traceId);
      expect(span.startMs).toBeGreaterThanOrEqual(root?.startMs ?? 0);
      if (span.parentId !== null) expect(spans.map(({ spanId }) => spanId)).toContain(span.parentId);
    }
    expect(spans.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['consensus_voting', 'amst_transmission', 'gossip_propagation']),
    );
  });

  test.each([
    [{ vm: 'none' }, 'VM_NOT_FOUND'],
    [{ target: 'none' }, 'NODE_NOT_FOUND'],
    [{ target: 'worker-1' }, 'INVALID_ARGUMENT'],
  ])('is refused: %j', (extra, code) =>
    expect(attempt(pair(450, 60), start(extra)).refusal?.code).toBe(code),
  );
});
