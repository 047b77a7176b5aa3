import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ChartHistory, fillLegend } from '../../../../../src/client/lab/panels/chart-history.ts';
import { chartGroups, type ChartSpec } from '../../../../../src/domain/lab-charts.ts';
import { dashboardsSchema } from '../../../../../src/schemas/reference/dashboards.ts';
import { createReferenceCluster, step } from '../../../../../src/simulator/index.ts';
import { createTrainingCluster } from '../../../../../src/simulator/training-cluster.ts';

const start = createTrainingCluster(1);
const { dashboards } = dashboardsSchema.parse(
  parse(await readFile('content/reference/dashboards.yaml', 'utf8')),
);
const groups = chartGroups(dashboards);
const charts = groups.flatMap((group) => group.charts);

function chartOf(expression: string, legend = '{{node}}', unit: ChartSpec['unit'] = 'count'): ChartSpec {
  return { id: expression, title: 'A chart', question: 'What?', unit, queries: [{ expression, legend }] };
}

test('the charts are the panels that the dashboards mark for the lab page', () => {
  expect(groups.map(({ id }) => id)).toEqual(['system', 'migration', 'network', 'consensus']);
  expect(charts.length).toBe(
    dashboards.flatMap(({ panels }) => panels).filter((panel) => panel.isInLab).length,
  );
});

test('every chart can be evaluated, and most have a line in a cluster that does nothing special', () => {
  const data = new ChartHistory().read(start, charts);
  const drawn = charts.filter(({ id }) => Object.keys(data.get(id)?.lines ?? {}).length > 0);
  expect(drawn.length).toBeGreaterThan(charts.length / 2);
});

test('looks back on what the cluster remembers, and ends at the present', () => {
  const chart = chartOf('up{job="dwcp-controller"}');
  const { timesMs = [], lines = {} } = new ChartHistory().read(start, [chart]).get(chart.id) ?? {};
  expect(timesMs.at(-1)).toBe(start.nowMs);
  expect(timesMs.length).toBeGreaterThan(30);
  expect(new Set(timesMs).size).toBe(timesMs.length);
  expect(timesMs.toSorted((a, b) => a - b)).toEqual(timesMs);
  expect(Object.keys(lines)).toEqual(['controller-1', 'controller-2', 'controller-3']);
  expect(lines['controller-1']?.every((value) => value === 1)).toBe(true);
});

test('reads on from where it was as one that begins now would', () => {
  const history = new ChartHistory();
  history.read(start, charts);
  const later = step(start, start.nowMs + 47_000);
  history.read(later, charts);
  const latest = step(later, later.nowMs + 60_000);
  expect(history.read(latest, charts)).toEqual(new ChartHistory().read(latest, charts));
  // A step back: the future is gone.
  expect(history.read(later, charts)).toEqual(new ChartHistory().read(later, charts));
});

test('a share is drawn in percent, and what is no number leaves a gap', () => {
  const share = chartOf('vector(0.25)', 'share', 'ratio');
  expect(new ChartHistory().read(start, [share]).get(share.id)?.lines['share']?.at(-1)).toBe(25);
  const nothing = chartOf('vector(0 / 0)', 'none');
  expect(new ChartHistory().read(start, [nothing]).get(nothing.id)?.lines).toEqual({});
});

test('a cluster too large to remember is drawn from the moments at which it was looked at', () => {
  const chart = chartOf('sum(dwcp_cluster_workers_ready)', 'ready');
  const large = createReferenceCluster({ seed: 1, workers: 40 });
  expect(large.history).toBeUndefined();
  const history = new ChartHistory();
  for (const ms of [0, 5_000, 10_000]) history.read(step(large, ms), [chart]);
  expect(history.read(step(large, 15_000), [chart]).get(chart.id)?.timesMs).toEqual([
    0, 5_000, 10_000, 15_000,
  ]);
});

test('labels stand where the legend names them', () => {
  expect(fillLegend('{{node}} to {{ peer }}', { node: 'worker-1', peer: 'worker-2' })).toBe(
    'worker-1 to worker-2',
  );
  expect(fillLegend('{{absent}}', {})).toBe('');
});
