/**
 * Practical Byzantine Fault Tolerance (Castro and Liskov, 1999): pre-prepare, prepare, commit, view change. One
 * decision is worked out from the statements of all voters and the times at which they arrive.
 */
import { countFaultyVoters, speak, type Phase } from './attackers.ts';
import type { Cluster } from './cluster.ts';
import { nodeOf } from './cluster.ts';
import { recordEvent } from './events.ts';
import type { Statement } from './evidence.ts';
import { canReach, pathBetween } from './links.ts';
import { addToCounter } from './metric-store.ts';
import { byzantineTolerance, pbftQuorum } from './quorum.ts';
import { isQuarantined } from './reputation.ts';

export interface PbftOutcome {
  primary: string;
  /** Time from the proposal until the proposer has it committed, or `null` if no quorum forms. */
  commitMs: number | null;
  digest: string | null;
  /** Voters that committed. */
  committed: string[];
  statements: Statement[];
}

export function pbftPrimary(cluster: Cluster, view: number): string {
  const primary = cluster.voters[view % cluster.voters.length];
  if (primary === undefined) throw new Error('The cluster has no voters.');
  return primary;
}

/** The highest view that enough voters share to decide in it. */
export function pbftView(cluster: Cluster): number {
  return Math.max(...cluster.voters.map((voter) => cluster.pbftViews[voter] ?? 0));
}

/** Plays one decision in the present view. */
export function playDecision(cluster: Cluster, digest: string): PbftOutcome {
  const view = pbftView(cluster);
  const primary = pbftPrimary(cluster, view);
  const { voters } = cluster;
  const quorum = pbftQuorum(voters.length, cluster.settings['consensus.quorum_fraction']);
  const nodes = voters.map((voter) => nodeOf(cluster, voter));
  const statements: Statement[] = [];
  const isListening = nodes.map(
    (node, index) => node.process === 'running' && cluster.pbftViews[voters[index] ?? ''] === view,
  );

  const say = (speaker: number, phase: Phase, said: string, sentMs: number): void => {
    const from = nodes[speaker];
    const speakerId = voters[speaker];
    if (
      from === undefined ||
      speakerId === undefined ||
      !isListening[speaker] ||
      isQuarantined(from) ||
      from.isDiskFull
    )
      return;
    for (const [index, to] of nodes.entries()) {
      if (!canReach(cluster, from, to)) continue;
      const words = speak(cluster, speakerId, index, phase, said);
      if (words === null) continue;
      const oneWayMs = pathBetween(cluster, from, to).oneWayMs;
      const arrivesMs = sentMs + oneWayMs + (index === speaker ? 0 : words.delayMs);
      statements.push({ from: speakerId, to: to.id, phase, digest: words.digest, sentMs, arrivesMs });
    }
  };

  say(voters.indexOf(primary), 'pre-prepare', digest, 0);
  const proposed = new Map(statements.map((statement) => [statement.to, statement]));
  for (const [index, voter] of voters.entries()) {
    const received = proposed.get(voter);
    if (voter !== primary && received !== undefined)
      say(index, 'prepare', received.digest, received.arrivesMs);
  }

  // The pre-prepare is the primary's statement; with 2f prepares it makes a quorum of 2f + 1.
  const prepared = voters.map((voter) => {
    const own = proposed.get(voter);
    if (own === undefined) return null;
    const arrivals = statements
      .filter(
        (statement) =>
          statement.to === voter && statement.digest === own.digest && statement.phase !== 'commit',
      )
      .map((statement) => Math.max(statement.arrivesMs, own.arrivesMs))
      .sort((a, b) => a - b);
    const atMs = arrivals[quorum - 1];
    return atMs === undefined ? null : { digest: own.digest, atMs };
  });
  for (const [index, state] of prepared.entries()) {
    if (state !== null) say(index, 'commit', state.digest, state.atMs);
  }

  const commits = voters.flatMap((voter, index) => {
    const state = prepared[index];
    if (state === null || state === undefined || !isListening[index]) return [];
    const arrivals = statements
      .filter(
        (statement) =>
          statement.to === voter && statement.phase === 'commit' && statement.digest === state.digest,
      )
      .map((statement) => Math.max(statement.arrivesMs, state.atMs))
      .sort((a, b) => a - b);
    const atMs = arrivals[quorum - 1];
    return atMs === undefined ? [] : [{ voter, digest: state.digest, atMs }];
  });

  const digests = new Set(commits.map((commit) => commit.digest));
  if (digests.size > 1) {
    if (countFaultyVoters(cluster) <= byzantineTolerance(voters.length)) {
      throw new Error(`One number has two decisions: ${[...digests].join(', ')}.`);
    }
    recordEvent(
      cluster,
      'safety-lost',
      primary,
      'Voters committed different decisions at one number.',
      {},
      'error',
    );
  }
  // The client believes f + 1 equal replies, of which one is honest.
  const believed = commits.sort((a, b) => a.atMs - b.atMs)[byzantineTolerance(voters.length)];
  const atPrimary = commits.find((commit) => commit.voter === primary);
  return {
    primary,
    commitMs: believed === undefined ? null : Math.max(believed.atMs, atPrimary?.atMs ?? 0),
    digest: believed?.digest ?? null,
    committed: commits.map((commit) => commit.voter),
    statements,
  };
}

/**
 * Moves the voters that can form a quorum to the next view whose primary is not in quarantine. Says whether they did:
 * without a quorum of view-change messages everybody stays.
 */
export function changeView(cluster: Cluster, reason: string): boolean {
  const view = pbftView(cluster);
  const quorum = pbftQuorum(cluster.voters.length, cluster.settings['consensus.quorum_fraction']);
  const group = largestGroup(cluster);
  const speakers = group.filter((voter, index) => speak(cluster, voter, index, 'commit', '') !== null);
  if (speakers.length < quorum) return false;
  let next = view + 1;
  for (let tries = 1; tries < cluster.voters.length; tries += 1) {
    const node = nodeOf(cluster, pbftPrimary(cluster, next));
    if (!isQuarantined(node) && group.includes(node.id)) break;
    next += 1;
  }
  for (const voter of group) {
    cluster.pbftViews[voter] = next;
    addToCounter(cluster, 'dwcp_pbft_view_changes_total', voter, 1);
  }
  const primary = pbftPrimary(cluster, next);
  recordEvent(
    cluster,
    'view-changed',
    primary,
    `The voters moved to view ${next} with ${primary} as primary: ${reason}.`,
    { view: next, reason },
    'warning',
  );
  return true;
}

/** The largest set of voters that all reach one another, by the first of them. */
export function largestGroup(cluster: Cluster): string[] {
  let best: string[] = [];
  for (const voter of cluster.voters) {
    const node = nodeOf(cluster, voter);
    if (node.process !== 'running' || isQuarantined(node)) continue;
    const group = cluster.voters.filter((other) => {
      const peer = nodeOf(cluster, other);
      return !isQuarantined(peer) && canReach(cluster, node, peer);
    });
    if (group.length > best.length) best = group;
  }
  return best;
}

/** Voters that reach the others again take over their view. */
export function reviewPbft(cluster: Cluster): void {
  const view = pbftView(cluster);
  for (const voter of largestGroup(cluster)) cluster.pbftViews[voter] = view;
}
