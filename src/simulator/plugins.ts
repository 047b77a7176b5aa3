/**
 * Plug-ins of the training cluster: what a program decides, written down as plain data, so that a run stays the same
 * run wherever it is played. A program computes the table or the assignment, by itself or with `plugin-programs` from a
 * function; `dwcp-cli plugin register` hands its JSON to the cluster. There are two kinds.
 *
 * A transport plug-in chooses the streams of new migrations. The first row whose bounds hold for the path decides, and
 * the last row has no bounds, so that every path has an answer:
 *
 *     { "kind": "transport", "name": "wide-streams", "streams": [
 *       { "max_rtt_ms": 20, "streams": 8 },
 *       { "max_rtt_ms": 400, "max_loss": 0.01, "streams": 24 },
 *       { "streams": 16 } ] }
 *
 * A placement plug-in chooses the worker of a VM among those that no rule and no limit excludes: by weights of the
 * parts of the score, or by an assignment, in which VMs that it does not name are left to the built-in score:
 *
 *     { "kind": "placement", "name": "fullest-first", "weights": { "fill": 1, "cost": 0.1 } }
 *     { "kind": "placement", "name": "by-hand", "assignment": { "vm-web-1": "worker-3" } }
 *
 * Of each kind the one that was registered last is in use.
 */
import type { Cluster } from './cluster.ts';
import type { Path } from './links.ts';

/** Streams that AMST opens at most. */
export const MAX_STREAMS = 512;

export interface TransportRow {
  /** Longest round trip that the row is for, in milliseconds; any, if absent. */
  max_rtt_ms?: number | undefined;
  /** Highest loss that the row is for, 0–1; any, if absent. */
  max_loss?: number | undefined;
  /** Highest capacity that the row is for, in Mbps; any, if absent. */
  max_bandwidth_mbps?: number | undefined;
  /** Streams of a migration, 1 to 512, which is the most that AMST opens. */
  streams: number;
}

export interface TransportPlugin {
  kind: 'transport';
  name: string;
  /** The first row that is for a path decides; the last row is for every path. */
  streams: TransportRow[];
}

/** What each part of the score counts, −10 to 10; a part that is absent does not count. */
export interface PlacementWeights {
  /** Share of the worker's memory that is in use with the VM on it, 0–1. */
  fill?: number | undefined;
  /** Measured reliability × reputation, 0–1. */
  reliability?: number | undefined;
  /** Closeness to the leading controller: 1 at 0 ms, 0 at 500 ms. */
  latency?: number | undefined;
  /** Cheapness, 1 being the cheapest. */
  cost?: number | undefined;
}

/** Has either weights or an assignment. */
export interface PlacementPlugin {
  kind: 'placement';
  name: string;
  weights?: PlacementWeights | undefined;
  /** Worker by VM. */
  assignment?: Record<string, string> | undefined;
}

export type Plugin = TransportPlugin | PlacementPlugin;
export type PluginKind = Plugin['kind'];

/** All plug-ins, in the order in which they were registered. */
export function listPlugins(cluster: Pick<Cluster, 'plugins'>): readonly Plugin[] {
  return cluster.plugins ?? [];
}

/** The plug-in of a kind that is in use. */
export function pluginInUse<Kind extends PluginKind>(
  cluster: Pick<Cluster, 'plugins'>,
  kind: Kind,
): Extract<Plugin, { kind: Kind }> | undefined {
  return listPlugins(cluster).findLast(
    (plugin): plugin is Extract<Plugin, { kind: Kind }> => plugin.kind === kind,
  );
}

/** Streams that a transport plug-in opens on a path. */
export function streamsOnPath(
  { streams }: TransportPlugin,
  { rttMs, lossRatio, capacityMbps }: Pick<Path, 'rttMs' | 'lossRatio' | 'capacityMbps'>,
): number {
  const row = streams.find(
    ({ max_rtt_ms = Infinity, max_loss = Infinity, max_bandwidth_mbps = Infinity }) =>
      rttMs <= max_rtt_ms && lossRatio <= max_loss && capacityMbps <= max_bandwidth_mbps,
  );
  if (row === undefined) throw new Error('The last row of a transport plug-in has no bounds.');
  return row.streams;
}
