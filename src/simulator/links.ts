import type { Cluster, ClusterNode } from './cluster.ts';

/** The path between two regions, or inside one. */
export interface RegionLink {
  rttMs: number;
  jitterMs: number;
  lossRatio: number;
  bandwidthMbps: number;
  /** Rate that others use all the time; it is not ours to share. */
  backgroundMbps: number;
  /** Share by which measured bandwidth varies, 0–1. */
  variation: number;
}

/**
 * A disturbance with the meaning of `tc qdisc … netem`: it works on what leaves the interface. On a node it delays
 * every packet that the node sends, so a delay of 100 ms on one node adds 100 ms to a round trip. On a link it works
 * on the first region's side, or on both.
 */
export interface Impairment {
  id: string;
  on: { type: 'node'; node: string } | { type: 'link'; from: string; to: string; sides: 'one' | 'both' };
  delayMs: number;
  jitterMs: number;
  lossRatio: number;
  rateMbps: number | null;
  isDown: boolean;
}

/** What packets from one node to another meet. */
export interface Path {
  isUp: boolean;
  oneWayMs: number;
  rttMs: number;
  jitterMs: number;
  /** Loss from the first node to the second. */
  lossRatio: number;
  /** Rate from the first node to the second that is left for the cluster. */
  capacityMbps: number;
}

/** Links by the first and then the second of their regions in alphabetical order; a lookup builds no key. */
export type RegionLinks = Record<string, Record<string, RegionLink>>;

export function findLink(cluster: Cluster, regionA: string, regionB: string): RegionLink | undefined {
  return regionA < regionB ? cluster.links[regionA]?.[regionB] : cluster.links[regionB]?.[regionA];
}

export function addLink(cluster: Cluster, regionA: string, regionB: string, link: RegionLink): void {
  const [first, second] = regionA < regionB ? [regionA, regionB] : [regionB, regionA];
  (cluster.links[first] ??= {})[second] = link;
}

/** The link between two regions, the same in both directions. */
export function linkBetween(cluster: Cluster, regionA: string, regionB: string): RegionLink {
  const link = findLink(cluster, regionA, regionB);
  if (link === undefined) throw new Error(`There is no link between "${regionA}" and "${regionB}".`);
  return link;
}

/** Whether the impairment works on packets from the first node to the second. */
export function affects(impairment: Impairment, from: ClusterNode, to: ClusterNode): boolean {
  const { on } = impairment;
  if (on.type === 'node') return on.node === from.id;
  if (on.from === from.region && on.to === to.region) return true;
  return on.sides === 'both' && on.from === to.region && on.to === from.region;
}

/** Both directions of a path at once, since a round trip uses both. */
export function pathBetween(cluster: Cluster, from: ClusterNode, to: ClusterNode): Path {
  if (from === to) {
    return { isUp: true, oneWayMs: 0, rttMs: 0, jitterMs: 0, lossRatio: 0, capacityMbps: from.nicMbps };
  }
  const link = linkBetween(cluster, from.region, to.region);
  let oneWayMs = link.rttMs / 2;
  let rttMs = link.rttMs;
  let jitterMs = link.jitterMs;
  let arrivesRatio = 1 - link.lossRatio;
  let capacityMbps = Math.min(link.bandwidthMbps - link.backgroundMbps, from.nicMbps, to.nicMbps);
  let isUp = true;
  for (const impairment of cluster.impairments) {
    const isForward = affects(impairment, from, to);
    const isBackward = affects(impairment, to, from);
    if (!isForward && !isBackward) continue;
    // A connection needs both directions, so a cut in one is a cut; an interface that drops every packet is one.
    if (impairment.isDown || impairment.lossRatio >= 1) isUp = false;
    rttMs += (isForward ? impairment.delayMs : 0) + (isBackward ? impairment.delayMs : 0);
    jitterMs += (isForward ? impairment.jitterMs : 0) + (isBackward ? impairment.jitterMs : 0);
    if (isForward) {
      oneWayMs += impairment.delayMs;
      arrivesRatio *= 1 - impairment.lossRatio;
      if (impairment.rateMbps !== null) capacityMbps = Math.min(capacityMbps, impairment.rateMbps);
    }
  }
  return {
    isUp,
    oneWayMs,
    rttMs,
    jitterMs,
    lossRatio: 1 - arrivesRatio,
    capacityMbps: Math.max(0, capacityMbps),
  };
}

/** Whether two running nodes can exchange packets; an open connection needs no more than this. */
export function canReach(cluster: Cluster, from: ClusterNode, to: ClusterNode): boolean {
  if (from.process !== 'running' || to.process !== 'running') return false;
  if (from === to || cluster.impairments.length === 0) return true;
  return pathBetween(cluster, from, to).isUp;
}

/** Whether two nodes can open a connection: packets pass, and both certificates are valid for both clocks. */
export function canConnect(cluster: Cluster, from: ClusterNode, to: ClusterNode): boolean {
  return (
    canReach(cluster, from, to) && hasValidCertificate(cluster, from) && hasValidCertificate(cluster, to)
  );
}

export function hasValidCertificate(cluster: Cluster, node: ClusterNode): boolean {
  return node.certificateEndsAtMs > cluster.nowMs;
}

/** Bandwidth-delay product in bytes: what is in flight when the link is full (RFC 6349, section 3.2). */
export function bandwidthDelayBytes(bandwidthMbps: number, rttMs: number): number {
  return (bandwidthMbps * 1_000_000 * rttMs) / 1000 / 8;
}
