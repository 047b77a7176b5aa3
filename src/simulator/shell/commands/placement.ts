import { listWorkers, type ClusterNode } from '../../cluster.ts';
import { Refused, type CommandCall, type CommandRun } from '../command-call.ts';
import { duration, facts, round, table } from '../format.ts';
import { pluginInUse } from '../../plugins.ts';
import { clusterUtilisation } from '../../itp.ts';

export const placementCommands: Readonly<Record<string, CommandRun>> = {
  'placement solver-stats': (call) => {
    const { cluster } = call;
    const workers = listWorkers(cluster);
    const rows = workers.map((node) => ({
      node: node.id,
      vms: node.vms.length,
      cpu_percent: Math.round((node.cpuUsed / node.cpu) * 100),
      memory_percent: Math.round((node.memoryUsedBytes / node.memoryBytes) * 100),
      open: !node.inMaintenance,
    }));
    const value = {
      algorithm: cluster.settings['placement.algorithm'],
      plugin: pluginInUse(cluster, 'placement')?.name ?? null,
      utilisation_percent: round(clusterUtilisation(cluster) * 100),
      max_vms_per_node: cluster.settings['placement.constraints.max_vms_per_node'],
      min_free_memory_percent: cluster.settings['placement.constraints.min_free_memory_pct'],
      nodes: rows,
    };
    return {
      value,
      text: `${facts([
        ['Algorithm', value.plugin === null ? value.algorithm : `plug-in ${value.plugin}`],
        ['Utilisation', `${value.utilisation_percent} % of memory (target 80 % and more)`],
        ['Limits', `${value.max_vms_per_node} VMs a node, ${value.min_free_memory_percent} % of memory free`],
      ])}\n${table(
        ['node', 'vms', 'cpu %', 'memory %', 'open'],
        rows.map((row) => [row.node, row.vms, row.cpu_percent, row.memory_percent, row.open ? 'yes' : 'no']),
      )}`,
    };
  },

  'placement set-solver': (call) => {
    const seconds = (call.time('--max-time') ?? 10_000) / 1000;
    const optimality = call.number('--target-optimality', 0, 1);
    call.checkWrite();
    // More time than the scored search needs is spent by the genetic one.
    const algorithm = seconds >= 10 || (optimality ?? 0) >= 0.95 ? 'genetic' : 'scored';
    call.act({ type: 'change-settings', settings: { 'placement.algorithm': algorithm } });
    return {
      value: { algorithm, max_time_seconds: seconds },
      text: `Placement may take ${seconds} s and uses the ${algorithm} search.\n`,
    };
  },

  'placement set-max-vms': (call) => {
    const most = call.integer('--max', 1, 1_000) ?? 0;
    if (call.has('--nodes'))
      throw new Refused('INVALID_ARGUMENT', 'The limit holds for all nodes; leave --nodes out.');
    call.checkWrite();
    const before = call.cluster.settings['placement.constraints.max_vms_per_node'];
    call.act({ type: 'change-settings', settings: { 'placement.constraints.max_vms_per_node': most } });
    return {
      value: { before, max: most },
      text: `A node takes at most ${most} VMs; before it was ${before}.\n`,
    };
  },

  'placement avoid-node': (call) => {
    const node = call.node('--node');
    const ms = call.time('--duration', 'm') ?? 0;
    call.checkWrite();
    takeNoNewVms(call, node, ms);
    return {
      value: { node: node.id, minutes: ms / 60_000 },
      text: `${node.id} takes no new VMs for ${duration(ms)}.\n`,
    };
  },

  'placement set-blacklist': (call) => {
    const region = call.required('--region');
    const ms = call.time('--duration', 'm') ?? 0;
    const nodes = listWorkers(call.cluster).filter((node) => node.region === region);
    if (nodes.length === 0) throw new Refused('PLACEMENT_FAILED', `No worker is in the region "${region}".`);
    call.checkWrite();
    for (const node of nodes) takeNoNewVms(call, node, ms);
    return {
      value: { region, nodes: nodes.map(({ id }) => id), minutes: ms / 60_000 },
      text: `${nodes.length} workers of ${region} take no new VMs for ${duration(ms)}.\n`,
    };
  },
};

/** Keeps new VMs off a node for a while. */
function takeNoNewVms(call: CommandCall, { id: node }: ClusterNode, ms: number): void {
  call.act({ type: 'set-maintenance', node, isOn: true });
  call.act({
    type: 'schedule',
    afterMs: Math.round(ms),
    action: { type: 'set-maintenance', node, isOn: false },
  });
}
