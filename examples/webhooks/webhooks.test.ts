import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Migration } from '../typescript/src/dwcp/types.ts';
import { deliver } from './deliver.ts';
import { Journal } from './journal.ts';
import { noticesFor, type Notice } from './notices.ts';
import { isGenuine, sign } from './signature.ts';

const migration = (id: string, status: Migration['status'], second = 0): Migration => ({
  migration_id: id,
  vm_id: 'vm-web-1',
  status,
  phase: 'complete',
  progress: 100,
  source_node: 'worker-1',
  target_node: 'worker-5',
  started_at: new Date(1_767_686_400_000 + second * 1000).toISOString(),
  completed_at: null,
  stats: {
    bytes_transferred: 0,
    bytes_total: 0,
    bandwidth_mbps: 0,
    compression_ratio: 1,
    elapsed_seconds: 0,
    downtime_ms: null,
  },
  error: null,
});

test('a migration that has ended is told once, in the order of starts', () => {
  const seen = [
    migration('mig-3', 'failed', 3),
    migration('mig-2', 'in_progress', 2),
    migration('mig-1', 'completed', 1),
  ];
  assert.deepEqual(
    noticesFor(seen, new Set()).map(({ id, type }) => [id, type]),
    [
      ['mig-1:completed', 'migration.completed'],
      ['mig-3:failed', 'migration.failed'],
    ],
  );
  assert.deepEqual(noticesFor(seen, new Set(['mig-1:completed', 'mig-3:failed'])), []);
});

test('a signature holds for its body, its secret and five minutes', () => {
  const header = sign('{"a":1}', 'secret', 1_000_000);
  assert.ok(isGenuine(header, '{"a":1}', 'secret', 1_000_300));
  assert.ok(!isGenuine(header, '{"a":2}', 'secret', 1_000_000));
  assert.ok(!isGenuine(header, '{"a":1}', 'other', 1_000_000));
  assert.ok(!isGenuine(header, '{"a":1}', 'secret', 1_000_301));
  for (const wrong of ['', 't=x,v1=y', header.replace('t=1', 't=2'), `${header}0`])
    assert.ok(!isGenuine(wrong, '{"a":1}', 'secret', 1_000_000), wrong);
});

/** Delivers to a receiver that answers these one after the other; an error stands for a broken connection. */
async function deliverTo(
  answers: (number | Error)[],
): Promise<{ problem: string | null; bodies: string[]; slept: number[] }> {
  const bodies: string[] = [];
  const slept: number[] = [];
  const [notice] = noticesFor([migration('mig-1', 'completed')], new Set());
  const problem = await deliver(notice as Notice, {
    url: 'http://receiver.example/hook',
    secret: 'secret',
    clock: { now: () => 0, sleep: async (ms) => void slept.push(ms) },
    random: () => 1,
    fetch: async (_url, request) => {
      const answer = answers[bodies.length];
      bodies.push(String(request?.body));
      if (typeof answer !== 'number') throw answer ?? new Error('asked too often');
      return new Response(null, { status: answer });
    },
  });
  return { problem, bodies, slept };
}

test('a busy receiver is tried again, with growing pauses and the same body', async () => {
  const { problem, bodies, slept } = await deliverTo([503, new Error('reset'), 429, 204]);
  assert.equal(problem, null);
  assert.deepEqual(slept, [1_000, 2_000, 4_000]);
  assert.equal(new Set(bodies).size, 1);
});

test('a receiver that refuses is not asked again, and one that stays away is given up', async () => {
  assert.deepEqual(await deliverTo([401]).then(({ problem, bodies }) => [problem, bodies.length]), [
    'the receiver answered 401',
    1,
  ]);
  assert.deepEqual(
    await deliverTo([500, 500, 500, 500, 502]).then(({ problem, bodies }) => [problem, bodies.length]),
    ['the receiver answered 502', 5],
  );
});

test('the journal survives a restart', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'webhooks-'));
  const file = path.join(folder, 'notices.json');
  assert.equal(await Journal.open(file), null);
  const journal = await Journal.create(file, ['old:completed']);
  await journal.add('mig-1:completed');
  assert.deepEqual([...((await Journal.open(file))?.delivered ?? [])], ['old:completed', 'mig-1:completed']);
  assert.equal(await readFile(file, 'utf8'), '["old:completed","mig-1:completed"]');
  await rm(folder, { recursive: true });
});
