/** Developer Lab 3: which worker takes which VM. The starter takes the first worker with enough memory. */
import type { PlacementLimits, PlacementVm, PlacementWorker } from './dwcp-plugin.d.ts';

export const name = 'my-scheduler';

/** The worker of each VM, by their ids. The VMs come with the largest memory first, and no VM is placed yet. */
export function place(
  vms: PlacementVm[],
  workers: PlacementWorker[],
  limits: PlacementLimits,
): Record<string, string> {
  const plan: Record<string, string> = {};
  for (const vm of vms) {
    const worker = workers.find(
      ({ memoryGib, used }) => used.memoryGib + vm.memoryGib <= memoryGib * (1 - limits.freeMemoryRatio),
    );
    if (worker === undefined) continue;
    // The books are yours to keep: write down what the VM takes.
    worker.used.memoryGib += vm.memoryGib;
    plan[vm.id] = worker.id;
  }
  // What is still missing: processors, disk and the number of VMs; the VMs in vm.apart; and a better choice than the first.
  return plan;
}
