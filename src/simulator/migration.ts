/**
 * Live migration in eight phases (reference deployment). Between two changes of the network every migration sends at a
 * constant rate, so a phase costs one event however long it lasts.
 */
import { releaseFrom, unreserve } from './books.ts';
import type { Cluster, ClusterNode, Refusal } from './cluster.ts';
import { nodeOf } from './cluster.ts';
import { writeEntry } from './ass.ts';
import { expectedCommitMs, hasQuorum, propose } from './consensus.ts';
import { recordEvent } from './events.ts';
import { canConnect, pathBetween } from './links.ts';
import { addToCounter, observe } from './metric-store.ts';
import {
  activeMigrations,
  CLEANUP_MS,
  DEVICE_STATE_BYTES,
  HASH_BYTES_PER_SECOND,
  isActive,
  PREFETCH_BYTES,
  RESUME_MS,
  type FailureReason,
  type Migration,
  type MigrationPhase,
} from './migration-state.ts';
import { refreshRates, settleMigration } from './migration-rates.ts';
import { recordMigrationTrace } from './migration-trace.ts';
import { sizeClass } from './precopy.ts';

function enterPhase(cluster: Cluster, migration: Migration, phase: MigrationPhase): void {
  migration.phaseTimes.push({
    phase: migration.phase,
    startMs: migration.phaseStartedAtMs,
    endMs: cluster.nowMs,
  });
  migration.phase = phase;
  migration.phaseStartedAtMs = cluster.nowMs;
  recordEvent(cluster, 'migration-phase-started', migration.source, `${migration.id}: ${phase}.`, {
    migration: migration.id,
    phase,
  });
}

function send(cluster: Cluster, migration: Migration, bytes: number): void {
  migration.step = 'send';
  migration.bytesLeft = bytes;
  migration.settledAtMs = cluster.nowMs;
  migration.guestBytesPerSecond = 0;
  migration.phaseEndsAtMs = null;
  refreshRates(cluster);
}

/** The migration plan was committed: the streams are opened. */
export function planCommitted(cluster: Cluster, id: string): void {
  const migration = cluster.migrations[id];
  if (migration === undefined || migration.step !== 'plan') return;
  migration.step = 'connect';
  migration.plannedAtMs = cluster.nowMs;
  const source = nodeOf(cluster, migration.source);
  const target = nodeOf(cluster, migration.target);
  const isOpen = canConnect(cluster, source, target);
  // One round trip for TCP and one for TLS 1.3 (RFC 8446, section 2).
  const connectMs = isOpen
    ? 2 * pathBetween(cluster, source, target).rttMs
    : cluster.settings['transport.amst.connect_timeout'];
  migration.phaseEndsAtMs = cluster.nowMs + Math.ceil(connectMs);
}

/** The new owner was committed: the guest resumes on the target. */
export function ownershipCommitted(cluster: Cluster, id: string): void {
  const migration = cluster.migrations[id];
  if (migration === undefined || migration.step !== 'own') return;
  migration.step = 'switch';
  const { rttMs } = pathBetween(
    cluster,
    nodeOf(cluster, migration.source),
    nodeOf(cluster, migration.target),
  );
  migration.phaseEndsAtMs = cluster.nowMs + Math.ceil(RESUME_MS + rttMs);
}

/** Lets the migration go on whose phase or step has ended. */
export function advanceMigration(cluster: Cluster, migration: Migration): void {
  settleMigration(cluster, migration);
  const source = nodeOf(cluster, migration.source);
  const target = nodeOf(cluster, migration.target);
  switch (migration.step) {
    case 'prepare':
      migration.step = 'plan';
      migration.phaseEndsAtMs = null;
      propose(cluster, { type: 'migration-plan', migration: migration.id });
      return;
    case 'connect':
      if (!canConnect(cluster, source, target)) {
        failMigration(cluster, migration, 'target_unreachable', 'STREAM_CREATION_FAILED');
        return;
      }
      migration.roundStartedAtMs = cluster.nowMs;
      migration.roundBytes = migration.memoryBytes;
      migration.round = 1;
      enterPhase(cluster, migration, 'prefetch');
      send(cluster, migration, Math.min(PREFETCH_BYTES, migration.memoryBytes));
      return;
    case 'send':
      endOfSending(cluster, migration);
      return;
    case 'switch':
      switchOver(cluster, migration, source, target);
      return;
    case 'none':
      if (migration.phase === 'verification') {
        enterPhase(cluster, migration, 'cleanup');
        migration.phaseEndsAtMs = cluster.nowMs + CLEANUP_MS;
      } else completeMigration(cluster, migration);
      return;
    case 'plan':
    case 'own':
      return;
  }
}

function endOfSending(cluster: Cluster, migration: Migration): void {
  switch (migration.phase) {
    case 'prefetch':
      enterPhase(cluster, migration, 'pre-copy');
      send(cluster, migration, migration.memoryBytes - Math.min(PREFETCH_BYTES, migration.memoryBytes));
      return;
    case 'pre-copy':
    case 'convergence':
      endOfRound(cluster, migration);
      return;
    case 'stop-and-copy':
      migration.step = 'own';
      migration.phaseEndsAtMs = null;
      // While it waits for its commit it sends nothing, and others may have its share.
      migration.guestBytesPerSecond = 0;
      migration.wireMbps = 0;
      propose(cluster, { type: 'ownership', migration: migration.id });
      refreshRates(cluster);
      return;
    case 'post-copy':
      startVerification(cluster, migration);
      return;
    default:
      throw new Error(`${migration.id} cannot send in phase ${migration.phase}.`);
  }
}

function endOfRound(cluster: Cluster, migration: Migration): void {
  const vm = cluster.vms[migration.vm];
  const writes = vm?.dirtyBytesPerSecond ?? 0;
  const durationMs = cluster.nowMs - migration.roundStartedAtMs;
  const rate = migration.guestBytesPerSecond;
  const dirty = Math.min(migration.memoryBytes, (writes * durationMs) / 1000);
  migration.rounds.push({ bytes: migration.roundBytes, durationMs });
  migration.dirtyBytesPerSecond = writes;
  const { rttMs } = pathBetween(
    cluster,
    nodeOf(cluster, migration.source),
    nodeOf(cluster, migration.target),
  );
  const overheadMs = RESUME_MS + rttMs + (expectedCommitMs(cluster) ?? 0);
  const pauseMs = rate > 0 ? ((dirty + DEVICE_STATE_BYTES) / rate) * 1000 + overheadMs : Number.MAX_VALUE;
  const mayPostCopy = migration.strategy !== 'pre-copy' && migration.mode === 'internet';
  const mayStop = hasQuorum(cluster);

  if (migration.strategy === 'post-copy' && mayPostCopy && mayStop) {
    stopGuest(cluster, migration, 0);
    migration.roundBytes = dirty;
    return;
  }
  if (pauseMs <= migration.maxDowntimeMs) {
    if (mayStop) stopGuest(cluster, migration, dirty);
    // Without a quorum nobody can commit the new owner: the guest goes on running and copying.
    else nextRound(cluster, migration, dirty, 'convergence', false);
    return;
  }
  const isHopeless = writes >= rate || migration.round >= migration.maxRounds;
  if (!isHopeless) nextRound(cluster, migration, dirty, 'pre-copy', true);
  else if (mayPostCopy && mayStop) {
    stopGuest(cluster, migration, 0);
    migration.roundBytes = dirty;
  } else failMigration(cluster, migration, 'not_converging', 'MIGRATION_NOT_CONVERGING');
}

function nextRound(
  cluster: Cluster,
  migration: Migration,
  dirty: number,
  phase: 'pre-copy' | 'convergence',
  isCounted: boolean,
): void {
  if (migration.phase !== phase) enterPhase(cluster, migration, phase);
  if (isCounted) migration.round += 1;
  migration.roundStartedAtMs = cluster.nowMs;
  migration.roundBytes = dirty;
  // A guest that writes nothing would loop without time passing; the check is repeated at most ten times a second.
  const atLeast = (migration.guestBytesPerSecond * 100) / 1000;
  send(cluster, migration, Math.max(dirty, isCounted ? 1 : atLeast));
}

function stopGuest(cluster: Cluster, migration: Migration, dirty: number): void {
  enterPhase(cluster, migration, 'stop-and-copy');
  migration.stoppedAtMs = cluster.nowMs;
  migration.roundBytes = 0;
  send(cluster, migration, dirty + DEVICE_STATE_BYTES);
}

function switchOver(cluster: Cluster, migration: Migration, source: ClusterNode, target: ClusterNode): void {
  const vm = cluster.vms[migration.vm];
  if (vm === undefined) throw new Error(`${migration.id} moves "${migration.vm}", which does not exist.`);
  releaseFrom(source, vm);
  // Its resources were reserved when the migration was accepted.
  target.vms.push(vm.id);
  vm.node = target.id;
  migration.downtimeMs = cluster.nowMs - (migration.stoppedAtMs ?? cluster.nowMs);
  if (migration.roundBytes > 0) {
    enterPhase(cluster, migration, 'post-copy');
    send(cluster, migration, migration.roundBytes);
  } else startVerification(cluster, migration);
}

function startVerification(cluster: Cluster, migration: Migration): void {
  enterPhase(cluster, migration, 'verification');
  migration.step = 'none';
  migration.guestBytesPerSecond = 0;
  migration.wireMbps = 0;
  migration.phaseEndsAtMs = cluster.nowMs + Math.ceil((migration.memoryBytes / HASH_BYTES_PER_SECOND) * 1000);
  refreshRates(cluster);
}

function completeMigration(cluster: Cluster, migration: Migration): void {
  const vm = cluster.vms[migration.vm];
  if (vm !== undefined) {
    vm.state = 'running';
    writeEntry(cluster, `vm/${vm.id}`, migration.target, nodeOf(cluster, migration.target));
  }
  endMigration(cluster, migration, 'completed');
  const labels = `${migration.source}|${migration.mode}|${sizeClass(migration.memoryBytes)}`;
  observe(cluster, 'dwcp_migration_duration_seconds', labels, (cluster.nowMs - migration.startedAtMs) / 1000);
  observe(cluster, 'dwcp_migration_downtime_seconds', labels, (migration.downtimeMs ?? 0) / 1000);
  addToCounter(cluster, 'dwcp_migration_success_total', `${migration.source}|${migration.mode}`, 1);
  recordEvent(
    cluster,
    'migration-completed',
    migration.source,
    `${migration.id} is complete: ${migration.vm} runs on ${migration.target}.`,
    {
      migration: migration.id,
      vm: migration.vm,
      durationMs: cluster.nowMs - migration.startedAtMs,
      downtimeMs: migration.downtimeMs ?? 0,
      saving: migration.guestBytesSent > 0 ? 1 - migration.wireBytesSent / migration.guestBytesSent : 0,
    },
  );
}

function endMigration(
  cluster: Cluster,
  migration: Migration,
  phase: 'completed' | 'failed' | 'cancelled',
): void {
  enterPhase(cluster, migration, phase);
  migration.endedAtMs = cluster.nowMs;
  migration.phaseEndsAtMs = null;
  migration.step = 'none';
  migration.wireMbps = 0;
  migration.guestBytesPerSecond = 0;
  recordMigrationTrace(cluster, migration);
  cluster.proposals = cluster.proposals.filter(
    ({ purpose }) => !('migration' in purpose) || purpose.migration !== migration.id,
  );
  cluster.openMigrations = cluster.openMigrations.filter((id) => id !== migration.id);
  cluster.endedMigrations.push(migration.id);
  // Old migrations are forgotten, the latest 500 stay.
  while (cluster.endedMigrations.length > 500) {
    const oldest = cluster.endedMigrations.shift();
    if (oldest !== undefined) delete cluster.migrations[oldest];
  }
  refreshRates(cluster);
}

/** Ends a migration with the VM on its source, unless its memory was already divided between both hosts. */
export function failMigration(
  cluster: Cluster,
  migration: Migration,
  reason: FailureReason,
  code: string,
): void {
  abandon(cluster, migration, 'failed', { reason, code });
  addToCounter(cluster, 'dwcp_migration_failed_total', `${migration.source}|${migration.mode}|${reason}`, 1);
  recordEvent(
    cluster,
    'migration-failed',
    migration.source,
    `${migration.id} failed: ${reason}.`,
    {
      migration: migration.id,
      vm: migration.vm,
      reason,
      code,
    },
    'error',
  );
}

export function cancelMigration(cluster: Cluster, migration: Migration): Refusal | null {
  if (!isActive(migration) || migration.stoppedAtMs !== null) {
    return {
      code: 'INVALID_ARGUMENT',
      message: `${migration.id} has passed the point at which it can be cancelled.`,
    };
  }
  abandon(cluster, migration, 'cancelled', null);
  return null;
}

function abandon(
  cluster: Cluster,
  migration: Migration,
  phase: 'failed' | 'cancelled',
  failure: Migration['failure'],
): void {
  settleMigration(cluster, migration);
  const vm = cluster.vms[migration.vm];
  const target = nodeOf(cluster, migration.target);
  if (vm !== undefined) {
    const hasSwitched = vm.node === migration.target;
    if (!hasSwitched) unreserve(target, vm);
    const hostRuns = nodeOf(cluster, vm.node).process !== 'crashed';
    vm.state = hostRuns ? 'running' : 'stopped';
    if (migration.phase === 'post-copy') {
      vm.state = 'lost';
      recordEvent(
        cluster,
        'vm-down',
        vm.node,
        `${vm.name} is lost: its memory was divided between two hosts.`,
        { vm: vm.id },
        'error',
      );
    }
    if (migration.stoppedAtMs !== null) migration.downtimeMs ??= cluster.nowMs - migration.stoppedAtMs;
  }
  migration.failure = failure;
  endMigration(cluster, migration, phase);
}

/** After something changed: migrations whose hosts are gone fail, the others get new rates. */
export function reviewMigrations(cluster: Cluster): void {
  for (const migration of activeMigrations(cluster)) {
    const source = nodeOf(cluster, migration.source);
    const target = nodeOf(cluster, migration.target);
    const isTargetGone =
      target.process !== 'running' || (target.isDiskFull && migration.stoppedAtMs === null);
    if (migration.phase === 'verification' || migration.phase === 'cleanup') continue;
    if (source.process !== 'running' || isTargetGone)
      failMigration(cluster, migration, 'target_unreachable', 'TARGET_UNREACHABLE');
  }
  refreshRates(cluster);
}

/** Ends what has passed its limit. After the switch there is no way back, so verification and clean-up run to their end. */
export function checkDeadline(cluster: Cluster, migration: Migration): boolean {
  if (cluster.nowMs < migration.deadlineMs || deadlineOf(migration) === null) return false;
  const isWaiting =
    migration.step === 'plan' || migration.step === 'own' || migration.phase === 'convergence';
  if (isWaiting && !hasQuorum(cluster)) failMigration(cluster, migration, 'quorum_lost', 'QUORUM_LOST');
  else failMigration(cluster, migration, 'timeout', 'MIGRATION_TIMEOUT');
  return true;
}

/** When the limit of a migration falls due; `null` once the VM runs on the target. */
export function deadlineOf(migration: Migration): number | null {
  return migration.phase === 'post-copy' ||
    migration.phase === 'verification' ||
    migration.phase === 'cleanup' ||
    migration.step === 'switch'
    ? null
    : migration.deadlineMs;
}
