/** Faults that a lab injects, and what ends them. */
import type { Behaviour } from './attackers.ts';
import type { Cluster, ClusterNode, Refusal } from './cluster.ts';
import { nextName } from './cluster.ts';
import { recordEvent } from './events.ts';
import { findLink, type Impairment } from './links.ts';
import { setTimer } from './timers.ts';

/** Where a network fault works: what leaves a node, or a link between two regions on one side or on both. */
export type FaultPlace = { node: string } | { from: string; to: string; sides?: 'one' | 'both' };

export type Fault =
  | { type: 'delay'; on: FaultPlace; delayMs: number; jitterMs?: number }
  | { type: 'loss'; on: FaultPlace; lossRatio: number }
  | { type: 'throttle'; on: FaultPlace; rateMbps: number }
  | { type: 'partition'; on: FaultPlace }
  /** Traffic of others takes a part of a link, as a backup job does. */
  | { type: 'background'; from: string; to: string; rateMbps: number }
  | { type: 'crash'; node: string }
  | { type: 'full-disk'; node: string }
  | { type: 'slow-disk'; node: string; writeMs: number }
  | { type: 'expired-certificate'; node: string }
  | { type: 'clock-skew'; node: string; skewMs: number }
  | { type: 'attacker'; node: string; behaviour: Behaviour }
  | { type: 'release'; version: string; errorRatio: number; latencyFactor?: number };

export const CERTIFICATE_LIFE_MS = 90 * 86_400_000;
const SOUND_DISK_WRITE_MS = 5;

function findNode(cluster: Cluster, id: string): ClusterNode | Refusal {
  return cluster.nodes[id] ?? { code: 'NODE_NOT_FOUND', message: `There is no node "${id}".` };
}

function addImpairment(cluster: Cluster, on: FaultPlace, effect: Partial<Impairment>): Refusal | string {
  if ('node' in on) {
    const node = findNode(cluster, on.node);
    if ('code' in node) return node;
  } else if (findLink(cluster, on.from, on.to) === undefined) {
    return { code: 'INVALID_ARGUMENT', message: `There is no link between "${on.from}" and "${on.to}".` };
  }
  const id = nextName(cluster, 'fault');
  cluster.impairments.push({
    id,
    on:
      'node' in on
        ? { type: 'node', node: on.node }
        : { type: 'link', from: on.from, to: on.to, sides: on.sides ?? 'one' },
    delayMs: 0,
    jitterMs: 0,
    lossRatio: 0,
    rateMbps: null,
    isDown: false,
    ...effect,
  });
  return id;
}

/** Injects a fault. Network faults get a name, `fault-N`, under which they can be cleared. */
export function injectFault(cluster: Cluster, fault: Fault): Refusal | null {
  const result = applyFault(cluster, fault);
  if (result !== null && typeof result === 'object') return result;
  const place = 'node' in fault ? fault.node : null;
  recordEvent(
    cluster,
    'fault-injected',
    place,
    `A fault begins: ${fault.type}.`,
    { fault: fault.type, id: result ?? '' },
    'warning',
  );
  return null;
}

function applyFault(cluster: Cluster, fault: Fault): Refusal | string | null {
  switch (fault.type) {
    case 'delay':
      return addImpairment(cluster, fault.on, { delayMs: fault.delayMs, jitterMs: fault.jitterMs ?? 0 });
    case 'loss':
      return addImpairment(cluster, fault.on, { lossRatio: Math.min(1, Math.max(0, fault.lossRatio)) });
    case 'throttle':
      return addImpairment(cluster, fault.on, { rateMbps: Math.max(0, fault.rateMbps) });
    case 'partition':
      return addImpairment(cluster, fault.on, { isDown: true });
    case 'background': {
      const link = findLink(cluster, fault.from, fault.to);
      if (link === undefined)
        return {
          code: 'INVALID_ARGUMENT',
          message: `There is no link between "${fault.from}" and "${fault.to}".`,
        };
      link.backgroundMbps = Math.max(0, fault.rateMbps);
      return null;
    }
    case 'release':
      cluster.releases[fault.version] = {
        version: fault.version,
        errorRatio: fault.errorRatio,
        latencyFactor: fault.latencyFactor ?? 1,
      };
      return null;
    default: {
      const node = findNode(cluster, fault.node);
      if ('code' in node) return node;
      strikeNode(cluster, node, fault);
      return null;
    }
  }
}

function strikeNode(cluster: Cluster, node: ClusterNode, fault: Extract<Fault, { node: string }>): void {
  switch (fault.type) {
    case 'crash':
      crashNode(cluster, node);
      return;
    case 'full-disk':
      node.isDiskFull = true;
      recordEvent(cluster, 'disk-filled', node.id, `The disk of ${node.id} is full.`, {}, 'error');
      return;
    case 'slow-disk':
      node.diskWriteMs = fault.writeMs;
      return;
    case 'expired-certificate':
      node.certificateEndsAtMs = Math.min(node.certificateEndsAtMs, cluster.nowMs);
      return;
    case 'clock-skew':
      node.clockSkewMs = fault.skewMs;
      recordEvent(
        cluster,
        'clock-changed',
        node.id,
        `The clock of ${node.id} is ${fault.skewMs} ms off.`,
        { skewMs: fault.skewMs },
        'warning',
      );
      return;
    case 'attacker':
      cluster.behaviours[node.id] = fault.behaviour;
      return;
  }
}

/** The host goes down with everything on it. */
function crashNode(cluster: Cluster, node: ClusterNode): void {
  node.process = 'crashed';
  recordEvent(cluster, 'process-stopped', node.id, `${node.id} is down.`, { isCrash: true }, 'error');
  for (const id of node.vms) {
    const vm = cluster.vms[id];
    if (vm === undefined || vm.state === 'lost') continue;
    if (vm.state === 'running') vm.state = 'stopped';
    recordEvent(cluster, 'vm-down', node.id, `${vm.name} is down with ${node.id}.`, { vm: id }, 'error');
  }
}

/** Starts the service, or the host first if it is down; guests of a host that was down start with it. */
export function startNode(cluster: Cluster, node: ClusterNode): void {
  const wasDown = node.process === 'crashed';
  node.process = 'running';
  recordEvent(cluster, 'process-started', node.id, `${node.id} runs.`, { version: node.version });
  if (!wasDown) return;
  for (const id of node.vms) {
    const vm = cluster.vms[id];
    if (vm?.state === 'stopped') vm.state = 'running';
  }
}

/** Stops the service; guests go on running, because they need none of it. */
export function stopNode(cluster: Cluster, node: ClusterNode): void {
  if (node.process === 'running') node.process = 'stopped';
  recordEvent(
    cluster,
    'process-stopped',
    node.id,
    `The service of ${node.id} stopped.`,
    { isCrash: false },
    'warning',
  );
}

/** Ends a named network fault, all faults of a node, or all network faults with `all`. */
export function clearFault(cluster: Cluster, target: string): Refusal | null {
  const before = cluster.impairments.length;
  const node = cluster.nodes[target];
  cluster.impairments = cluster.impairments.filter(
    (impairment) =>
      target !== 'all' &&
      impairment.id !== target &&
      !(impairment.on.type === 'node' && impairment.on.node === target),
  );
  if (node !== undefined) {
    if (node.isDiskFull)
      recordEvent(cluster, 'disk-freed', node.id, `The disk of ${node.id} has room again.`);
    node.isDiskFull = false;
    node.diskWriteMs = SOUND_DISK_WRITE_MS;
    if (node.clockSkewMs !== 0)
      recordEvent(cluster, 'clock-changed', node.id, `The clock of ${node.id} is right again.`, {
        skewMs: 0,
      });
    node.clockSkewMs = 0;
    delete cluster.behaviours[node.id];
    if (node.process === 'crashed') startNode(cluster, node);
  } else if (cluster.impairments.length === before && target !== 'all') {
    return { code: 'INVALID_ARGUMENT', message: `There is no fault and no node "${target}".` };
  }
  recordEvent(cluster, 'fault-cleared', node?.id ?? null, `The fault of ${target} is cleared.`, { target });
  return null;
}

/** A new certificate for 90 days, in use at once. */
export function renewCertificate(cluster: Cluster, node: ClusterNode, lifeMs = CERTIFICATE_LIFE_MS): void {
  node.certificateEndsAtMs = cluster.nowMs + lifeMs;
  setTimer(cluster, node.certificateEndsAtMs, { type: 'certificate-ended', node: node.id });
  recordEvent(cluster, 'certificate-renewed', node.id, `The certificate of ${node.id} is new.`, {
    endsAtMs: node.certificateEndsAtMs,
  });
}
