import { describe, expect, test } from 'vitest';
import { MetricHistory } from '../../../../src/simulator/api/metric-history.ts';
import {
  createReferenceCluster,
  metricSamples,
  step,
  type Cluster,
  type MetricFamily,
} from '../../../../src/simulator/index.ts';

function familyOf(cluster: Cluster, name: string): MetricFamily {
  const family = metricSamples(cluster).find((item) => item.name === name);
  if (family === undefined) throw new Error(`There is no metric ${name}.`);
  return family;
}

/** The history of a cluster that is looked at every so often. */
function watched(seconds: number, everySeconds: number): { cluster: Cluster; history: MetricHistory } {
  let cluster = createReferenceCluster({ seed: 2, workers: 2 });
  const history = new MetricHistory();
  for (let second = 0; second <= seconds; second += everySeconds) {
    cluster = step(cluster, second * 1000);
    history.record(cluster);
  }
  return { cluster, history };
}

describe('MetricHistory', () => {
  test('keeps one value every 15 s, oldest first', () => {
    const { cluster, history } = watched(300, 5);
    const times = history
      .points(familyOf(cluster, 'dwcp_cluster_controllers_healthy'), 0)
      .filter(({ labels }) => labels['node'] === 'controller-1')
      .map(({ atMs }) => atMs);
    expect(times).toEqual(Array.from({ length: 21 }, (_, index) => index * 15_000));
    expect(history.points(familyOf(cluster, 'dwcp_cluster_controllers_healthy'), 290_000)).toHaveLength(3);
  });

  test('lets go of a series a day after its last value, so that nodes which left take no room', () => {
    const history = new MetricHistory();
    const before = createReferenceCluster({ seed: 2, workers: 8 });
    history.record(before);
    const after = { ...createReferenceCluster({ seed: 2, workers: 2 }), nowMs: 86_400_000 };
    history.record(after);
    const family = familyOf(before, 'dwcp_node_utilization_ratio');
    const nodes = (): Set<string | undefined> =>
      new Set(history.points(family, 0).map(({ labels }) => labels['node']));
    expect(nodes()).toContain('worker-8');
    history.record({ ...after, nowMs: 86_400_000 + 15_000 });
    expect(nodes()).not.toContain('worker-8');
    expect(nodes()).toContain('worker-2');
  });

  test('gives the mean of each interval for a histogram', () => {
    const { cluster, history } = watched(300, 15);
    const points = history.points(familyOf(cluster, 'dwcp_request_duration_seconds'), 0);
    expect(points.length).toBeGreaterThan(10);
    for (const { value } of points) expect(value).toBeLessThan(0.1);
  });

  test('is bounded: a day and a quarter take no more than an hour of fine and a day of coarse values', () => {
    const { cluster, history } = watched(30 * 3_600, 60);
    const points = history.points(familyOf(cluster, 'dwcp_cluster_controllers_healthy'), 0);
    const own = points.filter(({ labels }) => labels['node'] === 'controller-1');
    expect(own.length).toBeGreaterThan(300);
    expect(own.length).toBeLessThan(61 + 289 + 60);
    const gaps = own.slice(1, -130).map(({ atMs }, index) => atMs - (own[index]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(240_000);
  }, 60_000);

  test('begins anew when time is set back', () => {
    const { cluster, history } = watched(300, 15);
    const start = createReferenceCluster({ seed: 2, workers: 2 });
    history.record(start);
    expect(
      history.points(familyOf(cluster, 'dwcp_cluster_controllers_healthy'), 0).map(({ atMs }) => atMs),
    ).toEqual([0, 0, 0]);
  });
});
