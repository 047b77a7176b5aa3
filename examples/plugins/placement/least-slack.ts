/**
 * Fills one worker after the other with the VMs that leave the least of it free (Gupta and Ho, 1999, "minimum bin
 * slack"). Best fit looks at one VM at a time and cannot see that two smaller ones would have filled the gap; this
 * looks at sets.
 */
import type { PlacementLimits, PlacementVm, PlacementWorker } from '../dwcp-plugin.d.ts';
import { canTake, freeMemoryGib, put, takeBack } from './room.ts';

export const name = 'least-slack';

/** Sets that are looked at for one worker at most, so that a large cluster takes milliseconds and not hours. */
const SEARCH_LIMIT = 5_000;

export function place(
  vms: PlacementVm[],
  workers: PlacementWorker[],
  limits: PlacementLimits,
): Record<string, string> {
  const plan: Record<string, string> = {};
  let waiting = vms.toSorted((a, b) => b.memoryGib - a.memoryGib);
  // The largest worker first: it has the most sets to choose from.
  for (const worker of workers.toSorted((a, b) => freeMemoryGib(b, limits) - freeMemoryGib(a, limits))) {
    for (const vm of fullestSet(waiting, worker, limits, plan)) put(vm, worker, plan);
    waiting = waiting.filter(({ id }) => plan[id] === undefined);
  }
  return plan;
}

// region: search
/** The VMs that together leave the least memory of the worker free. */
function fullestSet(
  vms: readonly PlacementVm[],
  worker: PlacementWorker,
  limits: PlacementLimits,
  plan: Record<string, string>,
): PlacementVm[] {
  let best: PlacementVm[] = [];
  let leastGib = freeMemoryGib(worker, limits);
  let looked = 0;
  const search = (from: number, chosen: PlacementVm[]): void => {
    const freeGib = freeMemoryGib(worker, limits);
    if (freeGib < leastGib) [best, leastGib] = [[...chosen], freeGib];
    for (let index = from; index < vms.length && looked < SEARCH_LIMIT; index += 1) {
      const vm = vms[index];
      if (vm === undefined || !canTake(worker, vm, limits, plan)) continue;
      looked += 1;
      // The books are kept as if the VM stood there, and set back after everything behind it has been tried.
      put(vm, worker, plan);
      search(index + 1, [...chosen, vm]);
      takeBack(vm, worker, plan);
    }
  };
  search(0, []);
  return best;
}
// endregion
