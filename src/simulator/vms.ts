/** Creating and deleting VMs: what is refused, and what is recorded. */
import { addVm, releaseFrom } from './books.ts';
import { REFERENCE_IMAGE } from './images.ts';
import type { Affinity, Cluster, Refusal, Vm } from './cluster.ts';
import { hasQuorum, propose } from './consensus.ts';
import { recordEvent } from './events.ts';
import { placeVm, rejectTarget } from './itp.ts';
import type { WorkloadClass } from './hde.ts';

export interface VmRequest {
  name: string;
  /** Disk image; the reference one when absent. */
  image?: string;
  cpu: number;
  memoryBytes: number;
  diskBytes: number;
  workload: WorkloadClass;
  dirtyBytesPerSecond: number;
  node?: string;
  affinityGroup?: string;
  antiAffinityGroup?: string;
  affinity?: Affinity;
  requiredRegions?: string[];
  priority?: number;
}

export function createVm(cluster: Cluster, request: VmRequest): Refusal | null {
  if (Object.values(cluster.vms).some((vm) => vm.name === request.name)) {
    return { code: 'VM_ALREADY_EXISTS', message: `A VM "${request.name}" exists.` };
  }
  const unknown = request.affinity?.vms.find((id) => !(id in cluster.vms));
  if (unknown !== undefined) return { code: 'VM_NOT_FOUND', message: `There is no VM "${unknown}".` };
  if (!hasQuorum(cluster))
    return { code: 'QUORUM_LOST', message: 'Too few controllers answer to place a VM.' };
  const vm: Vm = {
    id: request.name,
    name: request.name,
    image: request.image ?? REFERENCE_IMAGE,
    createdAtMs: cluster.nowMs,
    node: '',
    state: 'running',
    cpu: request.cpu,
    memoryBytes: request.memoryBytes,
    diskBytes: request.diskBytes,
    workload: request.workload,
    dirtyBytesPerSecond: request.dirtyBytesPerSecond,
    affinityGroup: request.affinityGroup ?? null,
    antiAffinityGroup: request.antiAffinityGroup ?? null,
    affinity: request.affinity ?? null,
    requiredRegions: request.requiredRegions ?? [],
    priority: request.priority ?? 0,
  };
  const chosen = chooseNode(cluster, vm, request.node);
  if (typeof chosen !== 'string') return chosen;
  const node = cluster.nodes[chosen];
  if (node === undefined) return { code: 'NODE_NOT_FOUND', message: `There is no node "${chosen}".` };
  addVm(cluster, node, vm);
  propose(cluster, { type: 'entry', key: `vm/${vm.id}`, value: node.id, node: node.id });
  recordEvent(cluster, 'vm-created', node.id, `${vm.name} runs on ${node.id}.`, { vm: vm.id });
  return null;
}

function chooseNode(cluster: Cluster, vm: Vm, wanted: string | undefined): string | Refusal {
  if (wanted === undefined) {
    const placement = placeVm(cluster, vm);
    return 'refusal' in placement ? placement.refusal : placement.node;
  }
  const node = cluster.nodes[wanted];
  if (node === undefined || node.type !== 'worker')
    return { code: 'NODE_NOT_FOUND', message: `There is no worker "${wanted}".` };
  const rejection = rejectTarget(cluster, node, vm);
  if (rejection === null) return wanted;
  return {
    code: rejection.isRule ? 'PLACEMENT_FAILED' : 'INSUFFICIENT_RESOURCES',
    message: `${wanted} cannot take ${vm.name}: ${rejection.reason}.`,
  };
}

export function deleteVm(cluster: Cluster, id: string): Refusal | null {
  const vm = cluster.vms[id];
  if (vm === undefined) return { code: 'VM_NOT_FOUND', message: `There is no VM "${id}".` };
  if (vm.state === 'migrating') return { code: 'MIGRATION_IN_PROGRESS', message: `${vm.name} is migrating.` };
  const node = cluster.nodes[vm.node];
  if (node !== undefined) releaseFrom(node, vm);
  delete cluster.vms[id];
  recordEvent(cluster, 'vm-deleted', vm.node, `${vm.name} is deleted.`, { vm: id });
  return null;
}
