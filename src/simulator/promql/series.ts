/** The series that queries read: what is remembered of each metric, the present moment, and what scraping adds. */
import type { Cluster } from '../cluster.ts';
import { listNodes } from '../cluster.ts';
import { historyOf } from '../history.ts';
import { isUp } from '../load.ts';
import { metricSamples, type MetricFamily } from '../metric-samples.ts';

export interface QuerySeries {
  labels: Record<string, string>;
  points: { atMs: number; value: number }[];
}

/** Labels in one line, sorted: equal sets give equal texts. */
export function labelsOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(' ');
}

/** Gives every series of a name, as a Prometheus that scrapes each node would have it. */
export type SeriesReader = (metric: string) => QuerySeries[];

/** Reads the series of a cluster that does not change meanwhile, each name once and the present moment once. */
export function seriesReader(cluster: Cluster): SeriesReader {
  const known = new Map<string, QuerySeries[]>();
  let families: MetricFamily[] | undefined;
  return (metric) => {
    let series = known.get(metric);
    if (series === undefined) {
      series = seriesOf(cluster, metric, (families ??= metricSamples(cluster)));
      known.set(metric, series);
    }
    return series;
  };
}

function seriesOf(cluster: Cluster, metric: string, families: readonly MetricFamily[]): QuerySeries[] {
  if (metric === 'up') return upSeries(cluster);
  const series = new Map<string, QuerySeries>();
  for (const { labels, points } of historyOf(cluster, metric)) {
    series.set(labelsOf(labels), { labels: withTarget(cluster, metric, labels), points });
  }
  for (const family of families) {
    for (const sample of family.samples) {
      if (sample.name !== metric) continue;
      const key = labelsOf(sample.labels);
      const known = series.get(key) ?? { labels: withTarget(cluster, metric, sample.labels), points: [] };
      if (known.points.at(-1)?.atMs !== cluster.nowMs)
        known.points.push({ atMs: cluster.nowMs, value: sample.value });
      series.set(key, known);
    }
  }
  return [...series.values()];
}

function withTarget(
  cluster: Cluster,
  metric: string,
  labels: Readonly<Record<string, string>>,
): Record<string, string> {
  const node = cluster.nodes[labels['node'] ?? ''];
  return {
    __name__: metric,
    ...labels,
    ...(node === undefined
      ? {}
      : { instance: `${node.id}:8084`, job: node.type === 'controller' ? 'dwcp-controller' : 'dwcp-worker' }),
  };
}

/** `up` is Prometheus's own: 1 for every target that answers a scrape. */
function upSeries(cluster: Cluster): QuerySeries[] {
  const remembered = new Map(historyOf(cluster, 'up').map(({ labels, points }) => [labels['node'], points]));
  return listNodes(cluster).map((node) => ({
    labels: withTarget(cluster, 'up', { node: node.id }),
    points: [
      ...(remembered.get(node.id) ?? []).filter(({ atMs }) => atMs < cluster.nowMs),
      { atMs: cluster.nowMs, value: isUp(cluster, node) ? 1 : 0 },
    ],
  }));
}
