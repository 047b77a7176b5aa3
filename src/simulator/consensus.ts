/**
 * The Adaptive Consensus Protocol: proposals on their way to a decision by Raft or by PBFT. While nothing is in
 * doubt, a decision costs one timer; what it takes comes from the latency of its protocol.
 */
import type { Cluster } from './cluster.ts';
import { nextName, nodeOf } from './cluster.ts';
import { speak } from './attackers.ts';
import { recordEvent } from './events.ts';
import { judgeStatements, type Statement } from './evidence.ts';
import { canReach, pathBetween } from './links.ts';
import { observe } from './metric-store.ts';
import { majorityMode } from './mode.ts';
import { changeView, largestGroup, pbftPrimary, pbftView, playDecision, reviewPbft } from './pbft.ts';
import { pbftQuorum } from './quorum.ts';
import { raftCommitMs, raftLeader, raftVoter, reviewRaft } from './raft.ts';
import { isQuarantined } from './reputation.ts';
import { setTimer } from './timers.ts';

export interface RaftVoter {
  role: 'leader' | 'follower' | 'candidate';
  term: number;
  votedFor: string | null;
  votes: string[];
  leader: string | null;
  lastSequence: number;
  isElectionDue: boolean;
  /** Counts every time the election clock was set, so that older timers are known to be void. */
  generation: number;
}

/** What a decision is about, so that its commit can take effect. */
export type Purpose =
  | { type: 'writes'; requests: number }
  | { type: 'migration-plan'; migration: string }
  | { type: 'ownership'; migration: string }
  | { type: 'entry'; key: string; value: string; node: string };

export interface Proposal {
  id: string;
  purpose: Purpose;
  digest: string;
  proposedAtMs: number;
  generation: number;
  /** When it will be committed if nothing changes, or `null` while no quorum can be formed. */
  dueAtMs: number | null;
}

/** The protocol in use: the configured one, or by mode if it says hybrid. */
export function protocolOf(cluster: Cluster): 'raft' | 'pbft' {
  const protocol = cluster.settings['consensus.protocol'];
  if (protocol !== 'hybrid') return protocol;
  const mode = majorityMode(cluster, 'controller');
  if (mode === 'internet') return 'pbft';
  // In hybrid mode PBFT is the way out when Raft fails.
  return mode === 'datacenter' || hasRaftQuorum(cluster) ? 'raft' : 'pbft';
}

function hasRaftQuorum(cluster: Cluster): boolean {
  const leader = raftLeader(cluster);
  return leader !== null && raftCommitMs(cluster, leader) !== null;
}

/** Whether a write can be decided at present. */
export function hasQuorum(cluster: Cluster): boolean {
  if (protocolOf(cluster) === 'raft') return hasRaftQuorum(cluster);
  const quorum = pbftQuorum(cluster.voters.length, cluster.settings['consensus.quorum_fraction']);
  return largestGroup(cluster).length >= quorum;
}

/** The controller that proposes: the leader of the highest term, or the primary of the present view. */
export function proposerOf(cluster: Cluster): string | null {
  return protocolOf(cluster) === 'raft' ? raftLeader(cluster) : pbftPrimary(cluster, pbftView(cluster));
}

/** Milliseconds until a proposal made at this moment would be committed; `null` without a quorum. */
export function expectedCommitMs(cluster: Cluster): number | null {
  if (protocolOf(cluster) === 'pbft') return playDecision(cluster, 'estimate').commitMs;
  const leader = raftLeader(cluster);
  return leader === null ? null : raftCommitMs(cluster, leader);
}

/** Puts a decision on its way; `commitMs` spares the estimate to a caller that has just made it. */
export function propose(cluster: Cluster, purpose: Purpose, commitMs = expectedCommitMs(cluster)): Proposal {
  const id = nextName(cluster, 'proposal');
  const proposal: Proposal = {
    id,
    purpose,
    digest: `${purpose.type}/${id}`,
    proposedAtMs: cluster.nowMs,
    generation: 0,
    dueAtMs: null,
  };
  cluster.proposals.push(proposal);
  arrange(cluster, proposal, commitMs);
  return proposal;
}

/** Finds out when the proposal will be decided and sets its timer. */
function arrange(cluster: Cluster, proposal: Proposal, commitMs = expectedCommitMs(cluster)): void {
  proposal.generation += 1;
  const { id, generation } = proposal;
  const isPbft = protocolOf(cluster) === 'pbft';
  const timeoutMs = cluster.settings['consensus.pbft.view_change_timeout'];
  if (commitMs !== null && (!isPbft || commitMs <= timeoutMs)) {
    proposal.dueAtMs = Math.ceil(cluster.nowMs + commitMs);
    setTimer(cluster, proposal.dueAtMs, { type: 'decision', proposal: id, generation });
    return;
  }
  proposal.dueAtMs = null;
  if (isPbft) setTimer(cluster, cluster.nowMs + timeoutMs, { type: 'view-change', proposal: id, generation });
}

/** After something changed: leaders are looked for, voters catch up, and proposals are arranged anew where needed. */
export function reviewConsensus(cluster: Cluster): void {
  reviewRaft(cluster);
  reviewPbft(cluster);
  rearrange(cluster);
}

/** Proposals that wait for a quorum get a date if there is one, and lose it if there is none. */
export function rearrange(cluster: Cluster): void {
  if (cluster.proposals.length === 0) return;
  const isPossible = expectedCommitMs(cluster) !== null;
  for (const proposal of cluster.proposals) {
    if (isPossible !== (proposal.dueAtMs !== null)) arrange(cluster, proposal);
  }
}

/** Decides a proposal whose time has come. Gives it back so that the caller can let it take effect. */
export function decide(cluster: Cluster, id: string, generation: number): Proposal | null {
  const index = cluster.proposals.findIndex((proposal) => proposal.id === id);
  const proposal = cluster.proposals[index];
  if (proposal === undefined || proposal.generation !== generation) return null;
  const protocol = protocolOf(cluster);
  if (protocol === 'pbft') {
    const outcome = playDecision(cluster, proposal.digest);
    if (outcome.commitMs === null || outcome.digest === null) {
      arrange(cluster, proposal);
      return null;
    }
    commit(cluster, proposal, index, outcome.digest, 'pbft', pbftView(cluster), outcome.primary);
    judgeStatements(cluster, outcome.primary, activeVoters(cluster), outcome.statements, outcome.digest);
    leaveQuarantinedPrimary(cluster);
    return proposal;
  }
  const leader = raftLeader(cluster);
  if (leader === null || raftCommitMs(cluster, leader) === null) {
    arrange(cluster, proposal);
    return null;
  }
  commit(cluster, proposal, index, proposal.digest, 'raft', raftVoter(cluster, leader).term, leader);
  judgeStatements(
    cluster,
    leader,
    activeVoters(cluster),
    appendAnswers(cluster, leader, proposal.digest),
    proposal.digest,
  );
  return proposal;
}

/** Voters from whom an answer can be expected. */
function activeVoters(cluster: Cluster): string[] {
  return cluster.voters.filter((voter) => {
    const node = nodeOf(cluster, voter);
    return node.process === 'running' && !node.isDiskFull && !isQuarantined(node);
  });
}

/** What followers answer to the leader. They do not hear one another, so equivocation stays unseen in Raft. */
function appendAnswers(cluster: Cluster, leader: string, digest: string): Statement[] {
  const from = nodeOf(cluster, leader);
  const leaderIndex = cluster.voters.indexOf(leader);
  return cluster.voters.flatMap((voter): Statement[] => {
    const node = nodeOf(cluster, voter);
    if (!canReach(cluster, from, node) || node.isDiskFull) return [];
    const words =
      voter === leader ? { digest, delayMs: 0 } : speak(cluster, voter, leaderIndex, 'commit', digest);
    if (words === null) return [];
    const { oneWayMs } = pathBetween(cluster, node, from);
    return [
      {
        from: voter,
        to: leader,
        phase: 'commit',
        digest: words.digest,
        sentMs: oneWayMs,
        arrivesMs: 2 * oneWayMs + words.delayMs,
      },
    ];
  });
}

function commit(
  cluster: Cluster,
  proposal: Proposal,
  index: number,
  digest: string,
  protocol: 'raft' | 'pbft',
  era: number,
  proposer: string,
): void {
  cluster.proposals.splice(index, 1);
  cluster.sequence += 1;
  const { sequence } = cluster;
  cluster.decisions.push({ sequence, digest, protocol, era, atMs: cluster.nowMs });
  if (cluster.decisions.length > 200) cluster.decisions.shift();
  const leader = nodeOf(cluster, proposer);
  for (const voter of cluster.voters) {
    const node = nodeOf(cluster, voter);
    if (canReach(cluster, leader, node) && !node.isDiskFull)
      raftVoter(cluster, voter).lastSequence = sequence;
  }
  const seconds = (cluster.nowMs - proposal.proposedAtMs) / 1000;
  const times = proposal.purpose.type === 'writes' ? proposal.purpose.requests : 1;
  observe(cluster, 'dwcp_consensus_latency_seconds', `${proposer}|${protocol}`, seconds, times);
  if (protocol === 'raft') observe(cluster, 'dwcp_raft_commit_latency_seconds', proposer, seconds, times);
  if (proposal.purpose.type !== 'writes') {
    recordEvent(
      cluster,
      'decision-committed',
      proposer,
      `Decision ${sequence} (${proposal.purpose.type}) took ${Math.round(seconds * 1000)} ms.`,
      {
        sequence,
        protocol,
        purpose: proposal.purpose.type,
      },
    );
  }
}

/** A proposal was not committed in time: its statements are evidence, and the voters try another primary. */
export function giveUpOnPrimary(cluster: Cluster, id: string, generation: number): void {
  const proposal = cluster.proposals.find((candidate) => candidate.id === id);
  if (proposal === undefined || proposal.generation !== generation || proposal.dueAtMs !== null) return;
  if (protocolOf(cluster) === 'pbft') {
    const outcome = playDecision(cluster, proposal.digest);
    const observer = largestGroup(cluster).find((voter) => voter !== outcome.primary);
    if (observer !== undefined) {
      // Backups can be expected to speak only if the primary did.
      const expected = outcome.statements.length === 0 ? [outcome.primary] : activeVoters(cluster);
      judgeStatements(cluster, observer, expected, outcome.statements, null);
    }
    changeView(cluster, `proposal ${id} was not committed in time`);
  }
  for (const waiting of cluster.proposals) if (waiting.dueAtMs === null) arrange(cluster, waiting);
}

/** Voters do not wait for a primary that they no longer listen to. */
export function leaveQuarantinedPrimary(cluster: Cluster): void {
  // A cluster that is not formed yet has no primary.
  if (cluster.voters.length === 0 || protocolOf(cluster) !== 'pbft') return;
  const primary = pbftPrimary(cluster, pbftView(cluster));
  if (isQuarantined(nodeOf(cluster, primary))) {
    changeView(cluster, `${primary} is in quarantine`);
    for (const proposal of cluster.proposals) arrange(cluster, proposal);
  }
}
