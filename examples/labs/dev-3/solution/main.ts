/**
 * Developer Lab 3: the fewest workers that hold all VMs. It asks "do they fit on two workers? on three?", and answers
 * each question by a search that goes back where a choice leads nowhere.
 */
import type { PlacementLimits, PlacementVm, PlacementWorker } from '../starter/dwcp-plugin.d.ts';

export const name = 'fewest-workers';

type Plan = Record<string, string>;

/** Steps of the search on one number of workers; then the next number is tried, so that an answer always comes soon. */
const STEP_LIMIT = 50_000;

export function place(vms: PlacementVm[], workers: PlacementWorker[], limits: PlacementLimits): Plan {
  const largestFirst = vms.toSorted((a, b) => b.memoryGib - a.memoryGib);
  const roomiestFirst = workers.toSorted((a, b) => freeGib(b, limits) - freeGib(a, limits));
  for (let count = 1; count <= workers.length; count += 1) {
    const plan: Plan = {};
    if (fits(largestFirst, roomiestFirst.slice(0, count), limits, plan)) return plan;
  }
  return placeWhatFits(largestFirst, roomiestFirst, limits);
}

/** Whether the VMs fit on these workers; the plan says how. The workers are left as they were. */
function fits(
  vms: readonly PlacementVm[],
  workers: readonly PlacementWorker[],
  limits: PlacementLimits,
  plan: Plan,
): boolean {
  let steps = 0;
  const search = (index: number): boolean => {
    const vm = vms[index];
    if (vm === undefined) return true;
    const tried = new Set<string>();
    for (const worker of workers) {
      // Two workers that look alike lead to the same end; one of them is enough.
      const look = JSON.stringify([
        worker.region,
        freeGib(worker, limits),
        worker.used,
        vmsOn(worker, vm, plan),
      ]);
      if (tried.has(look) || !canTake(worker, vm, limits, plan)) continue;
      tried.add(look);
      steps += 1;
      if (steps > STEP_LIMIT) return false;
      book(worker, vm, 1);
      plan[vm.id] = worker.id;
      const isDone = search(index + 1);
      book(worker, vm, -1);
      if (isDone) return true;
      delete plan[vm.id];
    }
    return false;
  };
  return search(0);
}

/** When they do not fit at all: as many as possible, the largest first. */
function placeWhatFits(
  vms: readonly PlacementVm[],
  workers: readonly PlacementWorker[],
  limits: PlacementLimits,
): Plan {
  const plan: Plan = {};
  for (const vm of vms) {
    const worker = workers.find((each) => canTake(each, vm, limits, plan));
    if (worker === undefined) continue;
    book(worker, vm, 1);
    plan[vm.id] = worker.id;
  }
  return plan;
}

function freeGib({ memoryGib, used }: PlacementWorker, { freeMemoryRatio }: PlacementLimits): number {
  return memoryGib * (1 - freeMemoryRatio) - used.memoryGib;
}

function canTake(worker: PlacementWorker, vm: PlacementVm, limits: PlacementLimits, plan: Plan): boolean {
  const { used } = worker;
  return (
    vm.memoryGib <= freeGib(worker, limits) &&
    used.cpu + vm.cpu <= limits.cpuShare * worker.cpu &&
    used.diskGb + vm.diskGb <= worker.diskGb &&
    used.vms < limits.maxVmsPerWorker &&
    (vm.requiredRegions.length === 0 || vm.requiredRegions.includes(worker.region)) &&
    vm.together.every((id) => plan[id] === undefined || plan[id] === worker.id) &&
    vm.apart.every((id) => plan[id] !== worker.id)
  );
}

/** What on the worker matters to the rules of the VM. */
function vmsOn({ id }: PlacementWorker, { together, apart }: PlacementVm, plan: Plan): string[] {
  return [...together, ...apart].filter((other) => plan[other] === id);
}

function book({ used }: PlacementWorker, vm: PlacementVm, sign: 1 | -1): void {
  used.cpu += sign * vm.cpu;
  used.memoryGib += sign * vm.memoryGib;
  used.diskGb += sign * vm.diskGb;
  used.vms += sign;
}
