import { expect, test } from 'vitest';
import { ChartHistory } from '../../../../../src/client/lab/panels/chart-history.ts';
import { chartSet } from '../../../../../src/client/lab/panels/chart-set.ts';
import { createReferenceCluster, METRICS, step } from '../../../../../src/simulator/index.ts';

const start = createReferenceCluster({ seed: 1, mode: 'internet' });
const specOf = (id: string) => {
  const spec = chartSet.find((candidate) => candidate.id === id);
  if (spec === undefined) throw new Error(`There is no chart "${id}".`);
  return spec;
};

test('takes a sample every five seconds at most', () => {
  const history = new ChartHistory(chartSet);
  expect([0, 2_000, 5_000, 9_000, 10_000].map((ms) => history.observe(step(start, ms)))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
  const { timesMs, lines } = history.data(specOf('workers-ready'));
  expect(timesMs).toEqual([0, 5_000, 10_000]);
  expect(Object.values(lines).map((line) => line.at(-1))).toEqual([3, 4, 3]);
});

test('a step back forgets what has not happened', () => {
  const history = new ChartHistory(chartSet);
  for (const ms of [0, 5_000, 10_000, 6_000]) history.observe(step(start, ms));
  expect(history.data(specOf('lag')).timesMs).toEqual([0, 5_000, 6_000]);
});

test('a rate is growth per second, with a gap where it begins', () => {
  const history = new ChartHistory([specOf('decisions')]);
  for (const ms of [0, 60_000, 120_000]) history.observe(step(start, ms));
  const [line = []] = Object.values(history.data(specOf('decisions')).lines);
  expect(line[0]).toBeNull();
  // One registry change every ten seconds is the load of the reference.
  expect(line[2]).toBeGreaterThan(0.05);
  expect(line[2]).toBeLessThan(0.2);
});

test('every chart reads metrics that the cluster has', () => {
  const names = new Set(METRICS.map(({ name }) => name));
  for (const spec of chartSet) {
    const asked: string[] = [];
    spec.read({
      get: (name: string) => {
        asked.push(name);
        return undefined;
      },
    } as unknown as Parameters<typeof spec.read>[0]);
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  }
});
