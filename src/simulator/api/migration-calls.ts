/** Calls about migrations. */
import { attempt } from '../actions.ts';
import type { Cluster, Mode } from '../cluster.ts';
import {
  activeMigrations,
  isActive,
  migrationProgress,
  type FailureReason,
  type Migration,
} from '../migration-state.ts';
import { slowerMode } from '../mode.ts';
import { done, pageOf, refused, refusedBy, timestamp, type Answer, type Call } from './call.ts';
import { rejectWrite } from './consensus-errors.ts';
import type { MigrationsQuery, StartMigrationBody } from './requests.ts';
import type { MigrationBody, MigrationsBody, StartMigrationResponse } from './responses.ts';
import { findVm, migrationInProgress, noSuchVm } from './vm-calls.ts';

export function startMigration({
  cluster,
  node,
  body,
  traceparent,
}: Call<unknown, StartMigrationBody>): Answer {
  const vm = findVm(cluster, body.vm_id);
  if (vm === undefined) return noSuchVm(body.vm_id);
  const running = activeMigrations(cluster).find((item) => item.vm === vm.id);
  if (running !== undefined) return migrationInProgress(vm, running.id);
  const target = Object.hasOwn(cluster.nodes, body.target_node) ? cluster.nodes[body.target_node] : undefined;
  if (target === undefined) {
    return refused('NODE_NOT_FOUND', `There is no node "${body.target_node}".`, {
      target_node: body.target_node,
    });
  }
  const source = cluster.nodes[vm.node];
  const mode = source === undefined ? target.mode : slowerMode(source.mode, target.mode);
  const wrongStreams = rejectStreams(mode, body.options?.amst_streams);
  if (wrongStreams !== null) return wrongStreams;
  if (source !== undefined && source.version.split('.')[0] !== target.version.split('.')[0]) {
    return refused(
      'VERSION_MISMATCH',
      `${source.id} runs ${source.version} and ${target.id} runs ${target.version}; they cannot exchange state.`,
    );
  }
  const unwritable = rejectWrite(cluster, node);
  if (unwritable !== null) return { type: 'refused', error: unwritable };
  const { cluster: next, refusal } = attempt(cluster, {
    type: 'start-migration',
    vm: vm.id,
    target: target.id,
    strategy: body.strategy,
    streams: body.options?.amst_streams ?? null,
    compressionLevel: body.options?.compression_level ?? null,
    maxDowntimeMs: body.options?.max_downtime_ms ?? null,
    caller: readTraceparent(traceparent),
  });
  if (refusal !== null) {
    return refusedBy(refusal, refusal.code === 'PLACEMENT_FAILED' ? { rule: 'target_node' } : {});
  }
  const id = next.openMigrations.at(-1);
  if (id === undefined) throw new Error(`No migration of "${vm.id}" is open after its start.`);
  const answer: StartMigrationResponse = {
    migration_id: id,
    status: 'in_progress',
    started_at: timestamp(next, next.nowMs),
  };
  return done(next, answer);
}

/** A header that is damaged starts a new trace, as the standard asks (W3C Trace Context, section 3.2.2). */
function readTraceparent(header: string | undefined): { traceId: string; spanId: string } | undefined {
  const [, traceId, spanId] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/u.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || /^0+$/u.test(traceId) || /^0+$/u.test(spanId))
    return undefined;
  return { traceId, spanId };
}

/** Limits of the mode: 32–512 streams inside a datacenter, 4–16 on wide networks. */
function rejectStreams(mode: Mode, streams: number | undefined): Answer | null {
  const [low, high] = mode === 'datacenter' ? [32, 512] : [4, 16];
  if (streams === undefined || (streams >= low && streams <= high)) return null;
  return refused(
    'INVALID_ARGUMENT',
    `options.amst_streams is ${streams}; in ${mode} mode it must be from ${low} to ${high}.`,
    { field: 'options.amst_streams' },
  );
}

export function readMigration({ cluster, id }: Call): Answer {
  const migration = Object.hasOwn(cluster.migrations, id) ? cluster.migrations[id] : undefined;
  if (migration === undefined) {
    return refused('MIGRATION_NOT_FOUND', `There is no migration "${id}".`, { migration_id: id });
  }
  return done(cluster, migrationBody(cluster, migration));
}

export function listMigrations({ cluster, query }: Call<MigrationsQuery>): Answer {
  const migrations = [...cluster.endedMigrations, ...cluster.openMigrations]
    .flatMap((id) => cluster.migrations[id] ?? [])
    .filter((migration) => query.status === undefined || statusOf(migration) === query.status)
    .sort((a, b) => b.startedAtMs - a.startedAtMs || numberOf(b) - numberOf(a));
  const body: MigrationsBody = {
    migrations: pageOf(migrations, query).map((migration) => migrationBody(cluster, migration)),
    total: migrations.length,
    page: query.page,
  };
  return done(cluster, body);
}

function numberOf(migration: Migration): number {
  return Number(migration.id.slice(migration.id.lastIndexOf('-') + 1));
}

function statusOf(migration: Migration): MigrationBody['status'] {
  if (isActive(migration)) return 'in_progress';
  return migration.phase === 'completed' ? 'completed' : 'failed';
}

function phaseOf(migration: Migration): MigrationBody['phase'] {
  switch (migration.phase) {
    case 'completed':
      return 'complete';
    case 'failed':
    case 'cancelled': {
      // An ended migration keeps the phase in which it ended.
      const last = migration.phaseTimes.at(-1)?.phase;
      return last === undefined || last === 'completed' || last === 'failed' || last === 'cancelled'
        ? 'initialization'
        : last;
    }
    default:
      return migration.phase;
  }
}

const FAILURES: Readonly<Record<FailureReason, string>> = {
  timeout: 'The migration took longer than its limit and was stopped.',
  not_converging: 'The VM wrote memory faster than it could be sent.',
  target_unreachable: 'The target could not be reached.',
  checksum_mismatch: 'The memory that arrived differs from what was sent.',
  quorum_lost: 'Too few controllers answered to commit the change of ownership.',
};

export function migrationBody(cluster: Cluster, migration: Migration): MigrationBody {
  const endMs = migration.endedAtMs ?? cluster.nowMs;
  const isOpen = isActive(migration);
  const sinceMs = isOpen ? cluster.nowMs - migration.settledAtMs : 0;
  const pendingGuest = Math.min(migration.bytesLeft, (migration.guestBytesPerSecond * sinceMs) / 1000);
  const ratio =
    migration.wireBytesSent > 0 ? migration.guestBytesSent / migration.wireBytesSent : migration.ratio;
  const pendingWire = isOpen && migration.ratio > 0 ? pendingGuest / migration.ratio : 0;
  return {
    migration_id: migration.id,
    vm_id: migration.vm,
    status: statusOf(migration),
    phase: phaseOf(migration),
    progress: Math.round(migrationProgress(cluster, migration) * 1000) / 10,
    source_node: migration.source,
    target_node: migration.target,
    started_at: timestamp(cluster, migration.startedAtMs),
    completed_at: migration.endedAtMs === null ? null : timestamp(cluster, migration.endedAtMs),
    stats: {
      bytes_transferred: Math.round(migration.wireBytesSent + pendingWire),
      bytes_total: Math.round(
        Math.max(migration.memoryBytes, migration.guestBytesSent + (isOpen ? migration.bytesLeft : 0)),
      ),
      bandwidth_mbps: Math.round((isOpen ? migration.wireMbps : 0) * 10) / 10,
      compression_ratio: Math.round(ratio * 100) / 100,
      elapsed_seconds: (endMs - migration.startedAtMs) / 1000,
      downtime_ms: migration.downtimeMs,
    },
    error: errorOf(migration),
  };
}

function errorOf(migration: Migration): MigrationBody['error'] {
  if (migration.failure !== null)
    return { code: migration.failure.code, message: FAILURES[migration.failure.reason] };
  if (migration.phase === 'cancelled')
    return { code: 'MIGRATION_CANCELLED', message: 'An operator cancelled the migration.' };
  return null;
}
