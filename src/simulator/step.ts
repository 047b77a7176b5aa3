/**
 * Lets time pass. The cluster goes from event to event: timers, ends of migration phases, and a tick every second
 * for what is periodic. Between two events nothing changes but the time, so the cost does not depend on packets or
 * bytes, and it makes no difference whether an hour is taken in one step or in many.
 *
 * `step` copies the state once and then changes the copy in place. Copying costs a fraction of what an hour of events
 * costs, while an unchanged value per event would copy a thousand nodes for every tick.
 */
import { evaluateAlerts } from './alerts.ts';
import { perform } from './actions.ts';
import { reviewReach, writeEntry } from './ass.ts';
import type { Cluster, Timer } from './cluster.ts';
import { decide, giveUpOnPrimary, rearrange, type Proposal } from './consensus.ts';
import { copyPlain } from './copy.ts';
import { recordEvent } from './events.ts';
import { assertInvariants } from './invariants.ts';
import { serveSecond } from './load.ts';
import { settleMigration } from './migration-rates.ts';
import { activeMigrations } from './migration-state.ts';
import {
  advanceMigration,
  checkDeadline,
  deadlineOf,
  ownershipCommitted,
  planCommitted,
} from './migration.ts';
import { detectModes } from './mode.ts';
import { SAMPLE_INTERVAL_MS, sampleBandwidth } from './pba.ts';
import {
  drawMissedHeartbeats,
  receiveHeartbeat,
  receiveVoteReply,
  receiveVoteRequest,
  startElection,
} from './raft.ts';
import { stepOperation } from './releases.ts';
import { decayScores, endQuarantine } from './reputation.ts';
import { recordHistory } from './history.ts';
import { review } from './review.ts';
import { recordSeries, RESOLUTION_MS } from './series.ts';
import { takeDueTimer } from './timers.ts';

const TICK_MS = 1_000;

/** The cluster at `untilMs`; the one passed in is left as it was. */
export function step(cluster: Cluster, untilMs: number): Cluster {
  if (!Number.isInteger(untilMs) || untilMs < cluster.nowMs) {
    throw new Error(`Time is at ${cluster.nowMs} ms and cannot go to ${untilMs} ms.`);
  }
  const next = copyPlain(cluster);
  for (let atMs = nextEventMs(next); atMs <= untilMs; atMs = nextEventMs(next)) {
    next.nowMs = atMs;
    runTimers(next);
    runMigrations(next);
    if (atMs % TICK_MS === 0 && next.tickedAtMs < atMs) {
      next.tickedAtMs = atMs;
      tick(next);
    }
  }
  next.nowMs = untilMs;
  assertInvariants(next);
  return next;
}

function nextEventMs(cluster: Cluster): number {
  let atMs = cluster.tickedAtMs + TICK_MS;
  const first = cluster.timers.items[0];
  if (first !== undefined && first.atMs < atMs) atMs = first.atMs;
  for (const migration of activeMigrations(cluster)) {
    if (migration.phaseEndsAtMs !== null && migration.phaseEndsAtMs < atMs) atMs = migration.phaseEndsAtMs;
    const deadlineMs = deadlineOf(migration);
    if (deadlineMs !== null && deadlineMs < atMs) atMs = deadlineMs;
  }
  return Math.max(atMs, cluster.nowMs);
}

function runTimers(cluster: Cluster): void {
  for (let timer = takeDueTimer(cluster); timer !== undefined; timer = takeDueTimer(cluster))
    runTimer(cluster, timer);
}

function runTimer(cluster: Cluster, timer: Timer): void {
  switch (timer.type) {
    case 'action':
      perform(cluster, timer.action);
      return;
    case 'election-timeout':
      startElection(cluster, timer.node, timer.generation);
      rearrange(cluster);
      return;
    case 'vote-request':
      receiveVoteRequest(cluster, timer.from, timer.to, timer.term, timer.lastSequence);
      return;
    case 'vote-reply':
      if (receiveVoteReply(cluster, timer.from, timer.to, timer.term, timer.isGranted)) {
        rearrange(cluster);
        reviewReach(cluster);
      }
      return;
    case 'leader-heartbeat':
      receiveHeartbeat(cluster, timer.from, timer.to, timer.term);
      return;
    case 'decision': {
      const proposal = decide(cluster, timer.proposal, timer.generation);
      if (proposal !== null) takeEffect(cluster, proposal);
      return;
    }
    case 'view-change':
      giveUpOnPrimary(cluster, timer.proposal, timer.generation);
      return;
    case 'certificate-ended': {
      const node = cluster.nodes[timer.node];
      if (node === undefined || node.certificateEndsAtMs > cluster.nowMs) return;
      recordEvent(
        cluster,
        'certificate-ended',
        node.id,
        `The certificate of ${node.id} has ended.`,
        {},
        'error',
      );
      review(cluster);
      return;
    }
    case 'quarantine-ended': {
      const node = cluster.nodes[timer.node];
      if (node !== undefined && endQuarantine(cluster, node, timer.entry)) review(cluster);
      return;
    }
    case 'operation-step':
      if (stepOperation(cluster, timer.operation)) review(cluster);
      return;
  }
}

function takeEffect(cluster: Cluster, { purpose }: Proposal): void {
  switch (purpose.type) {
    case 'writes':
      return;
    case 'migration-plan':
      planCommitted(cluster, purpose.migration);
      return;
    case 'ownership':
      ownershipCommitted(cluster, purpose.migration);
      return;
    case 'entry': {
      const writer = cluster.nodes[purpose.node];
      if (writer !== undefined) writeEntry(cluster, purpose.key, purpose.value, writer);
      return;
    }
  }
}

function runMigrations(cluster: Cluster): void {
  for (const migration of activeMigrations(cluster)) {
    if (checkDeadline(cluster, migration)) continue;
    if (migration.phaseEndsAtMs !== null && migration.phaseEndsAtMs <= cluster.nowMs)
      advanceMigration(cluster, migration);
  }
}

function tick(cluster: Cluster): void {
  const { nowMs, settings } = cluster;
  for (const migration of activeMigrations(cluster)) settleMigration(cluster, migration);
  serveSecond(cluster);
  drawMissedHeartbeats(cluster);
  if (nowMs % SAMPLE_INTERVAL_MS === 0) sampleBandwidth(cluster);
  if (nowMs % settings['mode.detection.interval'] === 0) detectModes(cluster);
  if (nowMs % RESOLUTION_MS === 0) {
    recordSeries(cluster);
    recordHistory(cluster);
    evaluateAlerts(cluster);
  }
  if (nowMs % 3_600_000 === 0) decayScores(cluster);
}
