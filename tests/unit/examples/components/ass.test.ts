import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareClocks,
  type Entry,
  gossipLagMs,
  gossipRounds,
  mergeEntries,
  nextInformed,
  raftLagMs,
} from '../../../../examples/components/ass.ts';
import * as cluster from '../../../../src/simulator/ass.ts';
import { clusterWith } from '../../simulator/builder.ts';

test('news spread as in the training cluster', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5_000 }), fc.integer({ min: 1, max: 12 }), (nodes, fanout) => {
      expect(gossipRounds(nodes, fanout)).toBe(cluster.gossipRounds(nodes, fanout));
      const [, first = 0, second = 0] = cluster.gossipSpread(nodes, fanout, 2);
      expect(nextInformed(nodes, 1, fanout)).toBeCloseTo(first, 6);
      expect(nextInformed(nodes, first, fanout)).toBeCloseTo(second, 6);
    }),
  );
});

describe('lag', () => {
  test('by gossip is that of a worker of the internet cluster', () => {
    const started = clusterWith({ mode: 'internet', seconds: 300 });
    const worker = started.nodes['worker-1'];
    if (worker === undefined) throw new Error('The reference deployment has a worker-1.');
    expect(worker.mode).toBe('internet');
    const oneWayMs = Math.max(...worker.probes.map((probe) => (probe.rttMs.at(-1) ?? 0) / 2));
    const lossRatio = Math.max(...worker.probes.map((probe) => probe.lossRatio));
    const lagMs = gossipLagMs(gossipRounds(13, 6), 1_000, oneWayMs, lossRatio);
    expect(lagMs / 1000).toBeCloseTo(cluster.lagReader(started)(worker), 9);
  });

  test('through the log is that of a worker of the datacenter cluster', () => {
    const started = clusterWith({ seconds: 300 });
    const worker = started.nodes['worker-1'];
    if (worker === undefined) throw new Error('The reference deployment has a worker-1.');
    expect(raftLagMs(100, 2, worker.diskWriteMs) / 1000).toBeCloseTo(cluster.lagReader(started)(worker), 9);
  });
});

describe('mergeEntries', () => {
  const anyEntry: fc.Arbitrary<Entry> = fc.record({
    value: fc.string(),
    stampMs: fc.integer({ min: 0, max: 3 }),
    writer: fc.constantFrom('worker-1', 'worker-2', 'worker-3'),
  });

  test('keeps what the training cluster keeps', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => {
        expect(mergeEntries(a, b)).toEqual(cluster.laterEntry(a, b));
      }),
    );
  });

  test('gives every copy the same entry in whichever order and however often news arrive', () => {
    fc.assert(
      fc.property(
        // One writer stamps two writes differently: its clock goes on.
        fc.uniqueArray(anyEntry, {
          minLength: 1,
          selector: (entry) => `${entry.writer} ${String(entry.stampMs)}`,
        }),
        fc.infiniteStream(fc.nat()),
        (entries, order) => {
          const shuffled = [...entries, ...entries]
            .map((entry) => ({ entry, rank: order.next().value ?? 0 }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ entry }) => entry);
          expect(shuffled.reduce(mergeEntries)).toEqual(entries.reduce(mergeEntries));
        },
      ),
    );
  });
});

test('compareClocks tells writes that knew of each other from those that did not', () => {
  expect(compareClocks({ a: 1, b: 2 }, { a: 1, b: 2 })).toBe('equal');
  expect(compareClocks({ a: 1 }, { a: 1, b: 1 })).toBe('before');
  expect(compareClocks({ a: 2, b: 1 }, { a: 1, b: 1 })).toBe('after');
  expect(compareClocks({ a: 2 }, { a: 1, b: 1 })).toBe('concurrent');
});
