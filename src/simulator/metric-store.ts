import type { Cluster } from './cluster.ts';

export interface Histogram {
  /** Observations at or under each upper bound, not cumulated. */
  counts: number[];
  sum: number;
  count: number;
}

/** Counters and histograms by metric name, then by label values joined with `|` in the order of the metric's labels. */
export interface MetricStore {
  counters: Record<string, Record<string, number>>;
  histograms: Record<string, Record<string, Histogram>>;
}

/** Upper bounds in seconds. Those of consensus reach beyond the limit of 10 s; those of migrations double from 1 s. */
export const BUCKETS: Readonly<Record<string, readonly number[]>> = {
  dwcp_request_duration_seconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  dwcp_consensus_latency_seconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  dwcp_raft_commit_latency_seconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  dwcp_migration_duration_seconds: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048],
  dwcp_migration_downtime_seconds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120],
};

export function addToCounter(cluster: Cluster, name: string, labelValues: string, amount: number): void {
  const values = (cluster.metrics.counters[name] ??= {});
  values[labelValues] = (values[labelValues] ?? 0) + amount;
}

export function observe(cluster: Cluster, name: string, labelValues: string, value: number, times = 1): void {
  const bounds = BUCKETS[name];
  if (bounds === undefined) throw new Error(`The metric "${name}" has no buckets.`);
  const byLabels = (cluster.metrics.histograms[name] ??= {});
  const histogram = (byLabels[labelValues] ??= { counts: bounds.map(() => 0), sum: 0, count: 0 });
  const index = bounds.findIndex((bound) => value <= bound);
  if (index >= 0) histogram.counts[index] = (histogram.counts[index] ?? 0) + times;
  histogram.sum += value * times;
  histogram.count += times;
}

/**
 * The quantile as `histogram_quantile` of Prometheus gives it: linear inside the bucket, and the highest bound when
 * the rank lies above it. `NaN` stands for no observation, so it must not be stored.
 */
export function quantileOf(
  bounds: readonly number[],
  counts: readonly number[],
  total: number,
  quantile: number,
): number {
  if (total <= 0) return Number.NaN;
  const rank = quantile * total;
  let below = 0;
  for (const [index, bound] of bounds.entries()) {
    const inside = counts[index] ?? 0;
    if (below + inside >= rank && inside > 0) {
      const lower = index === 0 ? 0 : (bounds[index - 1] ?? 0);
      return lower + ((bound - lower) * (rank - below)) / inside;
    }
    below += inside;
  }
  return bounds.at(-1) ?? Number.NaN;
}
