import { lagReader } from '../../ass.ts';
import { listNodes } from '../../cluster.ts';
import { canReach } from '../../links.ts';
import { Refused, type CommandRun } from '../command-call.ts';
import { counted, clock, duration, round, table, type Json } from '../format.ts';
import { registryChecksum } from '../snapshots.ts';

export const stateSyncCommands: Readonly<Record<string, CommandRun>> = {
  'state-sync lag-status': (call) => {
    const { cluster } = call;
    const lagOf = lagReader(cluster);
    const rows = listNodes(cluster)
      .filter((node) => node.process === 'running')
      .map((node) => ({
        node: node.id,
        region: node.region,
        lag_seconds: round(lagOf(node), 2),
        state:
          lagOf(node) > 60
            ? 'alert'
            : lagOf(node) > 30
              ? 'warning'
              : lagOf(node) > 10
                ? 'above target'
                : 'ok',
      }))
      .sort((a, b) => b.lag_seconds - a.lag_seconds);
    const shown = call.has('--show-all') ? rows : rows.slice(0, 5);
    return {
      value: shown,
      text: table(
        ['node', 'region', 'lag s', 'state'],
        shown.map((row) => [row.node, row.region, row.lag_seconds, row.state]),
      ),
    };
  },

  'state-sync verify': (call) => {
    const { cluster } = call;
    const only = call.optionalNode('--node');
    const leading = registryChecksum(cluster);
    const rows = listNodes(cluster)
      .filter((node) => only === undefined || node.id === only.id)
      .map((node) => {
        const isBehind = node.cutOffSinceMs !== null || node.process !== 'running';
        return {
          node: node.id,
          entries: Object.keys(cluster.registry).length,
          checksum:
            node.process !== 'running'
              ? null
              : isBehind
                ? `older, from ${clock(cluster.epochMs, node.cutOffSinceMs ?? cluster.nowMs)}`
                : leading,
          agrees: !isBehind,
        };
      });
    const agrees = rows.every((row) => row.agrees);
    return {
      value: { checksum: leading, agrees, nodes: rows },
      text: `${table(
        ['node', 'entries', 'checksum', 'agrees'],
        rows.map((row) => [row.node, row.entries, row.checksum, row.agrees ? 'yes' : 'no']),
      )}\n${agrees ? `All agree: ${leading}.` : 'Not all agree.'}\n`,
      exitCode: agrees ? 0 : 1,
    };
  },

  'state-sync conflicts': (call) => {
    const { cluster } = call;
    const since = cluster.nowMs - (call.time('--duration', 'm') ?? 3_600_000);
    const rows = cluster.conflicts
      .filter(({ atMs }) => atMs >= since)
      .map(({ key, atMs, kept, dropped }) => ({
        time: clock(cluster.epochMs, atMs),
        key,
        kept: `${kept.value} by ${kept.writer}`,
        dropped: `${dropped.value} by ${dropped.writer}`,
      }));
    return {
      value: rows,
      text:
        rows.length === 0
          ? 'No two writes contradicted each other.\n'
          : table(
              ['time', 'key', 'kept', 'dropped'],
              rows.map((row) => [row.time, row.key, row.kept, row.dropped]),
            ),
    };
  },

  'state-sync export': (call) => {
    const { cluster } = call;
    const state = {
      taken: clock(cluster.epochMs, cluster.nowMs),
      checksum: registryChecksum(cluster),
      entries: cluster.registry as unknown as Json,
      vms: Object.values(cluster.vms).map(({ name, node, state: vmState }) => ({
        name,
        node,
        state: vmState,
      })),
    };
    const text = `${JSON.stringify(state, null, 2)}\n`;
    const path = call.required('--file');
    call.write(path, text);
    return {
      value: { file: path, checksum: state.checksum, vms: state.vms.length },
      text: `${counted(Object.keys(cluster.registry).length, 'entry', 'entries')} and ${counted(state.vms.length, 'VM', 'VMs')} written to ${path}, checksum ${state.checksum}.\n`,
    };
  },

  'state-sync force-resync': function* (call) {
    const node = call.node('--node');
    const { cluster } = call;
    const leader = cluster.nodes[call.endpoint];
    if (node.process !== 'running') throw new Refused('TARGET_UNREACHABLE', `${node.id} does not run.`);
    if (leader !== undefined && !canReach(cluster, leader, node))
      throw new Refused(
        'TARGET_UNREACHABLE',
        `${node.id} is cut off from ${leader.id}; a copy cannot reach it.`,
      );
    const before = lagReader(cluster)(node);
    yield* call.pass(2_000, () => `${node.id} reads the state of ${call.endpoint}`);
    const after = lagReader(call.cluster)(call.findNode(node.id));
    return {
      value: { node: node.id, lag_before: round(before, 2), lag_after: round(after, 2) },
      text: `${node.id} has the state of ${call.endpoint}; its lag went from ${duration(before * 1000)} to ${duration(after * 1000)}.\n`,
    };
  },
};
