/** Mode detection (reference deployment, set A): means of the latest samples against three thresholds, and a cooldown. */
import { meanOf, pushBounded } from './arithmetic.ts';
import { reportBandwidth } from './attackers.ts';
import type { Cluster, ClusterNode, Mode, NodeType } from './cluster.ts';
import { listNodes } from './cluster.ts';
import { recordEvent } from './events.ts';
import { judgeReport } from './evidence.ts';
import { linkBetween, pathBetween } from './links.ts';
import { addToCounter } from './metric-store.ts';
import { nextBetween, nextUnit } from './random.ts';
import type { Settings } from './settings.ts';

type Thresholds = Pick<
  Settings,
  | 'mode.detection.datacenter_max_latency'
  | 'mode.detection.internet_min_latency'
  | 'mode.detection.min_bandwidth_mbps'
>;

/** Exactly 10 ms and exactly 50 ms are hybrid; exactly 1 Gbps is enough. */
export function modeFor(meanLatencyMs: number, meanBandwidthMbps: number, thresholds: Thresholds): Mode {
  const isFast = meanBandwidthMbps >= thresholds['mode.detection.min_bandwidth_mbps'];
  if (meanLatencyMs < thresholds['mode.detection.datacenter_max_latency'] && isFast) return 'datacenter';
  return meanLatencyMs > thresholds['mode.detection.internet_min_latency'] || !isFast ? 'internet' : 'hybrid';
}

/** The mode of most nodes of a type; of a tie, the one for the slower network. */
export function majorityMode(cluster: Cluster, type: NodeType): Mode {
  const counts = { internet: 0, hybrid: 0, datacenter: 0 };
  for (const node of listNodes(cluster)) if (node.type === type) counts[node.mode] += 1;
  const order = ['internet', 'hybrid', 'datacenter'] as const;
  return order.reduce((best, mode) => (counts[mode] > counts[best] ? mode : best));
}

/** A migration follows the slower of its two ends. */
export function slowerMode(a: Mode, b: Mode): Mode {
  if (a === 'internet' || b === 'internet') return 'internet';
  return a === 'hybrid' || b === 'hybrid' ? 'hybrid' : 'datacenter';
}

/** Gives every node one peer per other region, or one neighbour if the cluster has a single region. */
export function assignPeers(cluster: Cluster): void {
  const byGroup = Map.groupBy(
    listNodes(cluster).filter((node) => node.process === 'running'),
    (node) => `${node.type}|${node.region}`,
  );
  const regions = [...new Set(listNodes(cluster).map((node) => node.region))];
  for (const node of listNodes(cluster)) {
    const wanted = regions.length > 1 ? regions.filter((region) => region !== node.region) : regions;
    node.probes = wanted.flatMap((region) => {
      const known = node.probes.find((probe) => probe.region === region);
      const candidates = [
        ...(byGroup.get(`${node.type}|${region}`) ?? []),
        ...(byGroup.get(`controller|${region}`) ?? []),
        ...(byGroup.get(`worker|${region}`) ?? []),
      ];
      const peer = candidates.find((candidate) => candidate !== node);
      if (peer === undefined) return known === undefined ? [] : [known];
      if (known !== undefined)
        return [{ ...known, peer: known.peer in cluster.nodes ? known.peer : peer.id }];
      return [{ peer: peer.id, region, rttMs: [], bandwidthMbps: [], lossRatio: 0, forecastMbps: [] }];
    });
  }
}

/** Rate that a speed test between two nodes would show at this moment. */
export function measureBandwidth(cluster: Cluster, node: ClusterNode, peer: ClusterNode): number {
  const { capacityMbps } = pathBetween(cluster, node, peer);
  const { variation } = linkBetween(cluster, node.region, peer.region);
  return variation === 0 ? capacityMbps : capacityMbps * (1 - variation * nextUnit(cluster.random));
}

/** One detection of every running node: a sample to each peer, then the comparison. */
export function detectModes(cluster: Cluster): void {
  const { settings } = cluster;
  const limit = settings['mode.detection.samples'];
  for (const node of listNodes(cluster)) {
    if (node.process !== 'running') continue;
    let highestMbps = 0;
    for (const probe of node.probes) {
      const peer = cluster.nodes[probe.peer];
      if (peer === undefined) continue;
      const path = pathBetween(cluster, node, peer);
      if (!path.isUp || peer.process !== 'running') {
        probe.lossRatio = 1;
        continue;
      }
      const jitterMs = path.jitterMs > 0 ? nextBetween(cluster.random, -path.jitterMs, path.jitterMs) : 0;
      pushBounded(probe.rttMs, Math.max(0, path.rttMs + jitterMs), limit);
      const measuredMbps = measureBandwidth(cluster, node, peer);
      pushBounded(probe.bandwidthMbps, measuredMbps, limit);
      probe.lossRatio = path.lossRatio;
      highestMbps = Math.max(highestMbps, measuredMbps);
    }
    if (node.probes.length > 0)
      judgeReport(cluster, node.id, reportBandwidth(cluster, node, highestMbps), node.nicMbps);
    decideMode(cluster, node);
  }
}

/** Mean latency and bandwidth of a node over the samples of all its peers. */
export function meanSamples(node: ClusterNode): {
  latencyMs: number;
  bandwidthMbps: number;
  samples: number;
} {
  const measured = node.probes.filter((probe) => probe.rttMs.length > 0);
  return {
    latencyMs: meanOf(measured.map((probe) => meanOf(probe.rttMs))),
    bandwidthMbps: meanOf(measured.map((probe) => meanOf(probe.bandwidthMbps))),
    samples: measured.reduce((most, probe) => Math.max(most, probe.rttMs.length), 0),
  };
}

function decideMode(cluster: Cluster, node: ClusterNode): void {
  const { settings } = cluster;
  if (node.forcedMode !== null) {
    changeMode(cluster, node, node.forcedMode);
    return;
  }
  const { latencyMs, bandwidthMbps, samples } = meanSamples(node);
  if (!settings['mode.auto'] || samples < settings['mode.detection.samples']) return;
  const isCooling =
    node.modeChangedAtMs !== null &&
    cluster.nowMs - node.modeChangedAtMs < settings['mode.detection.cooldown'];
  if (!isCooling) changeMode(cluster, node, modeFor(latencyMs, bandwidthMbps, settings));
}

export function changeMode(cluster: Cluster, node: ClusterNode, mode: Mode): void {
  if (node.mode === mode) return;
  addToCounter(cluster, 'dwcp_mode_switches_total', `${node.id}|${node.mode}|${mode}`, 1);
  recordEvent(cluster, 'mode-changed', node.id, `${node.id} went from ${node.mode} to ${mode} mode.`, {
    from: node.mode,
    to: mode,
  });
  node.mode = mode;
  node.modeChangedAtMs = cluster.nowMs;
}
