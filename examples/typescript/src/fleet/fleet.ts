/**
 * The VMs that a controller of ours is responsible for. The API lists nodes and migrations but not VMs, so whoever
 * controls VMs keeps a list of them.
 */
import { readFile } from 'node:fs/promises';
import { isDwcpError } from '../dwcp/errors.ts';
import type { DwcpClient } from '../dwcp/rest-client.ts';
import type { Vm, VmRequest } from '../dwcp/types.ts';

export interface FleetVm {
  /** The `vm_id`, which is the name in this API. */
  readonly vm: string;
  /** VMs with the higher number come first. */
  readonly priority: number;
  /** How to make it anew, for a VM that keeps nothing of its own on its disk. Without it, it is never made anew. */
  readonly recreate?: VmRequest;
}

export async function readFleet(file: string): Promise<FleetVm[]> {
  return JSON.parse(await readFile(file, 'utf8')) as FleetVm[];
}

/** The VM, or nothing if it does not exist. */
export async function findVm(client: Pick<DwcpClient, 'getVm'>, id: string): Promise<Vm | undefined> {
  try {
    return await client.getVm(id);
  } catch (error) {
    if (isDwcpError(error, 'VM_NOT_FOUND')) return undefined;
    throw error;
  }
}
