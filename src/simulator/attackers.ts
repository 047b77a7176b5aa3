/**
 * What dishonest nodes say. This file alone reads `cluster.behaviours`; whoever judges nodes sees the statements.
 */
import type { Cluster, ClusterNode } from './cluster.ts';

export type Behaviour =
  /** Votes for something else than was proposed, the same to everybody. */
  | { type: 'vote-manipulation' }
  /** Tells one half of the voters one thing and the other half another. */
  | { type: 'equivocation' }
  /** Keeps its connections open and says nothing. */
  | { type: 'silence' }
  /** Says the right thing late. */
  | { type: 'delay'; delayMs: number }
  /** Reports bandwidth that it does not have. */
  | { type: 'false-metrics'; claimedMbps: number };

export type Phase = 'pre-prepare' | 'prepare' | 'commit';

/** What one voter says to another, or `null` if it says nothing. */
export function speak(
  cluster: Cluster,
  speaker: string,
  listenerIndex: number,
  phase: Phase,
  digest: string,
): { digest: string; delayMs: number } | null {
  const behaviour = cluster.behaviours[speaker];
  if (behaviour === undefined) return { digest, delayMs: 0 };
  switch (behaviour.type) {
    case 'silence':
      return null;
    case 'delay':
      return { digest, delayMs: behaviour.delayMs };
    case 'equivocation':
      return { digest: listenerIndex % 2 === 0 ? digest : `${digest}-other`, delayMs: 0 };
    case 'vote-manipulation':
      return { digest: phase === 'pre-prepare' ? digest : `${digest}-other`, delayMs: 0 };
    case 'false-metrics':
      return { digest, delayMs: 0 };
  }
}

/** Bandwidth that the node reports to its peers, given what it measured. */
export function reportBandwidth(cluster: Cluster, node: ClusterNode, measuredMbps: number): number {
  const behaviour = cluster.behaviours[node.id];
  return behaviour?.type === 'false-metrics' ? behaviour.claimedMbps : measuredMbps;
}

/** How many voters do not follow the protocol: the number that the safety theorem is about. */
export function countFaultyVoters(cluster: Cluster): number {
  return cluster.voters.filter((voter) => {
    const type = cluster.behaviours[voter]?.type;
    return type !== undefined && type !== 'false-metrics';
  }).length;
}
