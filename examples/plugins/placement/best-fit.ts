/** Best-fit decreasing: the largest VM first, each to the worker in which it leaves the least memory free. */
import type { PlacementLimits, PlacementVm, PlacementWorker } from '../dwcp-plugin.d.ts';
import { canTake, freeMemoryGib, put } from './room.ts';

export const name = 'best-fit';

// region: place
export function place(
  vms: PlacementVm[],
  workers: PlacementWorker[],
  limits: PlacementLimits,
): Record<string, string> {
  const plan: Record<string, string> = {};
  for (const vm of vms.toSorted((a, b) => b.memoryGib - a.memoryGib)) {
    const [best] = workers
      .filter((worker) => canTake(worker, vm, limits, plan))
      .toSorted((a, b) => freeMemoryGib(a, limits) - freeMemoryGib(b, limits));
    if (best !== undefined) put(vm, best, plan);
  }
  return plan;
}
// endregion
