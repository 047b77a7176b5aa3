/**
 * Raft (Ongaro and Ousterhout, 2014). Elections go message by message; while a leader is heard, heartbeats are not
 * simulated one by one, because nothing depends on them but their absence.
 */
import { powerOf } from './arithmetic.ts';
import type { Cluster, ClusterNode } from './cluster.ts';
import { nodeOf } from './cluster.ts';
import type { RaftVoter } from './consensus.ts';
import { speak } from './attackers.ts';
import { recordEvent } from './events.ts';
import { canConnect, canReach, pathBetween } from './links.ts';
import { addToCounter } from './metric-store.ts';
import { raftMajority } from './quorum.ts';
import { nextBetween, nextUnit } from './random.ts';
import { isQuarantined } from './reputation.ts';
import { setTimer } from './timers.ts';

/** Clocks further apart than this disturb consensus (reference deployment): heartbeats count as stale. */
export const MAX_CLOCK_SKEW_MS = 500;

export function raftVoter(cluster: Cluster, id: string): RaftVoter {
  const voter = cluster.raft[id];
  if (voter === undefined) throw new Error(`"${id}" is not a voter.`);
  return voter;
}

/** The leader with the highest term that still runs, if any; in a partition an older one may believe that it leads. */
export function raftLeader(cluster: Cluster): string | null {
  let leader: string | null = null;
  let term = -1;
  for (const id of cluster.voters) {
    const voter = raftVoter(cluster, id);
    if (voter.role === 'leader' && voter.term > term && nodeOf(cluster, id).process === 'running') {
      leader = id;
      term = voter.term;
    }
  }
  return leader;
}

function mayAppend(node: ClusterNode): boolean {
  return node.process === 'running' && !node.isDiskFull && !isQuarantined(node);
}

/** Milliseconds from the leader's append to the answer of each follower that can store the entry. */
function answerTimes(cluster: Cluster, leader: ClusterNode): number[] {
  const times: number[] = [];
  for (const [index, id] of cluster.voters.entries()) {
    const node = nodeOf(cluster, id);
    if (node === leader || !mayAppend(node) || !canReach(cluster, leader, node)) continue;
    const said = speak(cluster, id, index, 'commit', '');
    if (said === null || said.digest !== '') continue;
    times.push(pathBetween(cluster, leader, node).rttMs + node.diskWriteMs + said.delayMs);
  }
  return times.sort((a, b) => a - b);
}

/**
 * Commit latency: the leader writes while its followers write, and the entry is committed when the slowest member of
 * the fastest majority has it. `null` means that no majority can store it.
 */
export function raftCommitMs(cluster: Cluster, leaderId: string): number | null {
  const leader = nodeOf(cluster, leaderId);
  if (!mayAppend(leader)) return null;
  const needed = raftMajority(cluster.voters.length) - 1;
  if (needed === 0) return leader.diskWriteMs;
  const slowest = answerTimes(cluster, leader)[needed - 1];
  return slowest === undefined ? null : Math.max(slowest, leader.diskWriteMs);
}

/** Whether the voter still hears the leader that it follows. */
function hearsLeader(cluster: Cluster, id: string): boolean {
  const voter = raftVoter(cluster, id);
  if (voter.leader === null) return false;
  if (voter.leader === id) return true;
  const leader = nodeOf(cluster, voter.leader);
  const node = nodeOf(cluster, id);
  if (raftVoter(cluster, leader.id).role !== 'leader' || raftVoter(cluster, leader.id).term !== voter.term)
    return false;
  if (speak(cluster, leader.id, 0, 'pre-prepare', '') === null || isQuarantined(leader)) return false;
  if (Math.abs(leader.clockSkewMs - node.clockSkewMs) > MAX_CLOCK_SKEW_MS) return false;
  return canReach(cluster, leader, node);
}

/** Starts the election clock of a voter, randomised up to twice the timeout (Raft, section 5.2). */
export function armElection(cluster: Cluster, id: string): void {
  const voter = raftVoter(cluster, id);
  const timeout = cluster.settings['consensus.raft.election_timeout'];
  voter.generation += 1;
  voter.isElectionDue = true;
  setTimer(cluster, cluster.nowMs + nextBetween(cluster.random, timeout, 2 * timeout), {
    type: 'election-timeout',
    node: id,
    generation: voter.generation,
  });
}

/** Looks at every voter after something changed: who no longer hears a leader will stand for election. */
export function reviewRaft(cluster: Cluster): void {
  for (const id of cluster.voters) {
    const voter = raftVoter(cluster, id);
    const node = nodeOf(cluster, id);
    if (node.process !== 'running') {
      voter.role = 'follower';
      voter.leader = null;
      voter.isElectionDue = false;
      voter.generation += 1;
      continue;
    }
    if (voter.role === 'leader') stepDownIfOutdated(cluster, id);
    if (hearsLeader(cluster, id)) {
      if (voter.isElectionDue && voter.role !== 'leader') {
        voter.isElectionDue = false;
        voter.generation += 1;
      }
    } else if (!voter.isElectionDue) armElection(cluster, id);
  }
  for (const id of cluster.voters) {
    const voter = raftVoter(cluster, id);
    if (voter.role !== 'leader') catchUp(cluster, id);
  }
}

function stepDownIfOutdated(cluster: Cluster, id: string): void {
  const voter = raftVoter(cluster, id);
  const node = nodeOf(cluster, id);
  for (const other of cluster.voters) {
    const higher = raftVoter(cluster, other);
    if (higher.term > voter.term && canReach(cluster, node, nodeOf(cluster, other))) {
      voter.role = 'follower';
      voter.term = higher.term;
      voter.votedFor = null;
      voter.leader = higher.leader;
      return;
    }
  }
}

/** A follower that hears its leader again receives what it missed, and a higher term with it. */
function catchUp(cluster: Cluster, id: string): void {
  const leaderId = raftLeader(cluster);
  if (leaderId === null || leaderId === id) return;
  const voter = raftVoter(cluster, id);
  const leader = raftVoter(cluster, leaderId);
  const node = nodeOf(cluster, id);
  if (leader.term < voter.term || !canConnect(cluster, nodeOf(cluster, leaderId), node)) return;
  if (Math.abs(nodeOf(cluster, leaderId).clockSkewMs - node.clockSkewMs) > MAX_CLOCK_SKEW_MS) return;
  if (voter.term < leader.term) voter.votedFor = null;
  voter.term = leader.term;
  voter.role = 'follower';
  if (voter.leader !== leaderId) voter.leader = leaderId;
  if (hearsLeader(cluster, id) && voter.isElectionDue) {
    voter.isElectionDue = false;
    voter.generation += 1;
  }
  if (!node.isDiskFull) voter.lastSequence = leader.lastSequence;
}

/** The clock ran out: the voter opens a new term and asks all others for their vote. */
export function startElection(cluster: Cluster, id: string, generation: number): void {
  const voter = raftVoter(cluster, id);
  const node = nodeOf(cluster, id);
  if (voter.generation !== generation || node.process !== 'running') return;
  voter.isElectionDue = false;
  if (node.isDiskFull || isQuarantined(node)) {
    // A vote for itself has to be stored first; a node in quarantine may not stand.
    armElection(cluster, id);
    return;
  }
  voter.term += 1;
  const isFirstTry = voter.role !== 'candidate';
  voter.role = 'candidate';
  voter.votedFor = id;
  voter.leader = null;
  voter.votes = [id];
  addToCounter(cluster, 'dwcp_raft_leader_elections_total', id, 1);
  // A candidate without a majority tries twice a second; the counter counts every time, the list names the first.
  if (isFirstTry)
    recordEvent(
      cluster,
      'election-started',
      id,
      `${id} stands for election in term ${voter.term}.`,
      { term: voter.term },
      'warning',
    );
  armElection(cluster, id);
  for (const other of cluster.voters) {
    if (other === id || !canConnect(cluster, node, nodeOf(cluster, other))) continue;
    const path = pathBetween(cluster, node, nodeOf(cluster, other));
    setTimer(cluster, cluster.nowMs + path.oneWayMs, {
      type: 'vote-request',
      from: id,
      to: other,
      term: voter.term,
      lastSequence: voter.lastSequence,
    });
  }
  if (voter.votes.length >= raftMajority(cluster.voters.length)) becomeLeader(cluster, id);
}

export function receiveVoteRequest(
  cluster: Cluster,
  from: string,
  to: string,
  term: number,
  lastSequence: number,
): void {
  const voter = raftVoter(cluster, to);
  const node = nodeOf(cluster, to);
  if (!canReach(cluster, nodeOf(cluster, from), node)) return;
  const isOutdated = term < voter.term;
  if (term > voter.term) {
    // A voter that hears its leader does not let a single disturbed node depose it (Raft, section 6). The leader itself
    // learns the higher term at the latest from the answer to its next heartbeat, and steps down (section 5.1).
    if (voter.role !== 'leader' && hearsLeader(cluster, to)) return;
    voter.term = term;
    voter.role = 'follower';
    voter.votedFor = null;
    voter.leader = null;
  }
  const isFree = voter.votedFor === null || voter.votedFor === from;
  const isGranted = !isOutdated && isFree && lastSequence >= voter.lastSequence && mayAppend(node);
  if (isGranted) {
    voter.votedFor = from;
    armElection(cluster, to);
  }
  const path = pathBetween(cluster, node, nodeOf(cluster, from));
  const writeMs = isGranted ? node.diskWriteMs : 0;
  setTimer(cluster, cluster.nowMs + path.oneWayMs + writeMs, {
    type: 'vote-reply',
    from: to,
    to: from,
    term,
    isGranted,
  });
}

export function receiveVoteReply(
  cluster: Cluster,
  from: string,
  to: string,
  term: number,
  isGranted: boolean,
): boolean {
  const voter = raftVoter(cluster, to);
  if (!isGranted || voter.role !== 'candidate' || voter.term !== term) return false;
  if (!canReach(cluster, nodeOf(cluster, from), nodeOf(cluster, to))) return false;
  if (!voter.votes.includes(from)) voter.votes.push(from);
  if (voter.votes.length < raftMajority(cluster.voters.length)) return false;
  becomeLeader(cluster, to);
  return true;
}

function becomeLeader(cluster: Cluster, id: string): void {
  const voter = raftVoter(cluster, id);
  const node = nodeOf(cluster, id);
  voter.role = 'leader';
  voter.leader = id;
  voter.isElectionDue = false;
  voter.generation += 1;
  if (cluster.leaders.some((leader) => leader.term === voter.term && leader.node !== id)) {
    throw new Error(`Term ${voter.term} has two leaders.`);
  }
  if (voter.lastSequence < cluster.sequence) {
    // Leader completeness (Raft, section 5.4): whoever is elected has every committed entry.
    throw new Error(`${id} leads with ${voter.lastSequence} of ${cluster.sequence} decisions.`);
  }
  cluster.leaders.push({ term: voter.term, node: id, atMs: cluster.nowMs });
  if (cluster.leaders.length > 64) cluster.leaders.shift();
  recordEvent(cluster, 'leader-elected', id, `${id} leads in term ${voter.term}.`, {
    term: voter.term,
    votes: voter.votes.length,
  });
  for (const other of cluster.voters) {
    if (other === id || !canReach(cluster, node, nodeOf(cluster, other))) continue;
    const path = pathBetween(cluster, node, nodeOf(cluster, other));
    setTimer(cluster, cluster.nowMs + path.oneWayMs, {
      type: 'leader-heartbeat',
      from: id,
      to: other,
      term: voter.term,
    });
  }
}

/** The first heartbeat of a leader ends the election for whoever receives it. */
export function receiveHeartbeat(cluster: Cluster, from: string, to: string, term: number): void {
  const voter = raftVoter(cluster, to);
  const leader = raftVoter(cluster, from);
  if (term < voter.term || leader.term !== term || leader.role !== 'leader') return;
  if (!canReach(cluster, nodeOf(cluster, from), nodeOf(cluster, to))) return;
  if (term > voter.term) voter.votedFor = null;
  voter.term = term;
  voter.role = 'follower';
  if (Math.abs(nodeOf(cluster, from).clockSkewMs - nodeOf(cluster, to).clockSkewMs) > MAX_CLOCK_SKEW_MS) {
    // The term counts, but by this clock the message is stale: the voter goes on looking for a leader.
    voter.leader = null;
    if (!voter.isElectionDue) armElection(cluster, to);
    return;
  }
  voter.leader = from;
  voter.isElectionDue = false;
  voter.generation += 1;
  if (!nodeOf(cluster, to).isDiskFull) voter.lastSequence = leader.lastSequence;
}

/**
 * Draws, once a second, whether loss or jitter kept a follower from hearing its leader for a whole timeout: every
 * heartbeat of the window lost, or two of them further apart than the timeout.
 */
export function drawMissedHeartbeats(cluster: Cluster): void {
  const leaderId = raftLeader(cluster);
  if (leaderId === null) return;
  const leader = nodeOf(cluster, leaderId);
  const heartbeat = cluster.settings['consensus.raft.heartbeat'];
  const timeout = cluster.settings['consensus.raft.election_timeout'];
  for (const id of cluster.voters) {
    const voter = raftVoter(cluster, id);
    if (id === leaderId || voter.isElectionDue || voter.leader !== leaderId) continue;
    const { lossRatio, jitterMs } = pathBetween(cluster, leader, nodeOf(cluster, id));
    if (lossRatio === 0 && jitterMs === 0) continue;
    const windowsPerSecond = 1000 / heartbeat;
    const lost = powerOf(lossRatio, Math.max(1, Math.floor((1.5 * timeout) / heartbeat)));
    const excess = jitterMs > 0 ? (heartbeat + 2 * jitterMs - 1.5 * timeout) / (2 * jitterMs) : 0;
    const late = excess > 0 ? excess * excess : 0;
    if (nextUnit(cluster.random) >= Math.min(1, windowsPerSecond * (lost + late))) continue;
    // The term of the leader was missed, so the voter does not count as hearing it until the next heartbeat.
    voter.leader = null;
    armElection(cluster, id);
    const voterGeneration = voter.generation;
    startElection(cluster, id, voterGeneration);
  }
}
