import { IMAGES } from '../../images.ts';
import { activeMigrations } from '../../migration-state.ts';
import type { Vm } from '../../cluster.ts';
import { listWorkers } from '../../cluster.ts';
import { Mistyped, Refused, type CommandCall, type CommandRun } from '../command-call.ts';
import { clock, duration, facts, gibibytes, table } from '../format.ts';

const GIBIBYTE = 1_073_741_824;

export const vmCommands: Readonly<Record<string, CommandRun>> = {
  'vm create': function* (call) {
    const name = call.required('--name');
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(name))
      throw new Mistyped(
        `--name is "${name}"; use small letters, digits and dashes, beginning with a letter.`,
      );
    const imageName = call.required('--image');
    const image = Object.hasOwn(IMAGES, imageName) ? IMAGES[imageName] : undefined;
    if (image === undefined)
      throw new Refused(
        'INVALID_ARGUMENT',
        `The workers know no image "${imageName}", only ${Object.keys(IMAGES).join(', ')}.`,
      );
    const existing = Object.values(call.cluster.vms).find((vm) => vm.name === name);
    if (existing !== undefined)
      throw new Refused(
        'VM_ALREADY_EXISTS',
        `A VM "${name}" exists on ${existing.node}. Choose another name.`,
      );
    const node = call.optionalNode('--node');
    const region = call.flag('--region');
    if (region !== undefined && !listWorkers(call.cluster).some((worker) => worker.region === region))
      throw new Refused('PLACEMENT_FAILED', `No worker is in the region "${region}".`);
    call.checkWrite();
    call.act({
      type: 'create-vm',
      vm: {
        name,
        image: imageName,
        cpu: call.integer('--cpu', 1, 256) ?? 2,
        memoryBytes: Math.round((sizeOf(call, '--memory') ?? 2) * GIBIBYTE),
        diskBytes: Math.round((sizeOf(call, '--disk') ?? 20) * 1e9),
        ...image,
        ...(node === undefined ? {} : { node: node.id }),
        ...(region === undefined ? {} : { requiredRegions: [region] }),
      },
    });
    const created = (): Vm | undefined => Object.values(call.cluster.vms).find((vm) => vm.name === name);
    if (call.waits)
      yield* call.waitFor(() => created()?.state !== 'creating', {
        limitMs: 120_000,
        progress: () => `${name} is being created`,
      });
    const vm = created();
    if (vm === undefined) throw new Error(`The VM "${name}" is missing after its creation.`);
    return { value: describe(call, vm), text: `${vm.name} (${vm.id}) is ${vm.state} on ${vm.node}.\n` };
  },

  'vm list': (call) => {
    call.checkRead();
    const node = call.optionalNode('--node');
    const region = call.flag('--region');
    const vms = Object.values(call.cluster.vms)
      .filter((vm) => node === undefined || vm.node === node.id)
      .filter((vm) => region === undefined || call.cluster.nodes[vm.node]?.region === region);
    return {
      value: vms.map((vm) => describe(call, vm)),
      text:
        vms.length === 0
          ? 'There is no VM.\n'
          : table(
              ['vm', 'id', 'state', 'node', 'region', 'cpu', 'memory', 'image'],
              vms.map((vm) => [
                vm.name,
                vm.id,
                vm.state,
                vm.node,
                call.cluster.nodes[vm.node]?.region ?? '',
                vm.cpu,
                gibibytes(vm.memoryBytes),
                vm.image,
              ]),
            ),
    };
  },

  'vm inspect': (call) => {
    call.checkRead();
    const vm = call.vm('--vm');
    const value = describe(call, vm);
    const migration = activeMigrations(call.cluster).find((item) => item.vm === vm.id);
    return {
      value,
      text: facts([
        ['VM', `${vm.name} (${vm.id})`],
        ['State', vm.state],
        ['Node', `${vm.node}, ${value.region ?? ''}`],
        ['Image', vm.image],
        ['CPU', vm.cpu],
        [
          'Memory',
          `${gibibytes(vm.memoryBytes)}, ${vm.workload}, writes ${vm.dirtyBytesPerSecond / 1e6} MB/s`,
        ],
        ['Disk', `${vm.diskBytes / 1e9} GB`],
        ['Created', `${value.created}, ${duration(call.cluster.nowMs - vm.createdAtMs)} ago`],
        ...(migration === undefined
          ? []
          : ([['Migration', `${migration.id} to ${migration.target}, ${migration.phase}`]] as const)),
      ]),
    };
  },

  'vm count': (call) => {
    const only = call.optionalNode('--node');
    const rows = listWorkers(call.cluster)
      .filter((node) => only === undefined || node.id === only.id)
      .map((node) => {
        const states = node.vms.map((id) => call.cluster.vms[id]?.state);
        return {
          node: node.id,
          region: node.region,
          vms: states.length,
          running: states.filter((state) => state === 'running').length,
          migrating: states.filter((state) => state === 'migrating').length,
          memory_used_percent: Math.round((node.memoryUsedBytes / node.memoryBytes) * 100),
        };
      });
    const total = rows.reduce((sum, row) => sum + row.vms, 0);
    return {
      value: { total, nodes: rows },
      text: `${table(
        ['node', 'region', 'vms', 'running', 'migrating', 'memory used'],
        rows.map((row) => [
          row.node,
          row.region,
          row.vms,
          row.running,
          row.migrating,
          `${row.memory_used_percent} %`,
        ]),
      )}\n${total} VMs on ${rows.length} workers.\n`,
    };
  },

  'vm delete': (call) => {
    const vm = call.vm('--vm');
    call.checkWrite();
    call.act({ type: 'delete-vm', vm: vm.id });
    return { value: { deleted: vm.id, name: vm.name }, text: `${vm.name} is deleted.\n` };
  },
};

function describe(call: CommandCall, vm: Vm) {
  return {
    vm: vm.name,
    id: vm.id,
    state: vm.state,
    node: vm.node,
    region: call.cluster.nodes[vm.node]?.region ?? null,
    image: vm.image,
    cpu: vm.cpu,
    memory_gib: vm.memoryBytes / GIBIBYTE,
    disk_gb: vm.diskBytes / 1e9,
    created: clock(call.cluster.epochMs, vm.createdAtMs),
  };
}

/** A size such as `2`, `2G`, `2GB` or `512M`, in units of G. */
function sizeOf(call: CommandCall, name: string): number | undefined {
  const text = call.flag(name);
  if (text === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)\s*(G|GB|GiB|M|MB|MiB)?$/i.exec(text);
  const value = match === null ? Number.NaN : Number(match[1]) / (/^m/i.test(match[2] ?? '') ? 1024 : 1);
  if (!(value > 0 && value <= 100_000))
    throw new Mistyped(`${name} is "${text}"; write a size such as 2G or 512M.`);
  return value;
}
