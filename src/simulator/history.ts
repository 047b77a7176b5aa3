/**
 * What queries and charts look back on: every sample that `/metrics` shows, and whether each node answers, each 15 s for half an hour. Clusters of
 * more nodes than a lab has keep none, so that memory stays bounded.
 */
import { pushBounded } from './arithmetic.ts';
import { listNodes, type Cluster } from './cluster.ts';
import { isUp } from './load.ts';
import { metricSamples } from './metric-samples.ts';
import { RESOLUTION_MS } from './series.ts';

/** Half an hour, both ends included. */
const CAPACITY = 1_800_000 / RESOLUTION_MS + 1;

/** A lab has 13 nodes; beyond this, history would outgrow the rest of the state. */
const NODE_LIMIT = 30;

export interface History {
  /** When the newest samples were taken. */
  atMs: number;
  /** By name and labels as JSON, `name{"label":"value"}`; newest value last, `null` where the series was absent. */
  values: Record<string, (number | null)[]>;
}

export interface HistorySeries {
  labels: Record<string, string>;
  points: { atMs: number; value: number }[];
}

/** Begins to remember, in a cluster that is small enough to be looked at. */
export function startHistory(cluster: Cluster): void {
  if (Object.keys(cluster.nodes).length <= NODE_LIMIT)
    cluster.history ??= { atMs: cluster.nowMs, values: {} };
}

/** Keeps the samples of this moment, where somebody may ask for them. */
export function recordHistory(cluster: Cluster): void {
  const { history } = cluster;
  if (history === undefined) return;
  const seen = new Set<string>();
  const keep = (key: string, value: number): void => {
    seen.add(key);
    pushBounded((history.values[key] ??= []), value, CAPACITY);
  };
  for (const family of metricSamples(cluster))
    for (const { name, labels, value } of family.samples) keep(seriesKey(name, labels), value);
  for (const node of listNodes(cluster))
    keep(seriesKey('up', { node: node.id }), isUp(cluster, node) ? 1 : 0);
  for (const [key, values] of Object.entries(history.values)) {
    if (seen.has(key)) continue;
    pushBounded(values, null, CAPACITY);
    if (values.every((value) => value === null)) delete history.values[key];
  }
  history.atMs = cluster.nowMs;
}

function seriesKey(name: string, labels: Readonly<Record<string, string>>): string {
  return `${name}${JSON.stringify(labels)}`;
}

/** Every series of that name that is remembered. */
export function historyOf(cluster: Cluster, name: string): HistorySeries[] {
  const { history } = cluster;
  if (history === undefined) return [];
  const prefix = `${name}{`;
  return Object.entries(history.values).flatMap(([key, values]) => {
    if (!key.startsWith(prefix)) return [];
    const labels = JSON.parse(key.slice(name.length)) as Record<string, string>;
    return [{ labels, points: pointsOf(history.atMs, values) }];
  });
}

function pointsOf(endMs: number, values: readonly (number | null)[]): HistorySeries['points'] {
  return values.flatMap((value, index) =>
    value === null ? [] : [{ atMs: endMs - (values.length - 1 - index) * RESOLUTION_MS, value }],
  );
}
