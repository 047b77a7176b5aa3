/** Everything that can be done to a cluster from outside. */
import type { RegistryEntry } from './ass.ts';
import { ingestMetrics, ingestSpans, type ApplicationMetric } from './application.ts';
import type { Span } from './traces.ts';
import { assignPeers, changeMode } from './mode.ts';
import type { Cluster, ClusterNode, Load, Mode, Refusal, Vm } from './cluster.ts';
import { nextName } from './cluster.ts';
import { hasQuorum, propose } from './consensus.ts';
import { copyPlain } from './copy.ts';
import { recordEvent } from './events.ts';
import { clearFault, injectFault, renewCertificate, startNode, stopNode, type Fault } from './faults.ts';
import { assertInvariants } from './invariants.ts';
import {
  addVoter,
  bootstrap,
  emergencyBootstrap,
  joinMachine,
  removeVoter,
  restoreState,
} from './membership.ts';
import { cancelMigration } from './migration.ts';
import { startMigration } from './migration-start.ts';
import { isActive, type MigrationOptions } from './migration-state.ts';
import { changeView } from './pbft.ts';
import { startElection, armElection, raftLeader, raftVoter } from './raft.ts';
import { buildNode, type NodeSize } from './reference-deployment.ts';
import { registerPlugin, removePlugin, recordBenchmark } from './plugin-registry.ts';
import type { Plugin } from './plugins.ts';
import type { PluginBenchmark } from './plugin-benchmark.ts';
import { startOperation, type OperationRequest } from './releases.ts';
import { quarantine, releaseFromQuarantine } from './reputation.ts';
import type { Settings } from './settings.ts';
import { review } from './review.ts';
import { setTimer } from './timers.ts';
import { createVm, deleteVm, type VmRequest } from './vms.ts';

export type Action =
  | { type: 'inject-fault'; fault: Fault }
  | { type: 'clear-fault'; target: string }
  /** Does something by itself after a delay. */
  | { type: 'schedule'; afterMs: number; action: Action }
  | { type: 'create-vm'; vm: VmRequest }
  | { type: 'delete-vm'; vm: string }
  | ({ type: 'start-migration'; vm: string } & Partial<MigrationOptions>)
  | { type: 'cancel-migration'; vm: string }
  | { type: 'set-migration-timeout'; vm: string; timeoutMs: number }
  | { type: 'evacuate'; node: string }
  | { type: 'set-maintenance'; node: string; isOn: boolean }
  | { type: 'stop-service'; node: string }
  | { type: 'start-service'; node: string }
  | { type: 'join-node'; id: string; region: string; size?: NodeSize }
  | { type: 'remove-node'; node: string }
  /** Machines outside the cluster become its first voters. */
  | { type: 'bootstrap'; voters: string[] }
  | { type: 'join-machine'; id: string; region: string }
  | { type: 'add-voter'; node: string }
  | { type: 'remove-voter'; node: string }
  | { type: 'emergency-bootstrap'; node: string }
  | { type: 'restore-state'; registry: Record<string, RegistryEntry>; vms: Record<string, Vm> }
  /** What `tc` sets on the interface of a node; `null` takes it away. */
  | {
      type: 'set-netem';
      node: string;
      netem: { delayMs: number; jitterMs: number; lossRatio: number; rateMbps: number | null } | null;
    }
  | { type: 'set-clock'; node: string; skewMs: number }
  /** Puts a node into quarantine that its score does not end. */
  | { type: 'ban'; node: string }
  | { type: 'lift-ban'; node: string }
  | { type: 'renew-certificate'; node: string; lifeMs?: number }
  | { type: 'quarantine'; node: string }
  | { type: 'release-quarantine'; node: string }
  | { type: 'set-mode'; nodes: string[]; mode: Mode | 'auto' }
  | { type: 'set-streams'; node: string; streams: number | null }
  | { type: 'set-compression'; node: string; level: number | null }
  | { type: 'change-settings'; settings: Partial<Settings> }
  | { type: 'set-load'; load: Partial<Load> }
  | { type: 'transfer-leadership'; target: string }
  | { type: 'force-view-change' }
  | { type: 'write-entry'; key: string; value: string; node: string }
  | ({ type: 'start-operation' } & OperationRequest)
  | { type: 'stop-operation' }
  | { type: 'ingest-spans'; spans: Span[] }
  | { type: 'ingest-metrics'; metrics: Record<string, ApplicationMetric> }
  | { type: 'register-plugin'; plugin: Plugin }
  | { type: 'remove-plugin'; name: string }
  /** Keeps what a benchmark has found, as an event. */
  | { type: 'record-benchmark'; benchmark: PluginBenchmark };

export interface Outcome {
  cluster: Cluster;
  refusal: Refusal | null;
}

/** The cluster after an action; the one passed in is left as it was. A refusal is an event and changes nothing else. */
export function apply(cluster: Cluster, action: Action): Cluster {
  return attempt(cluster, action).cluster;
}

/** Like `apply`, and says why an action was refused. */
export function attempt(cluster: Cluster, action: Action): Outcome {
  const next = copyPlain(cluster);
  const refusal = perform(next, action);
  assertInvariants(next);
  return { cluster: next, refusal };
}

/** Performs an action in place. */
export function perform(cluster: Cluster, action: Action): Refusal | null {
  const refusal = dispatch(cluster, action);
  if (refusal !== null) {
    recordEvent(
      cluster,
      'action-refused',
      null,
      refusal.message,
      { action: action.type, code: refusal.code },
      'warning',
    );
    return refusal;
  }
  review(cluster);
  return null;
}

function onNode(cluster: Cluster, id: string, change: (node: ClusterNode) => void): Refusal | null {
  const node = cluster.nodes[id] ?? cluster.machines?.[id];
  if (node === undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${id}".` };
  change(node);
  return null;
}

function dispatch(cluster: Cluster, action: Action): Refusal | null {
  switch (action.type) {
    case 'inject-fault':
      return injectFault(cluster, action.fault);
    case 'clear-fault':
      return clearFault(cluster, action.target);
    case 'schedule':
      setTimer(cluster, cluster.nowMs + action.afterMs, { type: 'action', action: action.action });
      return null;
    case 'create-vm':
      return createVm(cluster, action.vm);
    case 'delete-vm':
      return deleteVm(cluster, action.vm);
    case 'start-migration':
      return migrate(cluster, action.vm, action);
    case 'cancel-migration': {
      const migration = Object.values(cluster.migrations).find(
        (item) => item.vm === action.vm && isActive(item),
      );
      if (migration === undefined)
        return { code: 'MIGRATION_NOT_FOUND', message: `"${action.vm}" is not migrating.` };
      return cancelMigration(cluster, migration);
    }
    case 'set-migration-timeout': {
      const migration = Object.values(cluster.migrations).find(
        (item) => item.vm === action.vm && isActive(item),
      );
      if (migration === undefined)
        return { code: 'MIGRATION_NOT_FOUND', message: `"${action.vm}" is not migrating.` };
      migration.deadlineMs = Math.max(cluster.nowMs, migration.startedAtMs + action.timeoutMs);
      return null;
    }
    case 'evacuate':
      return evacuate(cluster, action.node);
    case 'set-maintenance':
      return onNode(cluster, action.node, (node) => {
        node.inMaintenance = action.isOn;
        recordEvent(
          cluster,
          'maintenance-changed',
          node.id,
          `${node.id} is ${action.isOn ? 'closed' : 'open'} for placement.`,
          { isOn: action.isOn },
        );
      });
    case 'stop-service':
      return onNode(cluster, action.node, (node) => stopNode(cluster, node));
    case 'start-service':
      return onNode(cluster, action.node, (node) => startNode(cluster, node));
    case 'join-node':
      return joinNode(cluster, action.id, action.region, action.size);
    case 'remove-node':
      return removeNode(cluster, action.node);
    case 'bootstrap':
      return bootstrap(cluster, action.voters);
    case 'join-machine':
      return joinMachine(cluster, action.id, action.region);
    case 'add-voter':
      return addVoter(cluster, action.node);
    case 'remove-voter':
      return removeVoter(cluster, action.node);
    case 'emergency-bootstrap':
      return emergencyBootstrap(cluster, action.node);
    case 'restore-state':
      return restoreState(cluster, action.registry, action.vms);
    case 'lift-ban':
      return onNode(cluster, action.node, (node) => {
        node.reputation.isBanned = false;
        if (node.reputation.quarantinedSinceMs !== null) releaseFromQuarantine(cluster, node);
      });
    case 'set-netem':
      return onNode(cluster, action.node, (node) => {
        cluster.impairments = cluster.impairments.filter(({ id }) => id !== `tc-${node.id}`);
        if (action.netem === null) return;
        cluster.impairments.push({
          id: `tc-${node.id}`,
          on: { type: 'node', node: node.id },
          ...action.netem,
          isDown: false,
        });
      });
    case 'set-clock':
      return onNode(cluster, action.node, (node) => {
        node.clockSkewMs = action.skewMs;
        recordEvent(cluster, 'clock-changed', node.id, `The clock of ${node.id} was set.`, {
          skewMs: action.skewMs,
        });
      });
    case 'ban':
      return onNode(cluster, action.node, (node) => {
        if (node.reputation.quarantinedSinceMs === null) quarantine(cluster, node, 'ban');
        node.reputation.isBanned = true;
      });
    case 'renew-certificate':
      return onNode(cluster, action.node, (node) => renewCertificate(cluster, node, action.lifeMs));
    case 'quarantine':
      return onNode(cluster, action.node, (node) => quarantine(cluster, node, 'operator'));
    case 'release-quarantine':
      return onNode(cluster, action.node, (node) => releaseFromQuarantine(cluster, node));
    case 'set-mode':
      return setMode(cluster, action.nodes, action.mode);
    case 'set-streams':
      return onNode(cluster, action.node, (node) => (node.amstStreams = action.streams));
    case 'set-compression':
      return onNode(cluster, action.node, (node) => (node.compressionLevel = action.level));
    case 'change-settings':
      Object.assign(cluster.settings, copyPlain(action.settings));
      recordEvent(cluster, 'setting-changed', null, `Changed: ${Object.keys(action.settings).join(', ')}.`);
      return null;
    case 'set-load':
      Object.assign(cluster.load, action.load);
      return null;
    case 'transfer-leadership':
      return transferLeadership(cluster, action.target);
    case 'force-view-change':
      return changeView(cluster, 'asked for by an operator')
        ? null
        : { code: 'QUORUM_LOST', message: 'Too few voters answer to change the view.' };
    case 'write-entry': {
      if (cluster.nodes[action.node] === undefined)
        return { code: 'NODE_NOT_FOUND', message: `There is no node "${action.node}".` };
      if (!hasQuorum(cluster))
        return { code: 'QUORUM_LOST', message: 'Too few controllers answer to commit a write.' };
      propose(cluster, { type: 'entry', key: action.key, value: action.value, node: action.node });
      return null;
    }
    case 'start-operation': {
      const started = startOperation(cluster, action);
      return 'code' in started ? started : null;
    }
    case 'ingest-spans':
      return ingestSpans(cluster, action.spans);
    case 'ingest-metrics':
      return ingestMetrics(cluster, action.metrics);
    case 'register-plugin':
      return registerPlugin(cluster, action.plugin);
    case 'remove-plugin':
      return removePlugin(cluster, action.name);
    case 'record-benchmark':
      return recordBenchmark(cluster, action.benchmark);
    case 'stop-operation':
      if (cluster.operation === null || cluster.operation.endedAtMs !== null) {
        return { code: 'INVALID_ARGUMENT', message: 'No operation is running.' };
      }
      // What has been stopped for the present batch starts again; the rest stays as it is.
      cluster.operation.batches = [];
      return null;
  }
}

function migrate(cluster: Cluster, vm: string, options: Partial<MigrationOptions>): Refusal | null {
  const started = startMigration(cluster, vm, {
    target: options.target ?? null,
    strategy: options.strategy ?? 'pre-copy',
    streams: options.streams ?? null,
    compressionLevel: options.compressionLevel ?? null,
    maxDowntimeMs: options.maxDowntimeMs ?? null,
    timeoutMs: options.timeoutMs ?? null,
    caller: options.caller,
  });
  return 'code' in started ? started : null;
}

function evacuate(cluster: Cluster, id: string): Refusal | null {
  const node = cluster.nodes[id];
  if (node === undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${id}".` };
  node.inMaintenance = true;
  let refusal: Refusal | null = null;
  for (const vm of node.vms.slice())
    if (cluster.vms[vm]?.state === 'running') refusal ??= migrate(cluster, vm, {});
  return refusal;
}

function joinNode(cluster: Cluster, id: string, region: string, size: NodeSize | undefined): Refusal | null {
  if (id in cluster.nodes) return { code: 'INVALID_ARGUMENT', message: `A node "${id}" exists.` };
  if (!Object.values(cluster.nodes).some((node) => node.region === region)) {
    return { code: 'INVALID_ARGUMENT', message: `No link leads to a region "${region}".` };
  }
  const node = buildNode(cluster, id, 'worker', region, size);
  node.joinedAtMs = cluster.nowMs;
  cluster.nodes[id] = node;
  renewCertificate(cluster, node);
  assignPeers(cluster);
  recordEvent(cluster, 'node-joined', id, `${id} joined in ${region}.`, { region });
  return null;
}

function removeNode(cluster: Cluster, id: string): Refusal | null {
  const node = cluster.nodes[id];
  if (node === undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${id}".` };
  if (node.type === 'controller')
    return { code: 'INVALID_ARGUMENT', message: `${id} is a voter; the model keeps its voters.` };
  const isInUse = Object.values(cluster.migrations).some(
    (item) => isActive(item) && (item.source === id || item.target === id),
  );
  if (node.vms.length > 0 || isInUse) return { code: 'INVALID_ARGUMENT', message: `${id} still has VMs.` };
  delete cluster.nodes[id];
  delete cluster.behaviours[id];
  for (const key of Object.keys(cluster.migrations)) {
    const migration = cluster.migrations[key];
    if (migration !== undefined && (migration.source === id || migration.target === id)) {
      delete cluster.migrations[key];
      cluster.endedMigrations = cluster.endedMigrations.filter((ended) => ended !== key);
    }
  }
  cluster.impairments = cluster.impairments.filter(({ on }) => on.type !== 'node' || on.node !== id);
  for (const other of Object.values(cluster.nodes))
    other.probes = other.probes.filter((probe) => probe.peer !== id);
  assignPeers(cluster);
  recordEvent(cluster, 'node-removed', id, `${id} left the cluster.`);
  return null;
}

function setMode(cluster: Cluster, ids: readonly string[], mode: Mode | 'auto'): Refusal | null {
  const unknown = ids.find((id) => !(id in cluster.nodes));
  if (unknown !== undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${unknown}".` };
  for (const id of ids) {
    const node = cluster.nodes[id];
    if (node === undefined) continue;
    node.forcedMode = mode === 'auto' ? null : mode;
    if (mode !== 'auto') changeMode(cluster, node, mode);
  }
  return null;
}

/** The target stands for election at once, and its up-to-date log wins it (Raft dissertation, section 3.10). */
function transferLeadership(cluster: Cluster, target: string): Refusal | null {
  if (!cluster.voters.includes(target))
    return { code: 'NODE_NOT_FOUND', message: `There is no controller "${target}".` };
  const leader = raftLeader(cluster);
  if (leader === null || !hasQuorum(cluster))
    return { code: 'QUORUM_LOST', message: 'There is no leader that could hand over.' };
  if (leader === target) return null;
  raftVoter(cluster, leader).role = 'follower';
  for (const voter of cluster.voters) raftVoter(cluster, voter).leader = null;
  armElection(cluster, target);
  startElection(cluster, target, raftVoter(cluster, target).generation);
  recordEvent(cluster, 'operation-started', target, `${leader} hands leadership to ${target}.`, {
    id: nextName(cluster, 'transfer'),
  });
  return null;
}
