import type { WorkloadClass } from './hde.ts';

/** The image that a VM is made from when nobody names one. */
export const REFERENCE_IMAGE = 'ubuntu-22.04';

const MEGABYTE = 1_000_000;

/**
 * Disk images that the workers know, and what a guest made from each does: how its memory compresses and how fast it
 * writes it. The rates are choices of the model, low enough that pre-copy converges on the reference links.
 */
export const IMAGES: Readonly<Record<string, { workload: WorkloadClass; dirtyBytesPerSecond: number }>> = {
  [REFERENCE_IMAGE]: { workload: 'general', dirtyBytesPerSecond: 2 * MEGABYTE },
  'rocky-9': { workload: 'general', dirtyBytesPerSecond: 2 * MEGABYTE },
  'web-1.0': { workload: 'web', dirtyBytesPerSecond: 4 * MEGABYTE },
  'database-1.0': { workload: 'database', dirtyBytesPerSecond: 20 * MEGABYTE },
  'cache-1.0': { workload: 'cache', dirtyBytesPerSecond: 40 * MEGABYTE },
  'encrypted-1.0': { workload: 'encrypted', dirtyBytesPerSecond: 2 * MEGABYTE },
};
