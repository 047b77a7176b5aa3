/** The start of every lab: the reference deployment with 3 controllers and 10 workers, or as many as asked for. */
import type { Cluster, ClusterNode, Mode, NodeType } from './cluster.ts';
import { CERTIFICATE_LIFE_MS } from './faults.ts';
import { addLink, type RegionLink } from './links.ts';
import { assignPeers } from './mode.ts';
import { emptyErrors } from './pba.ts';
import { seedRandom } from './random.ts';
import { newReputation } from './reputation.ts';
import { emptySeries } from './series.ts';
import { REFERENCE_SETTINGS, type Settings } from './settings.ts';
import { copyPlain } from './copy.ts';
import { setTimer } from './timers.ts';

export interface DeploymentOptions {
  seed: number;
  controllers?: number;
  workers?: number;
  regions?: string[];
  /** The network that the links between regions are; the mode itself is detected. */
  mode?: Mode;
  settings?: Partial<Settings>;
  /** Instant of the calendar at which simulated time starts. */
  epochMs?: number;
  version?: string;
}

/** Processors, memory and disk of a node. */
export interface NodeSize {
  cpu: number;
  memoryBytes: number;
  diskBytes: number;
  nicMbps: number;
}

const GIBIBYTE = 1_073_741_824;

/** Reference sizes (reference deployment); the interfaces are the recommended 10 Gbps, so that links decide. */
export const NODE_SIZES: Readonly<Record<NodeType, NodeSize>> = {
  controller: { cpu: 16, memoryBytes: 32 * GIBIBYTE, diskBytes: 500e9, nicMbps: 10_000 },
  worker: { cpu: 32, memoryBytes: 128 * GIBIBYTE, diskBytes: 1_000e9, nicMbps: 10_000 },
  edge: { cpu: 4, memoryBytes: 8 * GIBIBYTE, diskBytes: 100e9, nicMbps: 1_000 },
};

/** Links by kind of network: examples A to C of the manual's map, the last with the 450 Mbps of its migration. */
export const LINKS: Readonly<Record<Mode | 'inside', RegionLink>> = {
  inside: { rttMs: 1, jitterMs: 0, lossRatio: 0, bandwidthMbps: 10_000, backgroundMbps: 0, variation: 0 },
  datacenter: { rttMs: 4, jitterMs: 0, lossRatio: 0, bandwidthMbps: 10_000, backgroundMbps: 0, variation: 0 },
  hybrid: { rttMs: 22, jitterMs: 1, lossRatio: 0, bandwidthMbps: 2_000, backgroundMbps: 0, variation: 0.05 },
  internet: {
    rttMs: 100,
    jitterMs: 5,
    lossRatio: 0.001,
    bandwidthMbps: 450,
    backgroundMbps: 0,
    variation: 0.1,
  },
};

/** 6 January 2026, 08:00 UTC. */
const EPOCH_MS = 1_767_686_400_000;

export function createReferenceCluster(options: DeploymentOptions): Cluster {
  const regions = options.regions ?? ['eu-west', 'us-east', 'ap-south'];
  const controllers = options.controllers ?? 3;
  const workers = options.workers ?? 10;
  const mode = options.mode ?? 'datacenter';
  const settings: Settings = { ...copyPlain(REFERENCE_SETTINGS), ...options.settings };
  const version = options.version ?? '3.0.0';
  const cluster: Cluster = {
    formatVersion: 1,
    id: 'training-cluster-1',
    seed: options.seed,
    random: seedRandom(options.seed),
    epochMs: options.epochMs ?? EPOCH_MS,
    nowMs: 0,
    tickedAtMs: 0,
    nextId: 0,
    settings,
    load: { requestsPerSecond: 20, writesPerSecond: 0.1 },
    loadCarry: {},
    nodes: {},
    vms: {},
    voters: [],
    links: {},
    impairments: [],
    timers: { items: [], nextOrder: 0 },
    raft: {},
    pbftViews: {},
    proposals: [],
    sequence: 0,
    decisions: [],
    leaders: [],
    migrations: {},
    openMigrations: [],
    endedMigrations: [],
    registry: {},
    conflicts: [],
    behaviours: {},
    suspicions: {},
    releases: { [version]: { version, errorRatio: 0, latencyFactor: 1 } },
    operation: null,
    metrics: { counters: {}, histograms: {} },
    series: emptySeries(),
    alerts: { instances: {} },
    spans: [],
    events: [],
  };
  for (const [index, region] of regions.entries()) {
    addLink(cluster, region, region, { ...LINKS.inside });
    for (const other of regions.slice(index + 1)) addLink(cluster, region, other, { ...LINKS[mode] });
  }
  const add = (type: NodeType, number: number, region: string): void => {
    const id = `${type}-${number}`;
    const node = buildNode(cluster, id, type, region);
    node.version = version;
    node.datacenter = `dc${(number % 3) + 1}`;
    // Staggered by a day, so that no two certificates end in one night.
    node.certificateEndsAtMs = CERTIFICATE_LIFE_MS - number * 86_400_000 * (type === 'controller' ? 7 : 0.01);
    cluster.nodes[id] = node;
    setTimer(cluster, node.certificateEndsAtMs, { type: 'certificate-ended', node: id });
  };
  for (let number = 1; number <= controllers; number += 1) {
    add('controller', number, regions[(number - 1) % regions.length] ?? 'eu-west');
    cluster.voters.push(`controller-${number}`);
  }
  // Workers fill the regions in blocks: with ten in three regions 1–4, 5–7 and 8–10.
  for (let number = 1; number <= workers; number += 1) {
    const block = Math.floor(((number - 1) * regions.length) / workers);
    add('worker', number, regions[block] ?? 'eu-west');
  }
  const first = cluster.voters[0] ?? null;
  for (const voter of cluster.voters) {
    cluster.raft[voter] = {
      role: voter === first ? 'leader' : 'follower',
      term: 1,
      votedFor: first,
      votes: [],
      leader: first,
      lastSequence: 0,
      isElectionDue: false,
      generation: 0,
    };
    cluster.pbftViews[voter] = 0;
  }
  if (first !== null) cluster.leaders.push({ term: 1, node: first, atMs: 0 });
  assignPeers(cluster);
  return cluster;
}

/** A node as it joins: idle, running, and with the reputation of a new one. */
export function buildNode(
  cluster: Cluster,
  id: string,
  type: NodeType,
  region: string,
  size: NodeSize = NODE_SIZES[type],
): ClusterNode {
  return {
    id,
    type,
    region,
    datacenter: 'dc1',
    version: Object.values(cluster.nodes)[0]?.version ?? '3.0.0',
    process: 'running',
    inMaintenance: false,
    // Nodes of a running deployment have their grace period behind them.
    joinedAtMs: -86_400_000,
    ...size,
    diskWriteMs: 5,
    costScore: 0.5,
    uptimeRatio: 0.99,
    vms: [],
    cpuUsed: 0,
    memoryUsedBytes: 0,
    diskUsedBytes: 0,
    isDiskFull: false,
    clockSkewMs: 0,
    certificateEndsAtMs: CERTIFICATE_LIFE_MS,
    mode: cluster.settings['mode.initial'],
    modeChangedAtMs: null,
    forcedMode: null,
    probes: [],
    forecastErrors: emptyErrors(),
    cutOffSinceMs: null,
    reputation: newReputation(cluster.settings['reputation.initial'], cluster.nowMs),
    amstStreams: null,
    compressionLevel: null,
    streamBytes: [],
  };
}
