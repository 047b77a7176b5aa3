import type { Cluster } from './cluster.ts';
import { BUCKETS } from './metric-store.ts';

export function addTotals(values: Record<string, number> | undefined): number {
  let total = 0;
  for (const key in values) total += values[key] ?? 0;
  return total;
}

/** Buckets of a histogram summed over all label sets that end with `suffix`. */
export function bucketTotals(
  cluster: Cluster,
  name: string,
  suffix = '',
): { counts: number[]; count: number; sum: number } {
  const counts = (BUCKETS[name] ?? []).map(() => 0);
  let count = 0;
  let sum = 0;
  for (const [labels, histogram] of Object.entries(cluster.metrics.histograms[name] ?? {})) {
    if (!labels.endsWith(suffix)) continue;
    for (const [index, value] of histogram.counts.entries()) counts[index] = (counts[index] ?? 0) + value;
    count += histogram.count;
    sum += histogram.sum;
  }
  return { counts, count, sum };
}
