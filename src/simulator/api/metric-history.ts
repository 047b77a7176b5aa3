/** What GET /v3/metrics looks back on: the values of every 15 s for an hour, and of every 5 min for a day before it. */
import type { Cluster } from '../cluster.ts';
import { metricSamples, type MetricFamily } from '../metric-samples.ts';

export interface MetricPoint {
  atMs: number;
  value: number;
  labels: Record<string, string>;
}

interface Series {
  labels: Record<string, string>;
  /** Of a histogram the sum and the count so far, else the value and 1. */
  points: { atMs: number; value: number; count: number }[];
}

const FINE_MS = 15_000;
const FINE_LIFE_MS = 3_600_000;
const COARSE_MS = 300_000;
const LIFE_MS = 86_400_000;

/** Most points of one answer; above it whole moments are left out, evenly. */
const POINT_LIMIT = 10_000;

export class MetricHistory {
  readonly #metrics = new Map<string, Map<string, Series>>();
  #recordedAtMs = Number.NEGATIVE_INFINITY;

  /** Takes the values of the moment if 15 s have passed since the last. After time was set back it begins anew. */
  record(cluster: Cluster): void {
    const { nowMs } = cluster;
    if (nowMs < this.#recordedAtMs) {
      this.#metrics.clear();
      this.#recordedAtMs = Number.NEGATIVE_INFINITY;
    }
    if (nowMs - this.#recordedAtMs < FINE_MS) return;
    this.#recordedAtMs = nowMs;
    for (const family of metricSamples(cluster)) {
      let metric = this.#metrics.get(family.name);
      if (metric === undefined) this.#metrics.set(family.name, (metric = new Map()));
      for (const { labels, value, count } of valuesOf(family)) {
        const key = JSON.stringify(labels);
        let series = metric.get(key);
        if (series === undefined) metric.set(key, (series = { labels, points: [] }));
        series.points.push({ atMs: nowMs, value, count });
        if (series.points.length % 60 === 0) series.points = thin(series.points, nowMs);
      }
    }
    this.#forget(nowMs);
  }

  /** Lets go of what is a day older than the present: VMs come and go, and each had series of its own. */
  #forget(nowMs: number): void {
    for (const [name, metric] of this.#metrics) {
      for (const [key, { points }] of metric)
        if (nowMs - (points.at(-1)?.atMs ?? nowMs) > LIFE_MS) metric.delete(key);
      if (metric.size === 0) this.#metrics.delete(name);
    }
  }

  /** Points since then, oldest first; those of a histogram are means of what was observed in each interval. */
  points(family: MetricFamily, sinceMs: number): MetricPoint[] {
    const points: MetricPoint[] = [];
    for (const series of this.#metrics.get(family.name)?.values() ?? []) {
      for (const [index, { atMs, value, count }] of series.points.entries()) {
        if (atMs < sinceMs) continue;
        if (family.type !== 'histogram') {
          points.push({ atMs, value, labels: series.labels });
          continue;
        }
        const before = series.points[index - 1] ?? { value: 0, count: 0 };
        if (count > before.count)
          points.push({
            atMs,
            value: (value - before.value) / (count - before.count),
            labels: series.labels,
          });
      }
    }
    points.sort((a, b) => a.atMs - b.atMs);
    return limit(points);
  }
}

function valuesOf(family: MetricFamily): { labels: Record<string, string>; value: number; count: number }[] {
  if (family.type !== 'histogram')
    return family.samples.map(({ labels, value }) => ({ labels, value, count: 1 }));
  const sums = family.samples.filter(({ name }) => name.endsWith('_sum'));
  const counts = family.samples.filter(({ name }) => name.endsWith('_count'));
  return sums.map(({ labels, value }, index) => ({ labels, value, count: counts[index]?.value ?? 0 }));
}

/** Keeps every point of the last hour, of the day before one in 5 min, and nothing older. */
function thin(points: Series['points'], nowMs: number): Series['points'] {
  let slot = Number.NEGATIVE_INFINITY;
  return points.filter(({ atMs }) => {
    if (nowMs - atMs <= FINE_LIFE_MS) return true;
    if (nowMs - atMs > LIFE_MS || Math.floor(atMs / COARSE_MS) === slot) return false;
    slot = Math.floor(atMs / COARSE_MS);
    return true;
  });
}

function limit(points: MetricPoint[]): MetricPoint[] {
  if (points.length <= POINT_LIMIT) return points;
  const times = [...new Set(points.map(({ atMs }) => atMs))];
  // The last moment always stays, so the count goes from the end.
  for (let stride = Math.ceil(points.length / POINT_LIMIT); ; stride += 1) {
    const kept = new Set(times.filter((_, index) => (times.length - 1 - index) % stride === 0));
    const left = points.filter(({ atMs }) => kept.has(atMs));
    if (left.length <= POINT_LIMIT || stride > times.length) return left.slice(-POINT_LIMIT);
  }
}
