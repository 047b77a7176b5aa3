/**
 * Spreads the VMs: each goes to the worker that is emptiest with it, by processors or memory, whichever is scarcer.
 * For guests that are busy all the time and would slow each other down.
 */
import type { PlacementLimits, PlacementVm, PlacementWorker } from '../dwcp-plugin.d.ts';

export const name = 'balanced';

// region: score
export function score(
  vm: PlacementVm,
  { cpu, memoryGib, used, reliability }: PlacementWorker,
  limits: PlacementLimits,
): number {
  const cpuShare = (used.cpu + vm.cpu) / (limits.cpuShare * cpu);
  const memoryShare = (used.memoryGib + vm.memoryGib) / (memoryGib * (1 - limits.freeMemoryRatio));
  // Of equally empty workers the one with the better record, with a weight too small to outvote the rest.
  return 0.01 * reliability - Math.max(cpuShare, memoryShare);
}
// endregion
