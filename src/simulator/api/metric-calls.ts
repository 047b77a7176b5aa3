/** Recent values of one metric. */
import type { Cluster } from '../cluster.ts';
import { metricSamples, type MetricFamily } from '../metric-samples.ts';
import { done, refused, timestamp, type Answer, type Call } from './call.ts';
import type { MetricsQuery } from './requests.ts';
import type { MetricsBody } from './responses.ts';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Where nobody keeps a history, the values of the moment are all there is. */
export function readMetric({ cluster, query, history }: Call<MetricsQuery>): Answer {
  const durationMs = Number(query.duration.slice(0, -1)) * (UNIT_MS[query.duration.slice(-1)] ?? 0);
  if (durationMs < 60_000 || durationMs > 86_400_000) {
    return refused('INVALID_ARGUMENT', `duration is ${query.duration}; it must be from 1m to 24h.`, {
      field: 'duration',
    });
  }
  const family = metricSamples(cluster).find(({ name }) => name === query.name);
  if (family === undefined) {
    return refused('METRIC_NOT_FOUND', `The cluster has no metric "${query.name}".`, { name: query.name });
  }
  const past = history?.points(family, cluster.nowMs - durationMs) ?? [];
  const body: MetricsBody = {
    metric: family.name,
    data_points:
      past.length === 0
        ? presentPoints(cluster, family)
        : past.map(({ atMs, value, labels }) => ({ timestamp: timestamp(cluster, atMs), value, labels })),
  };
  return done(cluster, body);
}

/** The values of the moment; of a histogram the mean of all that was observed. */
function presentPoints(cluster: Cluster, family: MetricFamily): MetricsBody['data_points'] {
  const at = timestamp(cluster, cluster.nowMs);
  if (family.type !== 'histogram')
    return family.samples.map(({ value, labels }) => ({ timestamp: at, value, labels }));
  const counts = family.samples.filter(({ name }) => name.endsWith('_count'));
  const sums = family.samples.filter(({ name }) => name.endsWith('_sum'));
  return counts.flatMap((count, index) => {
    const sum = sums[index];
    if (sum === undefined || count.value === 0) return [];
    return [{ timestamp: at, value: sum.value / count.value, labels: count.labels }];
  });
}
