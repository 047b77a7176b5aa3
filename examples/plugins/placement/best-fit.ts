/** Best-fit decreasing: the largest VM first, each to the worker in which it leaves the least memory free. */
import type { PlacementLimits, PlacementVm, PlacementWorker } from '../dwcp-plugin.d.ts';
import { canTake, freeMemoryGib, put } from './room.ts';

export const name = 'best-fit';

/** Worker by VM. */
type Plan = Record<string, string>;

// region: place
export function place(vms: PlacementVm[], workers: PlacementWorker[], limits: PlacementLimits): Plan {
  const plan: Plan = {};
  for (const vm of vms.toSorted((a, b) => b.memoryGib - a.memoryGib)) {
    const [best] = workers
      .filter((worker) => canTake(worker, vm, limits, plan))
      .toSorted((a, b) => freeMemoryGib(a, limits) - freeMemoryGib(b, limits));
    if (best !== undefined) put(vm, best, plan);
  }
  return plan;
}
// endregion
