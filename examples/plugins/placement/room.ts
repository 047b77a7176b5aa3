/** What fits where: the limits and rules that the cluster holds every placement to. */
import type { PlacementLimits, PlacementVm, PlacementWorker } from '../dwcp-plugin.d.ts';

// region: room
/** Memory that is left for VMs, in GiB; the share that stays free does not count. */
export function freeMemoryGib({ memoryGib, used }: PlacementWorker, limits: PlacementLimits): number {
  return memoryGib * (1 - limits.freeMemoryRatio) - used.memoryGib;
}

/** Whether the worker has room for the VM and no rule keeps it away, given what is placed already. */
export function canTake(
  worker: PlacementWorker,
  vm: PlacementVm,
  limits: PlacementLimits,
  plan: Readonly<Record<string, string>>,
): boolean {
  const { used } = worker;
  if (vm.memoryGib > freeMemoryGib(worker, limits)) return false;
  if (used.cpu + vm.cpu > limits.cpuShare * worker.cpu) return false;
  if (used.diskGb + vm.diskGb > worker.diskGb || used.vms >= limits.maxVmsPerWorker) return false;
  if (vm.requiredRegions.length > 0 && !vm.requiredRegions.includes(worker.region)) return false;
  const isElsewhere = (id: string): boolean => plan[id] !== undefined && plan[id] !== worker.id;
  return !vm.together.some(isElsewhere) && !vm.apart.some((id) => plan[id] === worker.id);
}
// endregion

/** Puts the VM on the books of the worker and into the plan. */
export function put(vm: PlacementVm, worker: PlacementWorker, plan: Record<string, string>): void {
  worker.used.cpu += vm.cpu;
  worker.used.memoryGib += vm.memoryGib;
  worker.used.diskGb += vm.diskGb;
  worker.used.vms += 1;
  plan[vm.id] = worker.id;
}

/** Takes it off again. */
export function takeBack(vm: PlacementVm, worker: PlacementWorker, plan: Record<string, string>): void {
  worker.used.cpu -= vm.cpu;
  worker.used.memoryGib -= vm.memoryGib;
  worker.used.diskGb -= vm.diskGb;
  worker.used.vms -= 1;
  delete plan[vm.id];
}
