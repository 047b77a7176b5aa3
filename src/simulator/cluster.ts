/**
 * The whole cluster as one plain value: it survives `JSON.stringify` unchanged, and holds its own time, seed and
 * random numbers. Times are whole milliseconds since the start; `epochMs` says which instant of the calendar that is.
 */
import type { Action } from './actions.ts';
import type { AlertState } from './alerts.ts';
import type { ApplicationMetric } from './application.ts';
import type { ClusterEvent } from './events.ts';
import type { MetricStore } from './metric-store.ts';
import type { Operation } from './releases.ts';
import type { History } from './history.ts';
import type { Proposal, RaftVoter } from './consensus.ts';
import type { Plugin } from './plugins.ts';
import type { RandomState } from './random.ts';
import type { RegistryEntry } from './ass.ts';
import type { Reputation } from './reputation.ts';
import type { SeriesStore } from './series.ts';
import type { Settings } from './settings.ts';
import type { Span } from './traces.ts';
import type { Migration } from './migration-state.ts';
import type { Behaviour } from './attackers.ts';
import type { Impairment, RegionLinks } from './links.ts';
import type { Release } from './releases.ts';
import type { TimerQueue } from './timers.ts';
import type { WorkloadClass } from './hde.ts';

export type Mode = 'datacenter' | 'internet' | 'hybrid';
export type NodeType = 'controller' | 'worker' | 'edge';

/** What a node has measured towards one peer in another region, or towards a neighbour if there is only one region. */
export interface Probe {
  peer: string;
  region: string;
  rttMs: number[];
  bandwidthMbps: number[];
  lossRatio: number;
  /** Bandwidth every 5 s, the last ten; the forecast is the mean of the last five. */
  forecastMbps: number[];
}

/** Errors of the bandwidth forecasts, in twelve buckets of five minutes. */
export interface ForecastErrors {
  sums: number[];
  counts: number[];
  bucket: number;
}

export interface ClusterNode {
  id: string;
  type: NodeType;
  region: string;
  datacenter: string;
  version: string;
  process: 'running' | 'stopped' | 'crashed';
  inMaintenance: boolean;
  joinedAtMs: number;

  cpu: number;
  memoryBytes: number;
  diskBytes: number;
  nicMbps: number;
  diskWriteMs: number;
  /** 0–1, 1 being the cheapest. */
  costScore: number;
  /** 0–1, measured reliability. */
  uptimeRatio: number;

  /** What the hypervisor of this node holds; `vm.node` is what the registry says. */
  vms: string[];
  cpuUsed: number;
  memoryUsedBytes: number;
  diskUsedBytes: number;

  isDiskFull: boolean;
  clockSkewMs: number;
  /** End of the one certificate that every listener of the node presents. */
  certificateEndsAtMs: number;

  mode: Mode;
  modeChangedAtMs: number | null;
  forcedMode: Mode | null;
  probes: Probe[];
  forecastErrors: ForecastErrors;

  /** Since when the node has heard nothing from the part of the cluster that makes news. */
  cutOffSinceMs: number | null;
  reputation: Reputation;
  amstStreams: number | null;
  compressionLevel: number | null;
  /** Bytes sent by each stream since the node joined. */
  streamBytes: number[];
}

/** Where a VM must run relative to others: on the node of each, or on the node of none. */
export interface Affinity {
  type: 'affinity' | 'anti-affinity';
  vms: string[];
}

export interface Vm {
  id: string;
  name: string;
  /** Disk image that it was made from. */
  image: string;
  createdAtMs: number;
  node: string;
  state: 'creating' | 'running' | 'migrating' | 'stopped' | 'lost';
  cpu: number;
  memoryBytes: number;
  diskBytes: number;
  workload: WorkloadClass;
  dirtyBytesPerSecond: number;
  affinityGroup: string | null;
  antiAffinityGroup: string | null;
  /** The rule given at creation that names other VMs. */
  affinity: Affinity | null;
  requiredRegions: string[];
  priority: number;
}

/** Work that clients ask of the API, spread over the controllers that answer. */
export interface Load {
  requestsPerSecond: number;
  /** Registry changes per second; those that arrive within one second are agreed on in one decision. */
  writesPerSecond: number;
}

export interface Cluster {
  formatVersion: 1;
  id: string;
  seed: number;
  random: RandomState;
  epochMs: number;
  nowMs: number;
  /** When the periodic work was last done. */
  tickedAtMs: number;
  nextId: number;

  settings: Settings;
  load: Load;
  /** Parts of a request that have not made a whole one yet, by kind and by node. */
  loadCarry: Record<string, Record<string, number>>;

  nodes: Record<string, ClusterNode>;
  /** Machines that have the software but do not belong to the cluster yet. */
  machines?: Record<string, ClusterNode>;
  vms: Record<string, Vm>;
  /** Controllers that the configuration names as voters, reachable or not. */
  voters: string[];
  links: RegionLinks;
  impairments: Impairment[];
  timers: TimerQueue;

  raft: Record<string, RaftVoter>;
  pbftViews: Record<string, number>;
  proposals: Proposal[];
  /** Sequence number of the newest decision, and the latest decisions for the safety check. */
  sequence: number;
  decisions: { sequence: number; digest: string; protocol: 'raft' | 'pbft'; era: number; atMs: number }[];
  /** Leaders by term, the latest 64, to assert that no term has two. */
  leaders: { term: number; node: string; atMs: number }[];

  migrations: Record<string, Migration>;
  /** Migrations in progress, in the order in which they were accepted. */
  openMigrations: string[];
  /** Ended migrations that are still remembered, oldest first. */
  endedMigrations: string[];
  registry: Record<string, RegistryEntry>;
  conflicts: { key: string; atMs: number; kept: RegistryEntry; dropped: RegistryEntry }[];

  /** How some nodes have been told to misbehave. Only `attackers.ts` reads it; nothing that judges nodes may. */
  behaviours: Record<string, Behaviour>;
  /** Protocol faults seen so far that are not proof yet, by voter. */
  suspicions: Record<string, { missed: number; late: number }>;

  /** Registered plug-ins; of each kind the last is in use. */
  plugins?: Plugin[];

  releases: Record<string, Release>;
  operation: Operation | null;

  metrics: MetricStore;
  /** What applications have reported, by metric. */
  applicationMetrics?: Record<string, ApplicationMetric>;
  series: SeriesStore;
  history?: History;
  alerts: AlertState;
  spans: Span[];
  events: ClusterEvent[];
}

/** A refusal that a caller can act on: a code of the error reference and a sentence. */
export interface Refusal {
  code: string;
  message: string;
}

/** Something that happens by itself later. */
export type Timer =
  | { type: 'action'; action: Action }
  | { type: 'election-timeout'; node: string; generation: number }
  | { type: 'vote-request'; from: string; to: string; term: number; lastSequence: number }
  | { type: 'vote-reply'; from: string; to: string; term: number; isGranted: boolean }
  | { type: 'leader-heartbeat'; from: string; to: string; term: number }
  | { type: 'decision'; proposal: string; generation: number }
  | { type: 'view-change'; proposal: string; generation: number }
  | { type: 'certificate-ended'; node: string }
  | { type: 'quarantine-ended'; node: string; entry: number }
  | { type: 'operation-step'; operation: string };

/** The node of that name; a name that is not in the cluster is a mistake of the caller. */
export function nodeOf(cluster: Cluster, id: string): ClusterNode {
  const node = cluster.nodes[id];
  if (node === undefined) throw new Error(`The cluster has no node "${id}".`);
  return node;
}

export function listNodes(cluster: Cluster): ClusterNode[] {
  return Object.values(cluster.nodes);
}

export function listWorkers(cluster: Cluster): ClusterNode[] {
  return listNodes(cluster).filter((node) => node.type === 'worker');
}

/** A new identifier such as `mig-7`; numbers are never used twice. */
export function nextName(cluster: Cluster, prefix: string): string {
  cluster.nextId += 1;
  return `${prefix}-${cluster.nextId}`;
}
