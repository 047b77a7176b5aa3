/**
 * What the alert rules look back on: cumulated counters at a fixed resolution of 15 s, one hour long. Memory is
 * bounded by the number of series, and there is one per label set that a rule distinguishes.
 */
import { addTotals, bucketTotals } from './metric-totals.ts';
import type { Cluster } from './cluster.ts';

export const RESOLUTION_MS = 15_000;
const CAPACITY = 3_600_000 / RESOLUTION_MS + 1;

export interface SeriesStore {
  /** Newest value last; a series that is shorter than others began later. */
  values: Record<string, number[]>;
}

export function emptySeries(): SeriesStore {
  return { values: {} };
}

function put(cluster: Cluster, key: string, value: number): void {
  const values = (cluster.series.values[key] ??= []);
  values.push(value);
  if (values.length > CAPACITY) values.shift();
}

/** Takes one sample of every series. */
export function recordSeries(cluster: Cluster): void {
  const { counters } = cluster.metrics;
  for (const name of [
    'dwcp_migration_failed_total',
    'dwcp_migration_success_total',
    'dwcp_raft_leader_elections_total',
  ]) {
    put(cluster, name, addTotals(counters[name]));
  }
  for (const name of [
    'dwcp_consensus_latency_seconds',
    'dwcp_migration_downtime_seconds',
    'dwcp_migration_duration_seconds',
  ]) {
    // The rule for slow migrations judges the 2 GB class only.
    const filter = name === 'dwcp_migration_duration_seconds' ? '|2gb' : '';
    const totals = bucketTotals(cluster, name, filter);
    put(cluster, `${name}_count`, totals.count);
    for (const [index, count] of totals.counts.entries()) put(cluster, `${name}_bucket ${index}`, count);
  }
  for (const [labels, value] of Object.entries(counters['dwcp_byzantine_evidence_total'] ?? {})) {
    put(cluster, `dwcp_byzantine_evidence_total ${labels}`, value);
  }
  for (const name of ['dwcp_hde_bytes_original_total', 'dwcp_hde_bytes_compressed_total']) {
    for (const [labels, value] of Object.entries(counters[name] ?? {}))
      put(cluster, `${name} ${labels.split('|')[0]}`, value);
  }
  for (const name of ['dwcp_requests_total', 'dwcp_request_errors_total']) {
    const byVersion = new Map<string, number>();
    for (const [labels, value] of Object.entries(counters[name] ?? {})) {
      const version = labels.split('|')[1] ?? '';
      byVersion.set(version, (byVersion.get(version) ?? 0) + value);
    }
    for (const [version, value] of byVersion) put(cluster, `${name} ${version}`, value);
  }
}

/** Growth over the window, or since the series began; like `increase()`, it sees no step in a first sample. */
export function increaseOf(cluster: Cluster, key: string, windowMs: number): number {
  const values = cluster.series.values[key];
  if (values === undefined || values.length === 0) return 0;
  const first = Math.max(0, values.length - 1 - Math.round(windowMs / RESOLUTION_MS));
  return (values.at(-1) ?? 0) - (values[first] ?? 0);
}

/** Whether the series began inside the window. */
export function isYoung(cluster: Cluster, key: string, windowMs: number): boolean {
  return (cluster.series.values[key]?.length ?? 0) <= Math.round(windowMs / RESOLUTION_MS);
}

/** Labels of all series of one name. */
export function listSeries(cluster: Cluster, name: string): string[] {
  const prefix = `${name} `;
  return Object.keys(cluster.series.values).flatMap((key) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  );
}
