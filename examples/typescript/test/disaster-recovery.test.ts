import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { VmRequest } from '../src/dwcp/types.ts';
import { RecoveryController, type RecoveryOptions } from '../src/disaster-recovery/controller.ts';
import {
  agree,
  judge,
  lookAt,
  REGION_POLICY,
  type RegionState,
  type Verdict,
} from '../src/disaster-recovery/judge.ts';
import type { JournalContent } from '../src/migration-service/journal.ts';
import { MigrationService } from '../src/migration-service/service.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeCluster, lostAnswer } from './fake-cluster.ts';

const recreate = (name: string): VmRequest => ({
  name,
  image: 'ubuntu-22.04',
  resources: { cpu: 2, memory_gb: 4, disk_gb: 20 },
});

interface Bench {
  readonly cluster: FakeCluster;
  readonly clock: FakeClock;
  readonly lines: string[];
  readonly controller: RecoveryController;
  readonly rounds: (count: number) => Promise<void>;
}

function bench(options: Partial<RecoveryOptions> = {}): Bench {
  const cluster = new FakeCluster();
  for (const id of ['worker-1', 'worker-4', 'worker-7']) cluster.addWorker(id, 'eu-west');
  for (const id of ['worker-2', 'worker-5']) cluster.addWorker(id, 'us-east');
  cluster.addVm('vm-web', 'worker-1');
  cluster.addVm('vm-db', 'worker-4');
  const clock = new FakeClock();
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  let content: JournalContent = { records: [], outbox: [] };
  const service = new MigrationService({
    client: cluster,
    journal: { read: async () => content, write: async (next) => void (content = next) },
    clock,
    deliver: async () => {},
    log,
  });
  const fleet = [
    { vm: 'vm-db', priority: 1 },
    { vm: 'vm-web', priority: 9, recreate: recreate('vm-web') },
  ];
  const controller = new RecoveryController({
    region: 'eu-west',
    client: cluster,
    service,
    fleet,
    act: true,
    clock,
    log,
    ...options,
  });
  const rounds = async (count: number): Promise<void> => {
    for (let round = 0; round < count; round += 1) {
      await controller.round();
      cluster.finish();
      await clock.sleep(5_000);
    }
  };
  return { cluster, clock, lines, controller, rounds };
}

describe('a look', () => {
  test('counts the workers without contact, and only where a quorum stands behind it', async () => {
    const { cluster } = bench();
    const look = async (): Promise<Verdict> => {
      const nodes = await Array.fromAsync(cluster.nodes());
      return lookAt('eu-west', { status: await cluster.clusterStatus(), nodes }, REGION_POLICY);
    };
    assert.equal(await look(), 'up');
    cluster.loseRegion('eu-west');
    assert.equal(await look(), 'down');
    cluster.status = 'unavailable';
    assert.equal(await look(), 'unsure');
    assert.equal(lookAt('eu-west', undefined, REGION_POLICY), 'unsure');
  });

  test('of several places is decided by more than half of all that were asked', () => {
    assert.equal(agree(['down', 'down', 'unsure']), 'down');
    assert.equal(agree(['down', 'unsure', 'unsure']), 'unsure');
    assert.equal(agree(['down', 'up']), 'unsure');
  });
});

test('a region is down only after looks that agree and go on agreeing', () => {
  const states: string[] = [];
  let state: RegionState = { type: 'up', sinceMs: 0 };
  const looks: Verdict[] = [];
  const run = (verdict: Verdict, count: number): void => {
    for (let i = 0; i < count; i += 1) {
      looks.push(verdict);
      state = judge(state, looks, looks.length * 5_000, REGION_POLICY);
    }
    states.push(state.type);
  };
  run('down', 3);
  run('up', 5);
  run('down', 4);
  run('unsure', 2);
  run('down', 15);
  run('down', 2);
  run('up', 4);
  run('up', 12);
  assert.deepEqual(states, ['up', 'up', 'suspected', 'up', 'suspected', 'down', 'recovering', 'up']);
});

describe('the controller', () => {
  test('makes anew what stopped with its worker, and leaves alone what has its only disk there', async () => {
    const { cluster, rounds, lines } = bench();
    cluster.loseRegion('eu-west', 'stopped');
    await rounds(30);
    assert.equal(cluster.vms.get('vm-web')?.node, 'worker-2');
    assert.equal(cluster.vms.get('vm-db')?.status, 'stopped');
    assert.ok(lines.join('\n').includes('hold      vm-db: It stopped with its worker'));
  });

  test('never makes a second VM of one that may be running', async () => {
    const { cluster, rounds, lines } = bench();
    cluster.loseRegion('eu-west');
    await rounds(30);
    assert.equal(cluster.vms.get('vm-web')?.node, 'worker-1');
    assert.ok(lines.join('\n').includes('hold      vm-web: It may be running on worker-1'));
  });

  test('moves what a last worker still runs, the most important first', async () => {
    const { cluster, rounds } = bench({ policy: { ...REGION_POLICY, downShare: 0.3 } });
    cluster.addVm('vm-db', 'worker-1');
    cluster.setWorker('worker-4', 'unreachable');
    await rounds(30);
    assert.deepEqual(
      cluster.started.map(({ vm_id }) => vm_id),
      ['vm-web', 'vm-db'],
    );
    assert.deepEqual([...cluster.vms.values()].map(({ node }) => node).sort(), ['worker-2', 'worker-5']);
  });

  test('only says what it would do unless it is told to act', async () => {
    const { cluster, rounds, lines } = bench({ act: false });
    cluster.loseRegion('eu-west', 'stopped');
    await rounds(30);
    assert.equal(cluster.vms.get('vm-web')?.node, 'worker-1');
    // The same plan is said once.
    assert.equal(lines.filter((line) => line.includes('A dry run')).length, 1);
  });

  test('does nothing in a short outage', async () => {
    const { cluster, rounds, controller } = bench();
    cluster.loseRegion('eu-west', 'stopped');
    await rounds(10);
    assert.equal(controller.state.type, 'suspected');
    for (const { id } of cluster.workers) cluster.setWorker(id, 'ready');
    await rounds(10);
    assert.equal(controller.state.type, 'up');
    assert.equal(cluster.vms.get('vm-web')?.node, 'worker-1');
  });

  test('does nothing without the lease', async () => {
    const { cluster, rounds } = bench({ lease: { hold: async () => false, isHeld: () => false } });
    cluster.loseRegion('eu-west', 'stopped');
    await rounds(30);
    assert.equal(cluster.vms.get('vm-web')?.node, 'worker-1');
  });

  test('makes a VM anew that was deleted when the creation failed', async () => {
    const { cluster, rounds } = bench();
    cluster.loseRegion('eu-west', 'stopped');
    const { createVm } = cluster;
    let failures = 2;
    Object.assign(cluster, {
      createVm: async (request: VmRequest) => {
        failures -= 1;
        if (failures >= 0) throw lostAnswer();
        return createVm(request);
      },
    });
    await rounds(30);
    assert.equal(cluster.vms.get('vm-web')?.node, 'worker-2');
  });

  test('judges nothing while its observers get no answer', async () => {
    const silent = {
      clusterStatus: () => Promise.reject(lostAnswer()),
      nodes: () => new FakeCluster().nodes(),
    };
    const { cluster, rounds, controller } = bench({ observers: [silent, silent] });
    cluster.loseRegion('eu-west', 'stopped');
    await rounds(30);
    assert.equal(controller.state.type, 'up');
  });
});
