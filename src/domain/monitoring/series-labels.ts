import type { Metric } from '../../schemas/reference/metrics.ts';

/** Labels that Prometheus gives to every series of a target. */
const targetLabels = ['job', 'instance'];

/** Series that Prometheus makes itself, with their labels. */
const ownSeries: Readonly<Record<string, readonly string[]>> = {
  up: targetLabels,
  ALERTS: ['alertname', 'alertstate', 'severity', 'node', ...targetLabels],
};

/** Suffixes of the series of each type, with the labels they add. */
const typeSeries: Record<Metric['type'], readonly (readonly [suffix: string, ...labels: string[]])[]> = {
  counter: [['']],
  gauge: [['']],
  histogram: [['_bucket', 'le'], ['_sum'], ['_count']],
  summary: [['', 'quantile'], ['_sum'], ['_count']],
};

/** Every series that a query can read, with its labels. A histogram has none under its own name. */
export function seriesLabels(metrics: readonly Metric[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ofMetrics = metrics.flatMap(({ name, type, labels }) =>
    typeSeries[type].map(
      ([suffix, ...added]) => [name + suffix, new Set([...labels, ...added, ...targetLabels])] as const,
    ),
  );
  const own = Object.entries(ownSeries).map(([name, labels]) => [name, new Set(labels)] as const);
  return new Map([...ofMetrics, ...own]);
}
