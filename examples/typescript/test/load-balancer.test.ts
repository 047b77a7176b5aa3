import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WorkerLoad } from '../src/fleet/workers.ts';
import { LoadBalancer } from '../src/load-balancer/balancer.ts';
import { BALANCE_POLICY, planRound, type Balance } from '../src/load-balancer/plan.ts';
import type { JournalContent } from '../src/migration-service/journal.ts';
import { MigrationService } from '../src/migration-service/service.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeCluster } from './fake-cluster.ts';

/** Workers of 100 GB; the number is both what is used and the share. */
function workers(...usedGb: number[]): WorkerLoad[] {
  return usedGb.map((used, index) => ({ id: `w${index}`, region: 'r', memoryGb: 100, usedGb: used }));
}

function plan(
  used: number[],
  vms: [id: string, node: string, memoryGb: number][],
  { wasBalancing = false, movedAtMs = new Map<string, number>(), nowMs = 0 } = {},
): Balance {
  const cluster = new FakeCluster();
  for (const [id, node, memoryGb] of vms) cluster.addVm(id, node, 'running', memoryGb);
  return planRound(
    wasBalancing,
    workers(...used),
    [...cluster.vms.values()],
    movedAtMs,
    nowMs,
    BALANCE_POLICY,
  );
}

describe('a round', () => {
  test('begins above the upper threshold and goes on down to the lower one', () => {
    const vms: [string, string, number][] = [['a', 'w0', 5]];
    assert.deepEqual(plan([50, 35], vms), { isBalancing: false, moves: [] });
    assert.equal(plan([50, 35], vms, { wasBalancing: true }).moves.length, 1);
    assert.deepEqual(plan([50, 41], vms, { wasBalancing: true }), { isBalancing: false, moves: [] });
  });

  test('moves the largest VM that does not turn the pair around, and not more than its limit', () => {
    const vms: [string, string, number][] = [
      ['huge', 'w0', 40],
      ['large', 'w0', 20],
      ['small', 'w0', 4],
      ['tiny', 'w0', 2],
    ];
    assert.deepEqual(plan([66, 10, 20], vms).moves, [
      { vm: 'large', from: 'w0', target: 'w1' },
      { vm: 'small', from: 'w0', target: 'w2' },
    ]);
  });

  test('leaves a VM at rest that was moved a moment ago', () => {
    const movedAtMs = new Map([['a', 0]]);
    assert.equal(plan([60, 10], [['a', 'w0', 10]], { movedAtMs, nowMs: 599_999 }).moves.length, 0);
    assert.equal(plan([60, 10], [['a', 'w0', 10]], { movedAtMs, nowMs: 600_000 }).moves.length, 1);
  });

  test('keeps a VM in the region that a rule binds it to', () => {
    const cluster = new FakeCluster();
    cluster.addVm('a', 'w0', 'running', 10);
    const [vm] = cluster.vms.values();
    assert.ok(vm);
    const bound = { ...vm, placement: { region: 'elsewhere', affinity: null } };
    assert.equal(planRound(false, workers(60, 10), [bound], new Map(), 0, BALANCE_POLICY).moves.length, 0);
  });
});

test('balancing ends, does not oscillate, and moves nothing in a dry run', async () => {
  for (const act of [false, true]) {
    const cluster = new FakeCluster();
    for (const id of ['worker-1', 'worker-2', 'worker-3']) cluster.addWorker(id, 'eu-west');
    const fleet = Array.from({ length: 12 }, (_, index) => ({ vm: `vm-${index}`, priority: 0 }));
    for (const { vm } of fleet) cluster.addVm(vm, 'worker-1', 'running', 8);
    const clock = new FakeClock();
    let content: JournalContent = { records: [], outbox: [] };
    const service = new MigrationService({
      client: cluster,
      journal: { read: async () => content, write: async (next) => void (content = next) },
      clock,
      deliver: async () => {},
      log: () => {},
    });
    const balancer = new LoadBalancer({ client: cluster, service, fleet, act, clock, log: () => {} });
    for (let round = 0; round < 200; round += 1) {
      await balancer.round();
      cluster.finish();
      await clock.sleep(10_000);
    }
    const onFirst = [...cluster.vms.values()].filter(({ node }) => node === 'worker-1').length;
    // 96 GB on three workers of 128 GB: 5, 4 and 3 VMs are 12.5 % apart, 4, 4 and 4 not at all.
    assert.equal(onFirst, act ? 4 : 12);
    assert.equal(cluster.started.length, act ? 8 : 0);
  }
});
