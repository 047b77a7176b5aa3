/**
 * Predictive Bandwidth Allocation without a trained model, as the open-source code does it (reference deployment): the mean
 * of the last five samples, and a fixed guess when there are none.
 */
import { meanOf, pushBounded } from './arithmetic.ts';
import type { Cluster, ClusterNode, Mode, Probe } from './cluster.ts';
import { listNodes } from './cluster.ts';
import { measureBandwidth } from './mode.ts';
import { canReach } from './links.ts';

export const SAMPLE_INTERVAL_MS = 5_000;
export const GUESS_MBPS = 100;
const BUCKET_MS = 300_000;
const BUCKETS = 12;

export interface Forecast {
  bandwidthMbps: number;
  confidence: number;
  samples: number;
}

/** Mean of the last five samples. */
export function forecastFrom(samplesMbps: readonly number[]): number {
  return samplesMbps.length === 0 ? GUESS_MBPS : meanOf(samplesMbps.slice(-5));
}

/** The forecast of a node for the path to a region; confidence starts at 0.35 or 0.45 and gains 0.02 per sample up to 0.2. */
export function forecastFor(node: ClusterNode, region: string, mode: Mode): Forecast {
  const probe = node.probes.find((candidate) => candidate.region === region) ?? node.probes[0];
  const samples = probe?.forecastMbps ?? [];
  return {
    bandwidthMbps: forecastFrom(samples),
    confidence: (mode === 'datacenter' ? 0.45 : 0.35) + Math.min(0.2, 0.02 * samples.length),
    samples: samples.length,
  };
}

/** Takes one sample per peer and notes how wrong the forecast for it was. */
export function sampleBandwidth(cluster: Cluster): void {
  const bucket = Math.floor(cluster.nowMs / BUCKET_MS);
  for (const node of listNodes(cluster)) {
    if (node.process !== 'running') continue;
    for (const probe of node.probes) samplePeer(cluster, node, probe, bucket);
  }
}

function samplePeer(cluster: Cluster, node: ClusterNode, probe: Probe, bucket: number): void {
  const peer = cluster.nodes[probe.peer];
  if (peer === undefined || !canReach(cluster, node, peer)) return;
  const truthMbps = measureBandwidth(cluster, node, peer);
  if (probe.forecastMbps.length > 0 && truthMbps > 0) {
    const errors = node.forecastErrors;
    for (; errors.bucket < bucket; errors.bucket += 1) {
      const next = (errors.bucket + 1) % BUCKETS;
      errors.sums[next] = 0;
      errors.counts[next] = 0;
    }
    const index = bucket % BUCKETS;
    errors.sums[index] =
      (errors.sums[index] ?? 0) + Math.abs(forecastFrom(probe.forecastMbps) - truthMbps) / truthMbps;
    errors.counts[index] = (errors.counts[index] ?? 0) + 1;
  }
  pushBounded(probe.forecastMbps, truthMbps, 10);
}

export function emptyErrors(): { sums: number[]; counts: number[]; bucket: number } {
  return {
    sums: Array.from({ length: BUCKETS }, () => 0),
    counts: Array.from({ length: BUCKETS }, () => 0),
    bucket: 0,
  };
}

/** One minus the mean relative error of the last hour, at least 0; `null` before the first forecast could be checked. */
export function predictionAccuracy(node: ClusterNode): number | null {
  let sum = 0;
  let count = 0;
  for (let index = 0; index < BUCKETS; index += 1) {
    sum += node.forecastErrors.sums[index] ?? 0;
    count += node.forecastErrors.counts[index] ?? 0;
  }
  return count === 0 ? null : Math.max(0, 1 - sum / count);
}
