/** What a worker has room for, by the same limits as the filter of the built-in placement. */
import type { PlacementLimits, PlacementVm, PlacementWorker } from './program-types.ts';

export type Shortage = 'disk' | 'memory' | 'processors' | 'number of VMs';

/** What there is too little of on the worker for the VM; `null` if it fits. */
export function shortageFor(
  vm: PlacementVm,
  { cpu, memoryGib, diskGb, used }: PlacementWorker,
  limits: PlacementLimits,
): Shortage | null {
  if (used.diskGb + vm.diskGb > diskGb) return 'disk';
  if (used.memoryGib + vm.memoryGib > memoryGib * (1 - limits.freeMemoryRatio)) return 'memory';
  if (used.cpu + vm.cpu > limits.cpuShare * cpu) return 'processors';
  if (used.vms >= limits.maxVmsPerWorker) return 'number of VMs';
  return null;
}

/** The rule that the worker breaks for the VM, given what is placed already; `null` if none. */
export function brokenRule(
  vm: PlacementVm,
  worker: PlacementWorker,
  placed: ReadonlyMap<string, string>,
): string | null {
  if (vm.requiredRegions.length > 0 && !vm.requiredRegions.includes(worker.region))
    return `it has to be in ${vm.requiredRegions.join(' or ')}, and ${worker.id} is in ${worker.region}`;
  for (const other of vm.together) {
    const node = placed.get(other);
    if (node !== undefined && node !== worker.id)
      return `it has to share its worker with ${other}, which is on ${node}`;
  }
  for (const other of vm.apart)
    if (placed.get(other) === worker.id) return `it must not be beside ${other}, which is on ${worker.id}`;
  return null;
}

/** Puts the VM on the books of the worker. */
export function take(vm: PlacementVm, { used }: PlacementWorker): void {
  used.cpu += vm.cpu;
  used.memoryGib += vm.memoryGib;
  used.diskGb += vm.diskGb;
  used.vms += 1;
}

export function copyWorkers(workers: readonly PlacementWorker[]): PlacementWorker[] {
  return workers.map((worker) => ({ ...worker, used: { ...worker.used } }));
}

export function copyVms(vms: readonly PlacementVm[]): PlacementVm[] {
  return vms.map((vm) => ({
    ...vm,
    requiredRegions: [...vm.requiredRegions],
    together: [...vm.together],
    apart: [...vm.apart],
  }));
}
