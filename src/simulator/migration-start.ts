/** Accepting a migration: what has to hold, where it goes and with which limits. */
import { reserve } from './books.ts';
import type { Cluster, ClusterNode, Refusal, Vm } from './cluster.ts';
import { nextName, nodeOf } from './cluster.ts';
import { chooseStreams } from './amst.ts';
import { hasQuorum } from './consensus.ts';
import { recordEvent } from './events.ts';
import { placeVm, rejectTarget } from './itp.ts';
import { addToCounter } from './metric-store.ts';
import { FORECAST_MS, PLACEMENT_MS, type Migration, type MigrationOptions } from './migration-state.ts';
import { slowerMode } from './mode.ts';
import { forecastFor } from './pba.ts';
import { isQuarantined } from './reputation.ts';
import { newTraceId } from './traces.ts';

/** Accepts a migration or says why not. */
export function startMigration(
  cluster: Cluster,
  vmId: string,
  options: MigrationOptions,
): Migration | Refusal {
  const vm = cluster.vms[vmId];
  if (vm === undefined) return { code: 'VM_NOT_FOUND', message: `There is no VM "${vmId}".` };
  if (vm.state === 'migrating') return { code: 'MIGRATION_IN_PROGRESS', message: `${vm.name} is migrating.` };
  if (vm.state !== 'running')
    return {
      code: 'VM_NOT_RUNNING',
      message: `${vm.name} is ${vm.state}, so there is no memory to migrate.`,
    };
  if (!hasQuorum(cluster))
    return { code: 'QUORUM_LOST', message: 'Too few controllers answer to commit the plan.' };
  const source = nodeOf(cluster, vm.node);
  const target = chooseTarget(cluster, vm, options.target);
  if ('code' in target) return target;
  const mode = slowerMode(source.mode, target.mode);
  const { settings } = cluster;
  const id = nextName(cluster, 'mig');
  const migration: Migration = {
    id,
    vm: vm.id,
    source: source.id,
    target: target.id,
    mode,
    strategy: options.strategy,
    streams: chooseStreams(cluster, source, target, mode, options.streams),
    compressionLevel: options.compressionLevel,
    memoryBytes: vm.memoryBytes,
    maxDowntimeMs: options.maxDowntimeMs ?? settings['migration.max_downtime'][mode],
    maxRounds: settings['migration.max_rounds'][mode],
    startedAtMs: cluster.nowMs,
    isPlaced: options.target === null,
    plannedAtMs: null,
    deadlineMs: cluster.nowMs + (options.timeoutMs ?? settings['migration.timeout']),
    endedAtMs: null,
    phase: 'initialization',
    phaseStartedAtMs: cluster.nowMs,
    phaseEndsAtMs: cluster.nowMs + (options.target === null ? PLACEMENT_MS : 0) + FORECAST_MS,
    phaseTimes: [],
    step: 'prepare',
    bytesLeft: 0,
    settledAtMs: cluster.nowMs,
    guestBytesPerSecond: 0,
    wireMbps: 0,
    repeatedShare: 0,
    ratio: 1,
    dedupHitRatio: 0,
    round: 0,
    rounds: [],
    roundBytes: 0,
    roundStartedAtMs: cluster.nowMs,
    dirtyBytesPerSecond: 0,
    guestBytesSent: 0,
    wireBytesSent: 0,
    stoppedAtMs: null,
    downtimeMs: null,
    forecastMbps: forecastFor(source, target.region, mode).bandwidthMbps,
    traceId: options.caller?.traceId ?? newTraceId(cluster),
    ...(options.caller === undefined ? {} : { parentSpanId: options.caller.spanId }),
    failure: null,
  };
  cluster.migrations[id] = migration;
  cluster.openMigrations.push(id);
  vm.state = 'migrating';
  reserve(target, vm);
  addToCounter(cluster, 'dwcp_migration_total', `${source.id}|${mode}`, 1);
  recordEvent(
    cluster,
    'migration-started',
    source.id,
    `${vm.name} migrates from ${source.id} to ${target.id} in ${mode} mode.`,
    {
      migration: id,
      vm: vm.id,
      target: target.id,
      mode,
    },
  );
  return migration;
}

function chooseTarget(cluster: Cluster, vm: Vm, wanted: string | null): ClusterNode | Refusal {
  if (wanted === null) {
    const placement = placeVm(cluster, vm, [vm.node]);
    return 'refusal' in placement ? placement.refusal : nodeOf(cluster, placement.node);
  }
  const target = cluster.nodes[wanted];
  if (target === undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${wanted}".` };
  if (target.type !== 'worker' || target.id === vm.node) {
    return { code: 'INVALID_ARGUMENT', message: `${wanted} is not another worker.` };
  }
  if (isQuarantined(target)) return { code: 'NODE_QUARANTINED', message: `${wanted} is in quarantine.` };
  const rejection = rejectTarget(cluster, target, vm);
  if (rejection === null) return target;
  if (rejection.reason === 'unreachable')
    return { code: 'TARGET_UNREACHABLE', message: `The controllers have no contact with ${wanted}.` };
  return {
    code: rejection.isRule ? 'PLACEMENT_FAILED' : 'INSUFFICIENT_RESOURCES',
    message: `${wanted} cannot take ${vm.name}: ${rejection.reason}.`,
  };
}
