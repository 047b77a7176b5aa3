import { listWorkers, type Cluster, type ClusterNode } from '../../cluster.ts';
import { pathBetween } from '../../links.ts';
import { pluginInUse } from '../../plugins.ts';
import { activeMigrations } from '../../migration-state.ts';
import { Mistyped, Refused, type CommandRun } from '../command-call.ts';
import { bytes, round, table } from '../format.ts';

export const amstCommands: Readonly<Record<string, CommandRun>> = {
  'amst status': (call) => {
    const { cluster } = call;
    const only = call.optionalNode('--node');
    const id = call.flag('--migration');
    if (id !== undefined && !activeMigrations(cluster).some((item) => item.id === id))
      throw new Refused('MIGRATION_NOT_FOUND', `No migration "${id}" is running.`);
    const rows = listWorkers(cluster)
      .filter((node) => only === undefined || node.id === only.id)
      .map((node) => {
        const own = activeMigrations(cluster).filter(
          (item) => item.source === node.id && (id === undefined || item.id === id),
        );
        const mbps = own.reduce((sum, item) => sum + item.wireMbps, 0);
        return {
          node: node.id,
          mode: node.mode,
          streams: setBy(cluster, node) === 'plug-in' ? null : streamsOf(cluster, node),
          set_by: setBy(cluster, node),
          migrations: own.length,
          throughput_mbps: Math.round(mbps),
          per_stream_mbps:
            own.length === 0
              ? null
              : round(
                  mbps /
                    Math.max(
                      1,
                      own.reduce((sum, item) => sum + item.streams, 0),
                    ),
                ),
          repeated_percent:
            own.length === 0
              ? null
              : round((own.reduce((sum, item) => sum + item.repeatedShare, 0) / own.length) * 100),
        };
      })
      .filter((row) => id === undefined || row.migrations > 0);
    return {
      value: rows,
      text: table(
        ['node', 'mode', 'streams', 'set by', 'migrations', 'mbps', 'mbps a stream', 'repeated %'],
        rows.map((row) => [
          row.node,
          row.mode,
          row.streams,
          row.set_by,
          row.migrations,
          row.throughput_mbps,
          row.per_stream_mbps,
          row.repeated_percent,
        ]),
      ),
    };
  },

  'amst stream-status': (call) => {
    const node = call.node('--node');
    const { cluster } = call;
    const migration = activeMigrations(cluster).find(({ source }) => source === node.id);
    const peer = cluster.nodes[migration?.target ?? node.probes[0]?.peer ?? ''];
    const path = peer === undefined ? undefined : pathBetween(cluster, node, peer);
    const sent = node.streamBytes;
    const total = sent.reduce((sum, value) => sum + value, 0);
    const rows = sent.map((value, index) => ({
      stream: index + 1,
      bytes: Math.round(value),
      share_percent: total === 0 ? 0 : round((value / total) * 100),
      rtt_ms: path === undefined ? null : round(path.rttMs),
      loss_percent: path === undefined ? null : round(path.lossRatio * 100, 2),
    }));
    return {
      value: rows,
      text:
        rows.length === 0
          ? `${node.id} has opened no stream yet.\n`
          : table(
              ['stream', 'sent', 'share %', 'rtt ms', 'loss %'],
              rows.map((row) => [
                row.stream,
                bytes(row.bytes),
                row.share_percent,
                row.rtt_ms,
                row.loss_percent,
              ]),
            ),
    };
  },

  'amst set-streams': (call) => {
    const node = call.node('--node');
    const count = call.integer('--count', 1, 512) ?? 0;
    if (node.type !== 'worker')
      throw new Refused('INVALID_ARGUMENT', `${node.id} is a ${node.type}; only workers open streams.`);
    if (node.mode === 'internet' && (count < 4 || count > 16))
      throw new Mistyped(`--count is ${count}; in internet mode it must be from 4 to 16.`);
    const before = streamsOf(call.cluster, node);
    call.act({ type: 'set-streams', node: node.id, streams: count });
    return {
      value: { node: node.id, before, streams: count, persistent: call.has('--persist') },
      text: `${node.id} opens ${count} streams for new migrations; before it was ${before}.${call.has('--persist') ? '' : ' A restart forgets it; --persist keeps it.'}\n`,
    };
  },
};

/** A plug-in decides by the path, so no node has a number of its own under it. */
function setBy(cluster: Cluster, node: ClusterNode): 'operator' | 'plug-in' | 'mode' {
  if (node.amstStreams !== null) return 'operator';
  return pluginInUse(cluster, 'transport') === undefined ? 'mode' : 'plug-in';
}

function streamsOf(cluster: Cluster, node: ClusterNode): number {
  return (
    node.amstStreams ??
    cluster.settings[
      node.mode === 'datacenter' ? 'transport.amst.streams.datacenter' : 'transport.amst.streams.default'
    ]
  );
}
