/** Planning a better placement: it moves nothing. */
import { addVm, releaseFrom } from '../books.ts';
import type { Cluster, ClusterNode, Vm } from '../cluster.ts';
import { listWorkers, nodeOf } from '../cluster.ts';
import { proposerOf } from '../consensus.ts';
import { copyPlain } from '../copy.ts';
import { packGenetic } from '../itp-genetic.ts';
import { placeAnew } from '../plugin-benchmark.ts';
import { pluginInUse, type PlacementPlugin } from '../plugins.ts';
import { rejectTarget } from '../itp.ts';
import { pathBetween } from '../links.ts';
import { isWorkerReady } from '../status.ts';
import { done, refused, type Answer, type Call } from './call.ts';
import type { OptimizeBody } from './requests.ts';
import type { OptimizeResponse } from './responses.ts';

type Move = OptimizeResponse['migrations'][number];

/** What moving costs in the estimate: mean of the level table, and one migration after the other. */
const ESTIMATED_RATIO = 2.5;

export function optimizePlacement({ cluster, body }: Call<unknown, OptimizeBody>): Answer {
  // The plan is tried out on a copy, so that every move meets the rules as the moves before it left them.
  const trial = copyPlain(cluster);
  trial.settings['placement.constraints.max_vms_per_node'] = body.constraints?.max_vms_per_node ?? 100;
  trial.settings['placement.constraints.min_free_memory_pct'] = body.constraints?.min_free_memory_pct ?? 10;
  const workers = listWorkers(trial).filter((worker) => isWorkerReady(trial, worker));
  if (workers.length === 0) {
    return refused('PLACEMENT_FAILED', 'No worker is ready to take VMs.', { rule: 'status' });
  }
  const algorithm = body.algorithm ?? cluster.settings['placement.algorithm'];
  // A call that names no algorithm leaves it to the plug-in, if there is one.
  const plugin = body.algorithm === undefined ? pluginInUse(cluster, 'placement') : undefined;
  const moves =
    body.target === 'latency'
      ? planForLatency(trial, workers)
      : plugin !== undefined
        ? planByPlugin(trial, plugin)
        : algorithm === 'genetic'
          ? planGenetic(trial, workers)
          : planForUtilisation(trial, workers);
  const next: Cluster = { ...cluster, nextId: cluster.nextId + 1 };
  const answer: OptimizeResponse = {
    optimization_id: `opt-${next.nextId}`,
    status: 'completed',
    result: {
      migrations_required: moves.length,
      resource_utilization: utilisationOf(listWorkers(trial)),
      estimated_time_minutes: estimateMinutes(cluster, moves),
    },
    migrations: moves,
  };
  return done(next, answer);
}

/** Moves a running VM on the trial copy if the rules allow it. */
function tryMove(trial: Cluster, vm: Vm, target: ClusterNode): Move | null {
  if (vm.state !== 'running' || vm.node === target.id || rejectTarget(trial, target, vm) !== null)
    return null;
  const source = nodeOf(trial, vm.node);
  const move = { vm_id: vm.id, from: source.id, to: target.id };
  releaseFrom(source, vm);
  addVm(trial, target, vm);
  return move;
}

function vmsOf(trial: Cluster, node: ClusterNode): Vm[] {
  return node.vms.flatMap((id) => trial.vms[id] ?? []).sort((a, b) => b.memoryBytes - a.memoryBytes);
}

/** Empties the least used workers one by one, as long as all of their VMs fit on fuller ones. */
function planForUtilisation(trial: Cluster, workers: readonly ClusterNode[]): Move[] {
  const plan: Move[] = [];
  const fill = (node: ClusterNode): number => node.memoryUsedBytes / node.memoryBytes;
  const byFill = workers.filter((node) => node.vms.length > 0).sort((a, b) => fill(a) - fill(b));
  for (const source of byFill) {
    const undo: { vm: Vm; move: Move }[] = [];
    let isEmptied = true;
    for (const vm of vmsOf(trial, source)) {
      const targets = workers
        .filter((node) => node !== source && fill(node) >= fill(source) && node.vms.length > 0)
        .sort((a, b) => fill(b) - fill(a));
      let move: Move | null = null;
      for (const target of targets) {
        move = tryMove(trial, vm, target);
        if (move !== null) break;
      }
      if (move === null) {
        isEmptied = false;
        break;
      }
      undo.push({ vm, move });
    }
    if (isEmptied) plan.push(...undo.map(({ move }) => move));
    else for (const { vm, move } of undo.reverse()) tryMove(trial, vm, nodeOf(trial, move.from));
  }
  return plan;
}

/** Moves each VM to the worker with the shortest round trip to the leading controller, if it is shorter by 1 ms or more. */
function planForLatency(trial: Cluster, workers: readonly ClusterNode[]): Move[] {
  const leader = proposerOf(trial);
  if (leader === null) return [];
  const controller = nodeOf(trial, leader);
  const rtt = (node: ClusterNode): number => pathBetween(trial, controller, node).rttMs;
  const nearest = workers.slice().sort((a, b) => rtt(a) - rtt(b));
  const plan: Move[] = [];
  for (const vm of Object.values(trial.vms)) {
    const presentMs = rtt(nodeOf(trial, vm.node));
    for (const target of nearest) {
      if (rtt(target) > presentMs - 1) break;
      const move = tryMove(trial, vm, target);
      if (move === null) continue;
      plan.push(move);
      break;
    }
  }
  return plan;
}

/** The genetic baseline packs all VMs anew; moves that a rule or the order forbids are left out. */
function planGenetic(trial: Cluster, workers: readonly ClusterNode[]): Move[] {
  const vms = Object.values(trial.vms).filter((vm) => vm.state === 'running');
  const freeShare = trial.settings['placement.constraints.min_free_memory_pct'] / 100;
  const packing = packGenetic(
    vms,
    workers.map((node) => ({ cpu: 2 * node.cpu, memoryBytes: node.memoryBytes * (1 - freeShare) })),
    trial.seed,
  );
  const plan: Move[] = [];
  for (const [index, vm] of vms.entries()) {
    const target = workers[packing.nodes[index] ?? -1];
    const move = target === undefined ? null : tryMove(trial, vm, target);
    if (move !== null) plan.push(move);
  }
  return plan;
}

/** The plug-in places all VMs anew; moves that a rule or the order forbids are left out. */
function planByPlugin(trial: Cluster, plugin: PlacementPlugin): Move[] {
  return [...placeAnew(trial, [plugin]).nodes].flatMap(([id, node]) => {
    const vm = trial.vms[id];
    const move = vm === undefined ? null : tryMove(trial, vm, nodeOf(trial, node));
    return move ?? [];
  });
}

/** Mean memory use of the workers that hold anything, 0–1. */
function utilisationOf(workers: readonly ClusterNode[]): number {
  const used = workers.filter((node) => node.vms.length > 0);
  if (used.length === 0) return 0;
  const sum = used.reduce((total, node) => total + node.memoryUsedBytes / node.memoryBytes, 0);
  return Math.round((sum / used.length) * 1000) / 1000;
}

/** Memory ÷ ratio ÷ bandwidth for each, one after the other (fact sheet 7.2). */
function estimateMinutes(cluster: Cluster, moves: readonly Move[]): number {
  let seconds = 0;
  for (const move of moves) {
    const path = pathBetween(cluster, nodeOf(cluster, move.from), nodeOf(cluster, move.to));
    const memoryBytes = cluster.vms[move.vm_id]?.memoryBytes ?? 0;
    seconds += (memoryBytes * 8) / ESTIMATED_RATIO / (Math.max(1, path.capacityMbps) * 1e6);
  }
  return Math.round((seconds / 60) * 100) / 100;
}
