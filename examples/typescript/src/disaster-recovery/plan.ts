/** What to do about each VM of a region that is down. */
import type { Node, Vm } from '../dwcp/types.ts';
import type { FleetVm } from '../fleet/fleet.ts';
import type { WorkerLoad } from '../fleet/workers.ts';

export type Step =
  /** Its worker still answers, so its memory can be moved. */
  | { readonly type: 'migrate'; readonly vm: string; readonly from: string; readonly target: string }
  /** It has stopped with its worker and keeps nothing of its own: delete it and make it anew elsewhere. */
  | { readonly type: 'recreate'; readonly vm: string; readonly exists: boolean; readonly region: string }
  /** Nothing can be done safely; a person has to know why. */
  | { readonly type: 'hold'; readonly vm: string; readonly reason: string };

/** Share of its memory that a worker is filled to. */
const CEILING = 0.85;

// region: plan
/** Steps for the fleet, the most important VM first. `vms` holds what exists of it. */
export function planRecovery(
  region: string,
  fleet: readonly FleetVm[],
  vms: ReadonlyMap<string, Vm>,
  nodes: readonly Node[],
  workers: readonly WorkerLoad[],
): Step[] {
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const refuges = workers.filter((worker) => worker.region !== region).map((worker) => ({ ...worker }));
  const steps: Step[] = [];
  for (const { vm: id, recreate } of fleet.toSorted((a, b) => b.priority - a.priority)) {
    const vm = vms.get(id);
    const node = vm === undefined ? undefined : nodeOf.get(vm.node);
    const isHere = vm === undefined ? recreate !== undefined : node?.region === region;
    if (!isHere || vm?.status === 'creating' || vm?.status === 'migrating') continue;
    const hold = (reason: string): void => void steps.push({ type: 'hold', vm: id, reason });
    const rule = vm?.placement.region ?? recreate?.placement?.region;
    const exists = vm !== undefined;
    const isAway = node === undefined || node.status === 'unreachable';
    // The cluster has no contact with the worker, and the worker may be well: a second VM could be one too many.
    if (vm?.status === 'running' && isAway) hold(`It may be running on ${vm.node}, which does not answer.`);
    else if (vm !== undefined && vm.status !== 'running' && !isAway)
      hold(`It is ${vm.status}, and its worker answers.`);
    else if (isAway && recreate === undefined)
      hold('It stopped with its worker, and its disk is there and nowhere else.');
    else if (rule === region) hold(`A rule binds it to ${region}.`);
    else {
      const memoryGb = vm?.resources.memory_gb ?? recreate?.resources.memory_gb ?? 0;
      const refuge = takeRoom(refuges, memoryGb);
      if (refuge === undefined) hold(`No worker outside ${region} has ${memoryGb} GB to spare.`);
      else if (isAway) steps.push({ type: 'recreate', vm: id, exists, region: refuge.region });
      else steps.push({ type: 'migrate', vm: id, from: node.id, target: refuge.id });
    }
  }
  return steps;
}

/** The worker with the most room, on whose books the memory is put. */
function takeRoom(
  refuges: { id: string; region: string; memoryGb: number; usedGb: number }[],
  memoryGb: number,
): { id: string; region: string } | undefined {
  const roomOf = (worker: WorkerLoad): number => CEILING * worker.memoryGb - worker.usedGb;
  const [widest] = refuges.toSorted((a, b) => roomOf(b) - roomOf(a) || (a.id < b.id ? -1 : 1));
  if (widest === undefined || roomOf(widest) < memoryGb) return undefined;
  widest.usedGb += memoryGb;
  return widest;
}
// endregion
