/** Intelligent Task Placement: a filter, then a score (reference deployment). */
import type { Cluster, ClusterNode, Mode, Refusal, Vm } from './cluster.ts';
import { listWorkers } from './cluster.ts';
import { canConnect, pathBetween } from './links.ts';
import { majorityMode } from './mode.ts';
import { pluginInUse, type PlacementPlugin } from './plugins.ts';
import { isQuarantined } from './reputation.ts';
import { proposerOf } from './consensus.ts';

/** What placement needs to know of a VM, whether or not it exists. */
export type PlacementRequest = Pick<
  Vm,
  'cpu' | 'memoryBytes' | 'diskBytes' | 'affinityGroup' | 'antiAffinityGroup' | 'affinity' | 'requiredRegions'
> & { id: string | null };

export interface Candidate {
  node: string;
  /** Why the filter removed it, or `null`. */
  rejection: string | null;
  /** Whether the reason is a rule; else it is lack of capacity. */
  isRule: boolean;
  score: number;
}

export type Placement =
  { node: string; candidates: Candidate[] } | { refusal: Refusal; candidates: Candidate[] };

/** Score on wide networks: latency 0.3, reliability 0.4, cost 0.2, sovereignty 0.1. */
export function wideScore(parts: {
  latency: number;
  reliability: number;
  cost: number;
  sovereignty: number;
}): number {
  return 0.3 * parts.latency + 0.4 * parts.reliability + 0.2 * parts.cost + 0.1 * parts.sovereignty;
}

/** The best node that no rule excludes. */
export function placeVm(
  cluster: Cluster,
  request: PlacementRequest,
  excluded: readonly string[] = [],
): Placement {
  const workers = listWorkers(cluster);
  const rules = gatherRules(cluster, request);
  const controllerId = proposerOf(cluster);
  const controller = controllerId === null ? undefined : cluster.nodes[controllerId];
  const mode = majorityMode(cluster, 'worker');
  const plugin = pluginInUse(cluster, 'placement');
  const candidates = workers.map((node): Candidate => {
    const rejected = excluded.includes(node.id)
      ? { reason: 'excluded by the request', isRule: true }
      : reject(cluster, node, request, rules, controller);
    if (rejected !== null)
      return { node: node.id, rejection: rejected.reason, isRule: rejected.isRule, score: 0 };
    return {
      node: node.id,
      rejection: null,
      isRule: false,
      score: scoreNode(cluster, node, request, mode, controller, plugin),
    };
  });
  const best = candidates
    .filter((candidate) => candidate.rejection === null)
    .reduce<Candidate | null>(
      (winner, next) => (winner === null || next.score > winner.score ? next : winner),
      null,
    );
  if (best !== null) return { node: best.node, candidates };
  const isRule = candidates.every((candidate) => candidate.isRule);
  return {
    refusal: isRule
      ? { code: 'PLACEMENT_FAILED', message: 'No node satisfies the placement rules.' }
      : {
          code: 'INSUFFICIENT_RESOURCES',
          message: 'Every node that the rules allow has too little capacity free.',
        },
    candidates,
  };
}

interface Rules {
  affinityNodes: Set<string>;
  /** Nodes of VMs that the VM must share one node with: more than one cannot be satisfied. */
  sharedNodes: Set<string>;
  antiAffinityNodes: Set<string>;
}

function gatherRules(cluster: Cluster, request: PlacementRequest): Rules {
  const rules: Rules = { affinityNodes: new Set(), sharedNodes: new Set(), antiAffinityNodes: new Set() };
  for (const vm of Object.values(cluster.vms)) {
    if (vm.id === request.id) continue;
    if (request.affinityGroup !== null && vm.affinityGroup === request.affinityGroup)
      rules.affinityNodes.add(vm.node);
    if (request.antiAffinityGroup !== null && vm.antiAffinityGroup === request.antiAffinityGroup)
      rules.antiAffinityNodes.add(vm.node);
    // A rule that names the other VM holds for both of them.
    for (const rule of [
      request.affinity?.vms.includes(vm.id) === true ? request.affinity : null,
      request.id !== null && vm.affinity?.vms.includes(request.id) === true ? vm.affinity : null,
    ]) {
      if (rule?.type === 'affinity') rules.sharedNodes.add(vm.node);
      if (rule?.type === 'anti-affinity') rules.antiAffinityNodes.add(vm.node);
    }
  }
  return rules;
}

/** Why a node cannot take the VM; `null` if it can. Also the check of a target that somebody named. */
export function rejectTarget(
  cluster: Cluster,
  node: ClusterNode,
  request: PlacementRequest,
): { reason: string; isRule: boolean } | null {
  const controllerId = proposerOf(cluster);
  return reject(
    cluster,
    node,
    request,
    gatherRules(cluster, request),
    controllerId === null ? undefined : cluster.nodes[controllerId],
  );
}

function reject(
  cluster: Cluster,
  node: ClusterNode,
  request: PlacementRequest,
  rules: Rules,
  controller: ClusterNode | undefined,
): { reason: string; isRule: boolean } | null {
  const rule = (reason: string): { reason: string; isRule: boolean } => ({ reason, isRule: true });
  const short = (reason: string): { reason: string; isRule: boolean } => ({ reason, isRule: false });
  if (node.inMaintenance) return rule('in maintenance');
  if (isQuarantined(node)) return rule('in quarantine');
  if (controller === undefined || !canConnect(cluster, controller, node)) return rule('unreachable');
  if (request.requiredRegions.length > 0 && !request.requiredRegions.includes(node.region))
    return rule(`in region ${node.region}`);
  if (rules.affinityNodes.size > 0 && !rules.affinityNodes.has(node.id))
    return rule('away from its affinity group');
  for (const other of rules.sharedNodes)
    if (other !== node.id) return rule(`away from a VM of its affinity rule, which is on ${other}`);
  if (rules.antiAffinityNodes.has(node.id)) return rule('beside a VM of its anti-affinity group');
  if (node.isDiskFull || node.diskUsedBytes + request.diskBytes > node.diskBytes) return short('disk');
  const freeShare = cluster.settings['placement.constraints.min_free_memory_pct'] / 100;
  if (node.memoryUsedBytes + request.memoryBytes > node.memoryBytes * (1 - freeShare)) return short('memory');
  // Guests share processors: the manual plans for up to 1.79 to 1 and asks whether they are idle half of the time.
  if (node.cpuUsed + request.cpu > 2 * node.cpu) return short('processors');
  if (node.vms.length >= cluster.settings['placement.constraints.max_vms_per_node'])
    return short('number of VMs');
  return null;
}

function scoreNode(
  cluster: Cluster,
  node: ClusterNode,
  request: PlacementRequest,
  mode: Mode,
  controller: ClusterNode | undefined,
  plugin: PlacementPlugin | undefined,
): number {
  // An assigned node wins against every score, which stays far below.
  if (request.id !== null && plugin?.assignment?.[request.id] === node.id) return Number.MAX_VALUE;
  const reliability = (node.uptimeRatio * node.reputation.score) / 100;
  const fill = (node.memoryUsedBytes + request.memoryBytes) / node.memoryBytes;
  const closeness = (): number => {
    const rttMs = controller === undefined ? 0 : pathBetween(cluster, controller, node).rttMs;
    return Math.max(0, 1 - rttMs / 500);
  };
  if (plugin?.weights !== undefined) {
    const { fill: ofFill = 0, reliability: ofReliability = 0, latency = 0, cost = 0 } = plugin.weights;
    return ofFill * fill + ofReliability * reliability + latency * closeness() + cost * node.costScore;
  }
  if (mode !== 'internet') {
    // In a datacenter mostly utilisation: the fullest node that fits keeps the others free for large guests.
    return 0.8 * fill + 0.2 * reliability;
  }
  const sovereignty =
    request.requiredRegions.length === 0 || request.requiredRegions.includes(node.region) ? 1 : 0;
  // Equal nodes are told apart by utilisation, with a weight too small to outvote any part of the score.
  return wideScore({ latency: closeness(), reliability, cost: node.costScore, sovereignty }) + 0.01 * fill;
}

/** Highest utilisation at which the loss of one of n equal workers still leaves the required share free. */
export function highestUtilisation(workers: number, freeShare: number): number {
  return ((1 - freeShare) * (workers - 1)) / workers;
}

/** Share of the memory of all ready workers that VMs use. */
export function clusterUtilisation(cluster: Cluster): number {
  const workers = listWorkers(cluster).filter((node) => node.process === 'running' && !isQuarantined(node));
  const size = workers.reduce((sum, node) => sum + node.memoryBytes, 0);
  return size === 0 ? 0 : workers.reduce((sum, node) => sum + node.memoryUsedBytes, 0) / size;
}
