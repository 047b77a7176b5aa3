/** Calls about one VM. */
import { attempt } from '../actions.ts';
import type { VmRequest } from '../vms.ts';
import type { Cluster, Vm } from '../cluster.ts';
import { listWorkers } from '../cluster.ts';
import { IMAGES } from '../images.ts';
import { activeMigrations } from '../migration-state.ts';
import { done, refused, refusedBy, timestamp, type Answer, type Call } from './call.ts';
import { GIBIBYTE, toGigabytes } from './cluster-calls.ts';
import { rejectWrite } from './consensus-errors.ts';
import type { CreateVmBody } from './requests.ts';
import type { CreateVmResponse, DeleteVmResponse, VmBody } from './responses.ts';

export function createVm({ cluster, node, body }: Call<unknown, CreateVmBody>): Answer {
  const { name, resources, placement } = body;
  const image = Object.hasOwn(IMAGES, body.image) ? IMAGES[body.image] : undefined;
  if (image === undefined) {
    const known = Object.keys(IMAGES).join(', ');
    return refused('INVALID_ARGUMENT', `The workers know no image "${body.image}", only ${known}.`, {
      field: 'image',
    });
  }
  const tooLarge = findTooLarge(cluster, resources);
  if (tooLarge !== null) return tooLarge;
  const region = placement?.region;
  if (region !== undefined && !listWorkers(cluster).some((worker) => worker.region === region)) {
    return refused('PLACEMENT_FAILED', `No worker is in the region "${region}".`, {
      rule: 'placement.region',
    });
  }
  const existing = Object.values(cluster.vms).find((vm) => vm.name === name);
  if (existing !== undefined) {
    return refused('VM_ALREADY_EXISTS', `A VM "${name}" exists. Read it, or choose another name.`, {
      vm_id: existing.id,
    });
  }
  const unwritable = rejectWrite(cluster, node);
  if (unwritable !== null) return { type: 'refused', error: unwritable };

  const request: VmRequest = {
    name,
    image: body.image,
    cpu: resources.cpu,
    memoryBytes: Math.round(resources.memory_gb * GIBIBYTE),
    diskBytes: Math.round(resources.disk_gb * GIBIBYTE),
    ...image,
    ...(region === undefined ? {} : { requiredRegions: [region] }),
    ...(placement?.affinity === undefined ? {} : { affinity: placement.affinity }),
  };
  const { cluster: next, refusal } = attempt(cluster, { type: 'create-vm', vm: request });
  if (refusal !== null) {
    const rule = placement?.affinity === undefined ? 'placement.region' : 'placement.affinity';
    return refusedBy(refusal, refusal.code === 'PLACEMENT_FAILED' ? { rule } : {});
  }
  const vm = Object.values(next.vms).find((candidate) => candidate.name === name);
  if (vm === undefined) throw new Error(`The VM "${name}" is missing after its creation.`);
  const answer: CreateVmResponse = {
    vm_id: vm.id,
    status: 'creating',
    node: vm.node,
    created_at: timestamp(next, next.nowMs),
  };
  return done(next, answer);
}

/** No worker could ever hold it: that is a mistake in the request and not a lack of capacity. */
function findTooLarge(cluster: Cluster, resources: CreateVmBody['resources']): Answer | null {
  const workers = listWorkers(cluster);
  const largest = (read: (worker: (typeof workers)[number]) => number): number =>
    workers.reduce((most, worker) => Math.max(most, read(worker)), 0);
  const limits = {
    cpu: largest((worker) => worker.cpu),
    memory_gb: toGigabytes(largest((worker) => worker.memoryBytes)),
    disk_gb: toGigabytes(largest((worker) => worker.diskBytes)),
  };
  for (const field of ['cpu', 'memory_gb', 'disk_gb'] as const) {
    if (resources[field] > limits[field]) {
      const path = `resources.${field}`;
      return refused(
        'INVALID_ARGUMENT',
        `${path} is above ${limits[field]}, what the largest worker offers.`,
        {
          field: path,
        },
      );
    }
  }
  return null;
}

export function readVm({ cluster, id }: Call): Answer {
  const vm = findVm(cluster, id);
  return vm === undefined ? noSuchVm(id) : done(cluster, vmBody(cluster, vm));
}

export function deleteVm({ cluster, node, id }: Call): Answer {
  const vm = findVm(cluster, id);
  if (vm === undefined) return noSuchVm(id);
  const migration = activeMigrations(cluster).find((item) => item.vm === id);
  if (migration !== undefined) return migrationInProgress(vm, migration.id);
  const unwritable = rejectWrite(cluster, node);
  if (unwritable !== null) return { type: 'refused', error: unwritable };
  const { cluster: next, refusal } = attempt(cluster, { type: 'delete-vm', vm: id });
  if (refusal !== null) return refusedBy(refusal);
  const body: DeleteVmResponse = { status: 'deleted', deleted_at: timestamp(next, next.nowMs) };
  return done(next, body);
}

export function findVm(cluster: Cluster, id: string): Vm | undefined {
  return Object.hasOwn(cluster.vms, id) ? cluster.vms[id] : undefined;
}

export function noSuchVm(id: string): Answer {
  return refused('VM_NOT_FOUND', `There is no VM "${id}".`, { vm_id: id });
}

export function migrationInProgress(vm: Vm, migration: string): Answer {
  return refused(
    'MIGRATION_IN_PROGRESS',
    `${vm.name} is migrating. Follow the migration, and repeat the call after it has ended.`,
    { migration_id: migration },
  );
}

function vmBody(cluster: Cluster, vm: Vm): VmBody {
  const number = hashOf(vm.id);
  const isCreating = vm.state === 'creating';
  return {
    vm_id: vm.id,
    name: vm.name,
    image: vm.image,
    status: vm.state === 'lost' ? 'failed' : vm.state,
    node: vm.node,
    resources: {
      cpu: vm.cpu,
      memory_gb: toGigabytes(vm.memoryBytes),
      disk_gb: toGigabytes(vm.diskBytes),
    },
    placement: { region: vm.requiredRegions[0] ?? null, affinity: vm.affinity },
    network: { ip: isCreating ? null : addressOf(number), mac: hardwareAddressOf(number) },
    uptime_seconds: Math.floor((cluster.nowMs - vm.createdAtMs) / 1000),
    created_at: timestamp(cluster, vm.createdAtMs),
  };
}

/** FNV-1a, 32 bits (draft-eastlake-fnv): addresses follow from the identifier, so they survive every migration. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** An address of 10.128.0.0/9, never one that ends in 0 or 255. */
function addressOf(number: number): string {
  return `10.${128 + ((number >>> 16) & 0x7f)}.${(number >>> 8) & 0xff}.${1 + ((number & 0xff) % 254)}`;
}

/** The prefix 52:54:00 is the one that QEMU guests carry. */
function hardwareAddressOf(number: number): string {
  const bytes = [0x52, 0x54, 0x00, (number >>> 16) & 0xff, (number >>> 8) & 0xff, number & 0xff];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}
