/** Scores from 0 to 100 and quarantine (reference deployment), and the evidence that moves them (3.2). */
import type { Cluster, ClusterNode } from './cluster.ts';
import { recordEvent } from './events.ts';
import { addToCounter } from './metric-store.ts';
import { setTimer } from './timers.ts';

export interface Reputation {
  score: number;
  lastActiveMs: number;
  quarantinedSinceMs: number | null;
  /** Times in quarantine so far; from the fourth on only a person releases. */
  quarantines: number;
  isBanned: boolean;
}

export type Violation =
  | 'equivocation'
  | 'conflicting_vote'
  | 'invalid_signature'
  | 'malformed_message'
  | 'timing_anomaly'
  | 'silent_node';

/** Weights of the open-source detector ÷ 10 serve as severity of a Byzantine act, which costs three times as much. */
const SEVERITY: Readonly<Record<Violation, number>> = {
  equivocation: 4,
  conflicting_vote: 3.5,
  invalid_signature: 1.5,
  malformed_message: 0.8,
  timing_anomaly: 1,
  silent_node: 0.5,
};

/** Decay through silence ends here, and so does every loss that a slow network could explain. */
export const SILENCE_FLOOR = 20;

/** New nodes are not put into quarantine during their first five minutes. */
const GRACE_MS = 300_000;

const MAX_QUARANTINES = 3;

export type ReputationLevel = 'quarantine' | 'suspicious' | 'normal' | 'trusted' | 'highly trusted';

export function newReputation(score: number, nowMs: number): Reputation {
  return { score, lastActiveMs: nowMs, quarantinedSinceMs: null, quarantines: 0, isBanned: false };
}

export function isQuarantined(node: ClusterNode): boolean {
  return node.reputation.quarantinedSinceMs !== null;
}

export function reputationLevel(cluster: Cluster, score: number): ReputationLevel {
  const { settings } = cluster;
  if (score <= settings['reputation.quarantine_at']) return 'quarantine';
  if (score < settings['reputation.suspicious_below']) return 'suspicious';
  if (score < settings['reputation.trusted_at']) return 'normal';
  return score < 90 ? 'trusted' : 'highly trusted';
}

/** Moves a score, inside 0–100 and not below `floor` if it was above, and applies the consequence. */
export function changeScore(
  cluster: Cluster,
  node: ClusterNode,
  points: number,
  reason: string,
  floor = 0,
): void {
  const { reputation } = node;
  const before = reputation.score;
  const lowest = points < 0 ? Math.min(before, floor) : 0;
  reputation.score = Math.max(lowest, Math.min(100, before + points));
  reputation.lastActiveMs = cluster.nowMs;
  const isLevelChanged = reputationLevel(cluster, before) !== reputationLevel(cluster, reputation.score);
  if (points < 0 || isLevelChanged) {
    recordEvent(
      cluster,
      'reputation-changed',
      node.id,
      `The score of ${node.id} went from ${before} to ${reputation.score}: ${reason}.`,
      { before, after: reputation.score, reason },
      points < 0 ? 'warning' : 'info',
    );
  }
  const isOldEnough = cluster.nowMs - node.joinedAtMs >= GRACE_MS;
  if (
    reputation.score <= cluster.settings['reputation.quarantine_at'] &&
    !isQuarantined(node) &&
    isOldEnough
  ) {
    quarantine(cluster, node, 'score');
  }
}

export function quarantine(cluster: Cluster, node: ClusterNode, reason: string): void {
  const { reputation } = node;
  reputation.quarantinedSinceMs = cluster.nowMs;
  reputation.quarantines += 1;
  recordEvent(
    cluster,
    'node-quarantined',
    node.id,
    `${node.id} is in quarantine with a score of ${reputation.score}.`,
    { score: reputation.score, reason, quarantines: reputation.quarantines },
    'error',
  );
  setTimer(cluster, cluster.nowMs + cluster.settings['reputation.quarantine_duration'], {
    type: 'quarantine-ended',
    node: node.id,
    entry: reputation.quarantines,
  });
}

/** Releases a node whose time is over if its score has recovered; else the time starts again. Says whether it was released. */
export function endQuarantine(cluster: Cluster, node: ClusterNode, entry: number): boolean {
  const { reputation } = node;
  if (reputation.quarantinedSinceMs === null || reputation.quarantines !== entry) return false;
  const mayRelease = reputation.quarantines <= MAX_QUARANTINES && !reputation.isBanned;
  if (mayRelease && reputation.score >= cluster.settings['reputation.release_at']) {
    releaseFromQuarantine(cluster, node);
    return true;
  }
  if (mayRelease) {
    setTimer(cluster, cluster.nowMs + cluster.settings['reputation.quarantine_duration'], {
      type: 'quarantine-ended',
      node: node.id,
      entry,
    });
  }
  return false;
}

export function releaseFromQuarantine(cluster: Cluster, node: ClusterNode): void {
  node.reputation.quarantinedSinceMs = null;
  recordEvent(cluster, 'node-released', node.id, `${node.id} left quarantine.`, {
    score: node.reputation.score,
  });
}

/** Records a proven or counted violation. A wrong vote costs what the configuration says; other acts three times their severity. */
export function recordEvidence(
  cluster: Cluster,
  node: ClusterNode,
  violation: Violation,
  detail: string,
): void {
  addToCounter(cluster, 'dwcp_byzantine_evidence_total', `${node.id}|${violation}`, 1);
  recordEvent(
    cluster,
    'evidence-recorded',
    node.id,
    `Evidence of ${violation} by ${node.id}: ${detail}`,
    { violation },
    'error',
  );
  switch (violation) {
    case 'conflicting_vote':
      changeScore(cluster, node, cluster.settings['reputation.vote_incorrect'], violation);
      return;
    case 'silent_node':
    case 'timing_anomaly':
      // A network fault explains both, so neither can lead to quarantine by itself.
      changeScore(cluster, node, -3 * SEVERITY[violation], violation, SILENCE_FLOOR);
      return;
    case 'malformed_message':
      // The message failed, which costs 1, and failing it was an act.
      changeScore(cluster, node, -1 - 3 * SEVERITY[violation], violation);
      return;
    case 'equivocation':
    case 'invalid_signature':
      changeScore(cluster, node, -3 * SEVERITY[violation], violation);
      return;
  }
}

/** Takes half a point from every node that has been inactive for an hour. */
export function decayScores(cluster: Cluster): void {
  for (const node of Object.values(cluster.nodes)) {
    if (cluster.nowMs - node.reputation.lastActiveMs < 3_600_000) continue;
    node.reputation.score = Math.max(
      Math.min(node.reputation.score, SILENCE_FLOOR),
      node.reputation.score - 0.5,
    );
    node.reputation.lastActiveMs = cluster.nowMs;
  }
}
