import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { MigrationRequest } from '../src/dwcp/types.ts';
import {
  FileJournal,
  type Journal,
  type JournalContent,
  type MoveEvent,
} from '../src/migration-service/journal.ts';
import type { Move, MoveState } from '../src/migration-service/move.ts';
import { MigrationService } from '../src/migration-service/service.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeCluster, lostAnswer, refusal } from './fake-cluster.ts';

const move: Move = { id: 'plan-1/a', vm: 'vm-a', target: 'worker-2', from: 'worker-1' };

class MemoryJournal implements Journal {
  content: JournalContent = { records: [], outbox: [] };
  /** Writes until the power fails; it fails once. */
  writesLeft = Number.POSITIVE_INFINITY;

  async read(): Promise<JournalContent> {
    return this.content;
  }

  async write(content: JournalContent): Promise<void> {
    this.writesLeft -= 1;
    if (this.writesLeft === -1) throw new Error('The power has failed.');
    this.content = content;
  }
}

interface Bench {
  readonly cluster: FakeCluster;
  readonly journal: MemoryJournal;
  readonly clock: FakeClock;
  readonly events: MoveEvent[];
  /** Another process over the same journal. */
  readonly start: () => MigrationService;
}

function bench(): Bench {
  const cluster = new FakeCluster();
  cluster.addVm('vm-a', 'worker-1');
  const journal = new MemoryJournal();
  const clock = new FakeClock();
  const events: MoveEvent[] = [];
  const start = (): MigrationService =>
    new MigrationService({
      client: cluster,
      journal,
      clock,
      random: () => 0.5,
      deliver: async (event) => void events.push(event),
      log: () => {},
    });
  return { cluster, journal, clock, events, start };
}

async function stateOf(service: MigrationService): Promise<MoveState | undefined> {
  return (await service.records()).at(-1)?.state;
}

describe('a move', () => {
  test('is started, followed and told of', async () => {
    const { cluster, events, start } = bench();
    const service = start();
    await service.add([move]);
    assert.equal(await service.round(), false);
    assert.deepEqual(await stateOf(service), { type: 'moving', migrationId: 'mig-1' });
    cluster.finish();
    assert.equal(await service.round(), true);
    assert.deepEqual(events, [
      { id: 'plan-1/a', vm: 'vm-a', target: 'worker-2', result: 'done', reason: '' },
    ]);
  });

  test('that is already made is not made again', async () => {
    const { cluster, start } = bench();
    cluster.addVm('vm-a', 'worker-2');
    const service = start();
    await service.add([move, move]);
    assert.equal(await service.round(), true);
    assert.deepEqual(cluster.started, []);
  });

  test('whose answer was lost is found under way and followed', async () => {
    const { cluster, start } = bench();
    cluster.answer = () => {
      throw lostAnswer();
    };
    const service = start();
    await service.add([move]);
    await service.round();
    assert.deepEqual(await stateOf(service), { type: 'starting' });
    await service.round();
    assert.deepEqual(await stateOf(service), { type: 'moving', migrationId: 'mig-1' });
    assert.equal(cluster.started.length, 1);
  });

  test('waits for a migration that somebody else has started', async () => {
    const { cluster, start } = bench();
    await cluster.startMigration({ vm_id: 'vm-a', target_node: 'worker-9' });
    const service = start();
    await service.add([{ ...move, from: undefined }]);
    await service.round();
    assert.equal((await stateOf(service))?.type, 'waiting');
    cluster.finish();
    await service.round();
    assert.equal(cluster.started.at(-1)?.target_node, 'worker-2');
  });

  test('is given up when the VM is where the plan did not find it', async () => {
    const { cluster, start, events } = bench();
    cluster.addVm('vm-a', 'worker-7');
    const service = start();
    await service.add([move]);
    assert.equal(await service.round(), true);
    assert.partialDeepStrictEqual(await stateOf(service), { code: 'MOVED_MEANWHILE' });
    assert.equal(events[0]?.reason, 'The VM is on worker-7; the plan was made for worker-1.');
  });

  test('is repeated with growing pauses while the target is full, and given up after the last attempt', async () => {
    const { cluster, clock, start } = bench();
    const refused: number[] = [];
    cluster.refuse = () => {
      refused.push(clock.now());
      throw refusal(409, 'INSUFFICIENT_RESOURCES');
    };
    const service = start();
    await service.add([move]);
    for (let round = 0; round < 100 && !(await service.round()); round += 1) await clock.sleep(500);
    // Half of 5, 10 and 20 s: the pauses of back-off with chance at its middle, rounded up to rounds of 0.5 s.
    assert.deepEqual(refused, [0, 2_500, 7_500, 17_500]);
    assert.partialDeepStrictEqual(await stateOf(service), { code: 'INSUFFICIENT_RESOURCES' });
  });

  test('outlives any time without a quorum, which is not counted as an attempt', async () => {
    const { cluster, clock, start } = bench();
    let isLost = true;
    let asked = 0;
    cluster.refuse = () => {
      asked += 1;
      if (isLost) throw refusal(503, 'QUORUM_LOST');
    };
    const service = start();
    await service.add([move]);
    for (; clock.now() < 600_000; await clock.sleep(2_000)) assert.equal(await service.round(), false);
    assert.ok(asked > 50);
    isLost = false;
    await clock.sleep(5_000);
    await service.round();
    assert.deepEqual(await stateOf(service), { type: 'moving', migrationId: 'mig-1' });
  });

  test('whose requests never arrive is given up after the last attempt', async () => {
    const { cluster, clock, start } = bench();
    cluster.refuse = () => {
      throw lostAnswer();
    };
    const service = start();
    await service.add([move]);
    for (let round = 0; round < 100 && !(await service.round()); round += 1) await clock.sleep(2_000);
    assert.partialDeepStrictEqual(await stateOf(service), { code: 'NO_ANSWER' });
    assert.equal((await service.records())[0]?.attempts, 4);
  });

  test('is not repeated where repeating cannot help', async () => {
    const { cluster, start } = bench();
    const service = start();
    await service.add([move]);
    await service.round();
    cluster.finish('MIGRATION_NOT_CONVERGING');
    assert.equal(await service.round(), true);
    assert.partialDeepStrictEqual(await stateOf(service), { code: 'MIGRATION_NOT_CONVERGING' });
  });

  test('gives way to a newer one of the same VM', async () => {
    const { start, events } = bench();
    const service = start();
    await service.add([move]);
    await service.add([{ ...move, id: 'plan-2/a', target: 'worker-3' }]);
    await service.round();
    assert.deepEqual(
      events.map(({ id, result }) => [id, result]),
      [['plan-1/a', 'given-up']],
    );
  });
});

describe('a plan', () => {
  test('keeps to the limit of migrations at once, whoever started them', async () => {
    const { cluster, start } = bench();
    const moves = ['vm-a', 'vm-b', 'vm-c', 'vm-d'].map((vm) => ({
      id: `plan-1/${vm}`,
      vm,
      target: 'worker-2',
    }));
    for (const { vm } of moves) cluster.addVm(vm, 'worker-1');
    cluster.addVm('vm-x', 'worker-1');
    await cluster.startMigration({ vm_id: 'vm-x', target_node: 'worker-9' });
    const service = start();
    await service.add(moves);
    const seen: number[] = [];
    do {
      seen.push(cluster.started.filter(({ status }) => status === 'in_progress').length);
      cluster.finish();
    } while (!(await service.round()));
    assert.ok(Math.max(...seen) <= 2, `under way: ${seen}`);
    assert.ok([...cluster.vms.values()].every(({ node }) => node !== 'worker-1'));
  });

  test('ends with what could be done when one of its moves cannot', async () => {
    const { cluster, start, events } = bench();
    cluster.addVm('vm-b', 'worker-1');
    cluster.refuse = ({ vm_id }: MigrationRequest) => {
      if (vm_id === 'vm-a') throw refusal(409, 'PLACEMENT_FAILED');
    };
    const service = start();
    await service.add([move, { id: 'plan-1/b', vm: 'vm-b', target: 'worker-2' }]);
    do cluster.finish();
    while (!(await service.round()));
    assert.deepEqual(
      events.map(({ vm, result }) => [vm, result]),
      [
        ['vm-a', 'given-up'],
        ['vm-b', 'done'],
      ],
    );
  });
});

describe('a restart', () => {
  test('at any moment neither starts a migration twice nor loses the news of its end', async () => {
    for (let writes = 0; ; writes += 1) {
      const { cluster, journal, clock, events, start } = bench();
      let service = start();
      await service.add([move]);
      journal.writesLeft = writes;
      let restarts = 0;
      for (let round = 0; ; round += 1) {
        assert.ok(round < 20, `writes: ${writes}`);
        try {
          if (await service.round()) break;
        } catch {
          restarts += 1;
          service = start();
        }
        if (round % 2 === 1) cluster.finish();
        await clock.sleep(10_000);
      }
      assert.equal(cluster.started.length, 1, `writes: ${writes}`);
      assert.deepEqual([...new Set(events.map(({ id }) => id))], ['plan-1/a'], `writes: ${writes}`);
      if (restarts === 0) break;
      assert.equal(restarts, 1);
    }
  });

  test('finds in the file what was written to it', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-journal-'));
    const file = path.join(folder, 'journal.json');
    assert.deepEqual(await new FileJournal(file).read(), { records: [], outbox: [] });
    const content: JournalContent = {
      records: [{ move, state: { type: 'starting' }, attempts: 1 }],
      outbox: [],
    };
    await new FileJournal(file).write(content);
    assert.deepEqual(await new FileJournal(file).read(), content);
    await rm(folder, { recursive: true });
  });
});
