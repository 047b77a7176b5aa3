import { expect, test } from 'vitest';
import {
  benchmarkPlacement,
  benchmarkTransport,
  placeAnew,
} from '../../../src/simulator/plugin-benchmark.ts';
import { attempt } from '../../../src/simulator/actions.ts';
import { nodeOf } from '../../../src/simulator/cluster.ts';
import { createTrainingCluster } from '../../../src/simulator/training-cluster.ts';
import { openTerminal, type } from './shell/reference-table.ts';

const cluster = createTrainingCluster(1);
const between = (streams: number, delayMs: number) => {
  const slow = attempt(cluster, {
    type: 'set-netem',
    node: 'worker-1',
    netem: { delayMs, jitterMs: 0, lossRatio: 0, rateMbps: null },
  }).cluster;
  const plugin = { kind: 'transport', name: 'mine', streams: [{ streams }] } as const;
  return benchmarkTransport(
    slow,
    { ...plugin, streams: [...plugin.streams] },
    nodeOf(slow, 'worker-1'),
    nodeOf(slow, 'worker-8'),
  );
};

test('a stream carries its window in each round trip: 1 MB in 200 ms are 40 Mbps', () => {
  expect(between(10, 196)).toMatchObject({ rttMs: 200, builtInStreams: 64, pluginMbps: 400 });
  expect(between(128, 196)?.factor).toBeCloseTo(2, 9);
});

test('streams add nothing once the link is full', () => {
  expect(between(512, 0)?.pluginMbps).toBe(10_000);
});

test('a path that is down is not measured', () => {
  const down = attempt(cluster, {
    type: 'inject-fault',
    fault: { type: 'partition', on: { node: 'worker-1' } },
  }).cluster;
  expect(
    benchmarkTransport(
      down,
      { kind: 'transport', name: 'mine', streams: [{ streams: 1 }] },
      nodeOf(down, 'worker-1'),
      nodeOf(down, 'worker-8'),
    ),
  ).toBeNull();
});

test('placing anew leaves the cluster as it was and breaks no limit', () => {
  const before = JSON.stringify(cluster);
  const { nodes, unplaced } = placeAnew(cluster, [
    { kind: 'placement', name: 'mine', weights: { fill: -1 } },
  ]);
  expect(JSON.stringify(cluster)).toBe(before);
  expect(unplaced).toBe(0);
  // The emptiest first: five VMs on five workers.
  expect(new Set(nodes.values()).size).toBe(5);
});

test('the fullest first needs the fewest workers', () => {
  expect(
    benchmarkPlacement(cluster, { kind: 'placement', name: 'mine', weights: { fill: 1 } }),
  ).toMatchObject({ vms: 5, pluginUnplaced: 0, pluginUtilisation: 37 / 128, geneticUtilisation: 37 / 128 });
});

test('the command prints both sides and lets the time pass that sending takes', () => {
  const { session } = type(
    openTerminal(),
    `echo '{"kind":"transport","name":"mine","streams":[{"streams":8}]}' > mine.json`,
    'dwcp-cli plugin register --file mine.json',
  );
  const result = type(session, 'dwcp-cli plugin benchmark --plugin mine --source worker-1 --target worker-8');
  expect(result.output).toMatchInlineSnapshot(`
    "Path        worker-1 to worker-8
    Round trip  4 ms
    Loss        0 %

    STREAMS BY  STREAMS  MBPS  1 GB TAKES
    built-in         64  8000  1 s
    mine              8  1000  8 s

    mine sends at 0.13 times the built-in rate.
    "
  `);
  // 8 Gbit at 8,000 Mbps with 64 paced streams, and at 1,000 Mbps with 8.
  expect(result.session.cluster.nowMs - session.cluster.nowMs).toBe(9_000);
  expect(result.session.cluster.events.at(-1)).toMatchObject({
    type: 'plugin-benchmarked',
    fields: { kind: 'transport', plugin: 'mine', factor: 0.125 },
  });
});
