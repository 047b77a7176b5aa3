/** What is known of a migration. */
import type { Cluster, Mode } from './cluster.ts';

export type MigrationPhase =
  | 'initialization'
  | 'prefetch'
  | 'pre-copy'
  | 'convergence'
  | 'stop-and-copy'
  | 'post-copy'
  | 'verification'
  | 'cleanup'
  | 'completed'
  | 'failed'
  | 'cancelled';

export type FailureReason =
  'timeout' | 'not_converging' | 'target_unreachable' | 'checksum_mismatch' | 'quorum_lost';

export interface MigrationOptions {
  target: string | null;
  strategy: 'pre-copy' | 'post-copy' | 'hybrid';
  streams: number | null;
  compressionLevel: number | null;
  maxDowntimeMs: number | null;
  timeoutMs: number | null;
  /** The caller's span, as `traceparent` names it: the spans of the migration join its trace. */
  caller?: { traceId: string; spanId: string } | undefined;
}

export interface Migration {
  id: string;
  vm: string;
  source: string;
  target: string;
  mode: Mode;
  strategy: 'pre-copy' | 'post-copy' | 'hybrid';
  streams: number;
  compressionLevel: number | null;
  memoryBytes: number;
  maxDowntimeMs: number;
  maxRounds: number;
  startedAtMs: number;
  /** Whether placement chose the target; else somebody named it. */
  isPlaced: boolean;
  plannedAtMs: number | null;
  deadlineMs: number;
  endedAtMs: number | null;

  phase: MigrationPhase;
  phaseStartedAtMs: number;
  /** When the phase ends at the present rate; `null` while it waits for a decision, for streams or for a path. */
  phaseEndsAtMs: number | null;
  phaseTimes: { phase: MigrationPhase; startMs: number; endMs: number }[];
  /** Steps inside initialization and stop-and-copy that follow one another. */
  step: 'prepare' | 'plan' | 'connect' | 'send' | 'own' | 'switch' | 'none';

  /** Guest bytes left in this phase at `settledAtMs`. */
  bytesLeft: number;
  settledAtMs: number;
  guestBytesPerSecond: number;
  wireMbps: number;
  repeatedShare: number;
  ratio: number;
  dedupHitRatio: number;
  round: number;
  rounds: { bytes: number; durationMs: number }[];
  roundBytes: number;
  roundStartedAtMs: number;
  dirtyBytesPerSecond: number;
  guestBytesSent: number;
  wireBytesSent: number;

  stoppedAtMs: number | null;
  downtimeMs: number | null;
  forecastMbps: number;
  traceId: string;
  /** Span of the caller that the trace goes on from. */
  parentSpanId?: string;
  failure: { reason: FailureReason; code: string } | null;
}

/** Hot pages that go first: 1,000 of 4 KiB. */
export const PREFETCH_BYTES = 1_000 * 4_096;
/** Registers and devices, sent while the guest stands still. */
export const DEVICE_STATE_BYTES = 1_000_000;
/** Resuming the guest on the target, before its new path is announced. */
export const RESUME_MS = 20;
/** Checksums are compared at the speed of memory, on both sides at once. */
export const HASH_BYTES_PER_SECOND = 2e9;
export const PLACEMENT_MS = 300;
export const FORECAST_MS = 50;
export const CLEANUP_MS = 100;

export function isActive(migration: Migration): boolean {
  return migration.endedAtMs === null;
}

export function activeMigrations(cluster: Cluster): Migration[] {
  const active: Migration[] = [];
  for (const id of cluster.openMigrations) {
    const migration = cluster.migrations[id];
    if (migration !== undefined) active.push(migration);
  }
  return active;
}

/** Share of the first pass and of later rounds that is done, for progress bars. */
export function migrationProgress(cluster: Cluster, migration: Migration): number {
  if (migration.phase === 'completed') return 1;
  const elapsedMs = cluster.nowMs - migration.settledAtMs;
  const pending = Math.min(migration.bytesLeft, (migration.guestBytesPerSecond * elapsedMs) / 1000);
  const expected = migration.guestBytesSent + migration.bytesLeft;
  return expected === 0
    ? 0
    : Math.min(0.99, (migration.guestBytesSent + pending) / Math.max(expected, migration.memoryBytes));
}
