/** Releases, and the operations that install them: in place, one node or batch at a time, or as a second cluster. */
import type { Cluster, Refusal } from './cluster.ts';
import { listWorkers, nextName, nodeOf } from './cluster.ts';
import { recordEvent } from './events.ts';
import { raftLeader } from './raft.ts';
import { setTimer } from './timers.ts';

/** A release and what is wrong with it; a good one has no errors and a latency factor of 1. */
export interface Release {
  version: string;
  /** Share of requests that end in an error. */
  errorRatio: number;
  latencyFactor: number;
}

export interface Operation {
  id: string;
  kind: 'upgrade' | 'rollback';
  strategy: 'in-place' | 'blue-green';
  version: string;
  startedAtMs: number;
  endedAtMs: number | null;
  /** Batches of nodes still to come. */
  batches: string[][];
  current: string[];
  stage: 'waiting' | 'stopped' | 'verifying' | 'preparing' | 'switching';
  /** When the service name was pointed at the new cluster. */
  switchedAtMs: number | null;
}

/** Times of the manual's rollback steps (reference deployment): start 10 s after stop, then wait; workers wait 60 s. */
const SWAP_MS = 10_000;
const VERIFY_CONTROLLER_MS = 30_000;
const VERIFY_WORKER_MS = 60_000;
/** Building the second cluster; the manual gives no figure, ten minutes is this model's own. */
const PREPARE_MS = 600_000;
/** Life of a name in caches: clients move over while it runs out. */
const NAME_TTL_MS = 300_000;

export interface OperationRequest {
  kind: 'upgrade' | 'rollback';
  strategy: 'in-place' | 'blue-green';
  version: string;
  nodes: string[] | null;
  percent: number;
}

/** The hash that decides whether a node takes part at a percentage: FNV-1a modulo 100 (reference deployment). */
export function rolloutBucket(nodeId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < nodeId.length; index += 1) {
    hash = Math.imul(hash ^ nodeId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % 100;
}

export function startOperation(cluster: Cluster, request: OperationRequest): Operation | Refusal {
  if (cluster.operation !== null && cluster.operation.endedAtMs === null) {
    return { code: 'INVALID_ARGUMENT', message: `${cluster.operation.id} has not ended yet.` };
  }
  if (cluster.releases[request.version] === undefined) {
    return { code: 'INVALID_ARGUMENT', message: `There is no release ${request.version}.` };
  }
  const unknown = request.nodes?.find((id) => !(id in cluster.nodes));
  if (unknown !== undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${unknown}".` };
  const chosen = (id: string): boolean =>
    request.nodes === null ? rolloutBucket(id) < request.percent : request.nodes.includes(id);
  const needs = (id: string): boolean => chosen(id) && nodeOf(cluster, id).version !== request.version;
  const leader = raftLeader(cluster);
  // The leader comes last, because each change of leader costs an election.
  const controllers = cluster.voters.filter((id) => needs(id) && id !== leader);
  if (leader !== null && needs(leader)) controllers.push(leader);
  const workers = listWorkers(cluster)
    .map((node) => node.id)
    .filter(needs);
  const batchSize = Math.max(1, Math.min(100, Math.floor(listWorkers(cluster).length / 10)));
  const batches: string[][] = controllers.map((id) => [id]);
  for (let index = 0; index < workers.length; index += batchSize)
    batches.push(workers.slice(index, index + batchSize));
  const operation: Operation = {
    id: nextName(cluster, request.kind),
    kind: request.kind,
    strategy: request.strategy,
    version: request.version,
    startedAtMs: cluster.nowMs,
    endedAtMs: null,
    batches,
    current: [],
    stage: request.strategy === 'blue-green' ? 'preparing' : 'waiting',
    switchedAtMs: null,
  };
  cluster.operation = operation;
  recordEvent(
    cluster,
    'operation-started',
    null,
    `${operation.id} to release ${request.version} (${request.strategy}) has started.`,
    {
      operation: operation.id,
      version: request.version,
    },
  );
  // Going back to a cluster that still stands needs no preparation.
  const delayMs = request.strategy === 'in-place' || request.kind === 'rollback' ? 0 : PREPARE_MS;
  setTimer(cluster, cluster.nowMs + delayMs, { type: 'operation-step', operation: operation.id });
  return operation;
}

/** Share of the traffic that has reached the second cluster, while the name changes over. */
export function newTrafficShare(cluster: Cluster): number {
  const { operation } = cluster;
  if (operation === null || operation.stage !== 'switching' || operation.switchedAtMs === null) return 0;
  return Math.min(1, (cluster.nowMs - operation.switchedAtMs) / NAME_TTL_MS);
}

/** The next step. Says whether nodes stopped or started, so that the caller can look at the cluster again. */
export function stepOperation(cluster: Cluster, id: string): boolean {
  const { operation } = cluster;
  if (operation === null || operation.id !== id || operation.endedAtMs !== null) return false;
  const later = (delayMs: number): void =>
    setTimer(cluster, cluster.nowMs + delayMs, { type: 'operation-step', operation: id });
  switch (operation.stage) {
    case 'preparing':
      operation.stage = 'switching';
      operation.switchedAtMs = cluster.nowMs;
      recordEvent(
        cluster,
        'traffic-switched',
        null,
        `The service name points at the cluster of release ${operation.version}.`,
        { version: operation.version },
      );
      later(NAME_TTL_MS);
      return false;
    case 'switching':
      for (const node of operation.batches.flat()) install(cluster, node, operation.version);
      operation.batches = [];
      endOperation(cluster, operation);
      return false;
    case 'waiting':
    case 'verifying': {
      const next = operation.batches.shift();
      operation.current = next ?? [];
      if (next === undefined) {
        endOperation(cluster, operation);
        return false;
      }
      operation.stage = 'stopped';
      for (const node of next) {
        nodeOf(cluster, node).process = 'stopped';
        recordEvent(cluster, 'process-stopped', node, `The service of ${node} stopped for ${operation.id}.`, {
          operation: id,
        });
      }
      later(SWAP_MS);
      return true;
    }
    case 'stopped': {
      operation.stage = 'verifying';
      let hasController = false;
      for (const id of operation.current) {
        const node = nodeOf(cluster, id);
        install(cluster, id, operation.version);
        // A host that crashed meanwhile stays down.
        if (node.process === 'stopped') node.process = 'running';
        hasController ||= node.type === 'controller';
        recordEvent(
          cluster,
          'process-started',
          id,
          `The service of ${id} runs release ${operation.version}.`,
          { version: operation.version },
        );
      }
      later(hasController ? VERIFY_CONTROLLER_MS : VERIFY_WORKER_MS);
      return true;
    }
  }
}

function install(cluster: Cluster, id: string, version: string): void {
  nodeOf(cluster, id).version = version;
  recordEvent(cluster, 'release-installed', id, `${id} has release ${version}.`, { version });
}

function endOperation(cluster: Cluster, operation: Operation): void {
  operation.endedAtMs = cluster.nowMs;
  operation.stage = 'waiting';
  recordEvent(
    cluster,
    'operation-ended',
    null,
    `${operation.id} took ${Math.round((cluster.nowMs - operation.startedAtMs) / 1000)} s.`,
    {
      operation: operation.id,
      durationMs: cluster.nowMs - operation.startedAtMs,
    },
  );
}
