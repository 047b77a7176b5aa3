/** Who belongs to the cluster, and who votes: machines that join, voters that come and go, a state that is put back. */
import { addVm } from './books.ts';
import type { RegistryEntry } from './ass.ts';
import type { Cluster, ClusterNode, Refusal, Vm } from './cluster.ts';
import { listNodes, nodeOf } from './cluster.ts';
import { copyPlain } from './copy.ts';
import { recordEvent } from './events.ts';
import { canConnect, hasValidCertificate } from './links.ts';
import { assignPeers } from './mode.ts';
import { armElection } from './raft.ts';
import { setTimer } from './timers.ts';

/** Joining with a clock further off than this is refused: heartbeats and certificates would be judged wrongly. */
export const JOIN_SKEW_LIMIT_MS = 500;

/** The first cluster: the controllers become voters of term 0 and elect. */
export function bootstrap(cluster: Cluster, voters: readonly string[]): Refusal | null {
  if (cluster.voters.length > 0) return { code: 'INVALID_ARGUMENT', message: 'The cluster exists already.' };
  if (new Set(voters).size !== voters.length || voters.length % 2 === 0)
    return {
      code: 'INVALID_ARGUMENT',
      message: `${voters.length} controllers cannot begin a cluster; name 3 or 5 different ones.`,
    };
  const found: ClusterNode[] = [];
  for (const id of voters) {
    const machine = cluster.machines?.[id] ?? cluster.nodes[id];
    const refusal = rejectMachine(cluster, machine, id, 'controller');
    if (refusal !== null) return refusal;
    if (machine !== undefined) found.push(machine);
  }
  for (const node of found) admit(cluster, node);
  for (const id of voters) addVoterState(cluster, id);
  for (const id of voters) armElection(cluster, id);
  return null;
}

/** A machine whose service runs becomes a node. */
export function joinMachine(cluster: Cluster, id: string, region: string): Refusal | null {
  const machine = cluster.machines?.[id];
  if (cluster.nodes[id] !== undefined)
    return { code: 'INVALID_ARGUMENT', message: `${id} belongs to the cluster already.` };
  const refusal = rejectMachine(cluster, machine, id, null);
  if (refusal !== null || machine === undefined) return refusal;
  if (machine.region !== region)
    return { code: 'INVALID_CONFIG', message: `${id} stands in ${machine.region}, not in ${region}.` };
  admit(cluster, machine);
  return null;
}

function rejectMachine(
  cluster: Cluster,
  machine: ClusterNode | undefined,
  id: string,
  type: 'controller' | null,
): Refusal | null {
  if (machine === undefined) return { code: 'NODE_NOT_FOUND', message: `There is no machine "${id}".` };
  if (type !== null && machine.type !== type)
    return { code: 'INVALID_ARGUMENT', message: `${id} is a ${machine.type}, not a ${type}.` };
  if (machine.process !== 'running')
    return { code: 'TARGET_UNREACHABLE', message: `${id} does not answer: its service is not running.` };
  if (!hasValidCertificate(cluster, machine))
    return {
      code: 'CERTIFICATE_EXPIRED',
      message: `The certificate of ${id} has ended; renew it before it joins.`,
    };
  if (Math.abs(machine.clockSkewMs) > JOIN_SKEW_LIMIT_MS)
    return {
      code: 'INVALID_CONFIG',
      message: `The clock of ${id} is ${machine.clockSkewMs} ms off; the limit is ${JOIN_SKEW_LIMIT_MS} ms.`,
    };
  if (machine.isDiskFull) return { code: 'INSUFFICIENT_RESOURCES', message: `The disk of ${id} is full.` };
  const member = listNodes(cluster).find((node) => node.process === 'running');
  if (member !== undefined && member.version.split('.')[0] !== machine.version.split('.')[0])
    return {
      code: 'VERSION_MISMATCH',
      message: `${id} runs ${machine.version} and the cluster ${member.version}.`,
    };
  return null;
}

function admit(cluster: Cluster, node: ClusterNode): void {
  if (cluster.nodes[node.id] !== undefined) return;
  if (cluster.machines !== undefined) delete cluster.machines[node.id];
  node.joinedAtMs = cluster.nowMs;
  cluster.nodes[node.id] = node;
  setTimer(cluster, node.certificateEndsAtMs, { type: 'certificate-ended', node: node.id });
  assignPeers(cluster);
  recordEvent(cluster, 'node-joined', node.id, `${node.id} joined in ${node.region}.`, {
    region: node.region,
  });
}

function addVoterState(cluster: Cluster, id: string): void {
  const term = Math.max(0, ...cluster.voters.map((voter) => cluster.raft[voter]?.term ?? 0));
  cluster.voters.push(id);
  cluster.raft[id] = {
    role: 'follower',
    term,
    votedFor: null,
    votes: [],
    leader: null,
    lastSequence: 0,
    isElectionDue: false,
    generation: 0,
  };
  cluster.pbftViews[id] = Math.max(0, ...Object.values(cluster.pbftViews));
}

/** One more voter; its log catches up from the leader. */
export function addVoter(cluster: Cluster, id: string): Refusal | null {
  const node = cluster.nodes[id];
  if (node === undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${id}".` };
  if (node.type !== 'controller')
    return { code: 'INVALID_ARGUMENT', message: `${id} is a ${node.type}; only controllers vote.` };
  if (cluster.voters.includes(id)) return { code: 'INVALID_ARGUMENT', message: `${id} votes already.` };
  const proposer = cluster.voters.find((voter) => nodeOf(cluster, voter).process === 'running');
  if (proposer === undefined || !canConnect(cluster, nodeOf(cluster, proposer), node))
    return { code: 'TARGET_UNREACHABLE', message: `${id} does not answer.` };
  addVoterState(cluster, id);
  recordEvent(cluster, 'setting-changed', id, `${id} is a voter.`, { voters: cluster.voters.length });
  return null;
}

/** One voter less; the node stays, so that it can be examined. */
export function removeVoter(cluster: Cluster, id: string): Refusal | null {
  if (!cluster.voters.includes(id)) return { code: 'INVALID_ARGUMENT', message: `${id} is no voter.` };
  if (cluster.voters.length <= 1)
    return { code: 'QUORUM_LOST', message: `${id} is the last voter; without it nothing could be decided.` };
  dropVoter(cluster, id);
  recordEvent(
    cluster,
    'setting-changed',
    id,
    `${id} is no longer a voter.`,
    { voters: cluster.voters.length },
    'warning',
  );
  return null;
}

function dropVoter(cluster: Cluster, id: string): void {
  cluster.voters = cluster.voters.filter((voter) => voter !== id);
  delete cluster.raft[id];
  delete cluster.pbftViews[id];
  delete cluster.suspicions[id];
}

/** One controller goes on alone; the voters that do not answer are struck from the configuration. */
export function emergencyBootstrap(cluster: Cluster, id: string): Refusal | null {
  if (!cluster.voters.includes(id)) return { code: 'INVALID_ARGUMENT', message: `${id} is no voter.` };
  for (const voter of cluster.voters.slice()) if (voter !== id) dropVoter(cluster, voter);
  const voter = cluster.raft[id];
  if (voter !== undefined) {
    voter.leader = null;
    voter.role = 'follower';
  }
  armElection(cluster, id);
  recordEvent(cluster, 'setting-changed', id, `${id} goes on as the only voter.`, { voters: 1 }, 'error');
  return null;
}

/** Puts an earlier registry in force; guests that the registry does not know are struck from their hosts' books. */
export function restoreState(
  cluster: Cluster,
  registry: Readonly<Record<string, RegistryEntry>>,
  vms: Readonly<Record<string, Vm>>,
): Refusal | null {
  cluster.registry = copyPlain(registry);
  cluster.vms = {};
  for (const node of listNodes(cluster)) {
    node.vms = [];
    node.cpuUsed = 0;
    node.memoryUsedBytes = 0;
    node.diskUsedBytes = 0;
  }
  for (const vm of Object.values(copyPlain(vms))) {
    const node = cluster.nodes[vm.node];
    if (node === undefined) continue;
    addVm(cluster, node, vm);
  }
  recordEvent(
    cluster,
    'setting-changed',
    null,
    'An earlier state is in force.',
    { vms: Object.keys(vms).length },
    'warning',
  );
  return null;
}
