import type { Cluster, ClusterNode } from '../../cluster.ts';
import { listNodes } from '../../cluster.ts';
import { readLog } from '../../events.ts';
import { utilisation } from '../../metrics.ts';
import { activeMigrations } from '../../migration-state.ts';
import { meanSamples } from '../../mode.ts';
import { hasQuorum } from '../../consensus.ts';
import { reputationLevel } from '../../reputation.ts';
import { nodeStatus } from '../../status.ts';
import { Mistyped, Refused, type CommandRun } from '../command-call.ts';
import { clock, facts, gibibytes, round, table, timeOfDay, type Json } from '../format.ts';
import { checksumOf } from '../snapshots.ts';

export const nodeCommands: Readonly<Record<string, CommandRun>> = {
  'node list': (call) => {
    call.checkRead();
    const { cluster } = call;
    const status = call.choice('--status', ['ready', 'unreachable', 'quarantined', 'draining']);
    const region = call.flag('--region');
    const release = call.flag('--release');
    const named = call.nodes('--nodes')?.map(({ id }) => id);
    const nodes = listNodes(cluster)
      .filter((node) => status === undefined || statusText(cluster, node) === status)
      .filter((node) => region === undefined || node.region === region)
      .filter((node) => release === undefined || node.version === release)
      .filter((node) => named === undefined || named.includes(node.id))
      .map((node) => rowOf(cluster, node));
    const fields = pickFields(
      call.flag('--fields'),
      Object.keys(nodes[0] ?? rowOf(cluster, listNodes(cluster)[0] as ClusterNode)),
    );
    const shown = fields ?? ['node', 'type', 'status', 'region', 'release', 'mode', 'vms', 'score'];
    return {
      value: nodes,
      text:
        nodes.length === 0
          ? 'No node matches.\n'
          : table(
              shown.map((name) => name.replaceAll('_', ' ')),
              nodes.map((node) => shown.map((name) => node[name as keyof typeof node])),
            ),
    };
  },

  'node metrics': (call) => {
    const nodes = call.nodes('--nodes') ?? [];
    const migrations = activeMigrations(call.cluster);
    const rows = nodes.map((node) => {
      const used = utilisation(node, migrations.filter(({ source }) => source === node.id).length);
      const { latencyMs, bandwidthMbps } = meanSamples(node);
      return {
        node: node.id,
        cpu_percent: Math.round(used.cpu * 100),
        memory_percent: Math.round(used.memory * 100),
        disk_percent: Math.round(used.disk * 100),
        latency_ms: round(latencyMs),
        bandwidth_mbps: Math.round(bandwidthMbps),
        disk_write_ms: node.diskWriteMs,
        clock_skew_ms: node.clockSkewMs,
        migrations: migrations.filter(({ source, target }) => source === node.id || target === node.id)
          .length,
      };
    });
    const first = rows[0];
    if (first === undefined) throw new Mistyped('--nodes names no node.');
    const shown = pickFields(call.flag('--fields'), Object.keys(first)) ?? Object.keys(first);
    return {
      value: rows,
      text: table(
        shown.map((name) => name.replaceAll('_', ' ')),
        rows.map((row) => shown.map((name) => row[name as keyof typeof row])),
      ),
    };
  },

  'node logs': (call) => {
    const node = call.node('--node');
    const tail = call.integer('--tail', 1, 2_000) ?? 20;
    const lines = readLog(call.cluster, node.id).slice(-tail);
    return {
      value: lines as unknown as Json,
      text:
        lines.length === 0
          ? `The log of ${node.id} is empty.\n`
          : lines
              .map(
                (line) =>
                  `${line.timestamp} ${line.level.padEnd(7)} ${line.component.padEnd(9)} ${line.message}\n`,
              )
              .join(''),
    };
  },

  'node profile': function* (call) {
    const node = call.node('--node');
    yield* call.pass(Math.min(call.time('--duration') ?? 30_000, 600_000), () => `profiling ${node.id}`);
    const migrations = activeMigrations(call.cluster).filter(({ source }) => source === node.id);
    const used = utilisation(call.findNode(node.id), migrations.length);
    const encoding = migrations.some(({ mode }) => mode !== 'datacenter') ? 0.25 : 0.05;
    const parts = [
      { part: 'guests', percent: node.type === 'worker' ? Math.round((node.cpuUsed / node.cpu) * 50) : 0 },
      {
        part: 'encoding (HDE)',
        percent: migrations.length === 0 ? 0 : Math.round(encoding * 100 * Math.min(2, migrations.length)),
      },
      {
        part: 'streams (AMST)',
        percent: migrations.length === 0 ? 0 : Math.round(15 * Math.min(2, migrations.length)),
      },
      { part: 'consensus (ACP)', percent: node.type === 'controller' ? 9 : 0 },
      { part: 'placement (ITP)', percent: node.type === 'controller' ? 4 : 0 },
      { part: 'other', percent: 2 },
    ];
    return {
      value: { node: node.id, cpu_percent: Math.round(used.cpu * 100), parts },
      text: `${node.id} uses ${Math.round(used.cpu * 100)} % of ${node.cpu} processors.\n\n${table(
        ['part', 'cpu %'],
        parts.map((part) => [part.part, part.percent]),
      )}`,
    };
  },

  'node join': function* (call) {
    const id = call.required('--node-id');
    const region = call.required('--region');
    const controller = call.required('--controller').replace(/:\d+$/, '');
    const { cluster } = call;
    const target = cluster.nodes[controller];
    if (target === undefined || target.type !== 'controller' || target.process !== 'running')
      throw new Refused('TARGET_UNREACHABLE', `No controller answers at "${call.required('--controller')}".`);
    if (!hasQuorum(cluster)) call.checkWrite();
    // Where the machines are listed, a mistyped name is no machine; elsewhere a new one is built.
    if (cluster.machines === undefined) call.act({ type: 'join-node', id, region });
    else call.act({ type: 'join-machine', id, region });
    if (call.waits) yield* call.pass(5_000, () => `${id} registers with ${controller}`);
    const node = call.findNode(id);
    return {
      value: rowOf(call.cluster, node),
      text: `${id} joined in ${region} and is ${nodeStatus(call.cluster, node)}.\n`,
    };
  },

  'node rejoin': function* (call) {
    const node = call.node('--node');
    const leader = call.flag('--leader')?.replace(/:\d+$/, '');
    if (leader !== undefined) call.findNode(leader);
    if (node.reputation.isBanned)
      throw new Refused(
        'NODE_QUARANTINED',
        `${node.id} is banned; only removing and installing it anew brings it back.`,
      );
    if (node.certificateEndsAtMs <= call.cluster.nowMs)
      throw new Refused('CERTIFICATE_EXPIRED', `The certificate of ${node.id} has ended; renew it first.`);
    if (node.process !== 'running') call.act({ type: 'start-service', node: node.id });
    if (node.reputation.quarantinedSinceMs !== null) call.act({ type: 'release-quarantine', node: node.id });
    if (node.inMaintenance) call.act({ type: 'set-maintenance', node: node.id, isOn: false });
    if (call.waits) yield* call.pass(5_000, () => `${node.id} catches up`);
    const now = call.findNode(node.id);
    const status = nodeStatus(call.cluster, now);
    return {
      value: rowOf(call.cluster, now),
      text: `${now.id} is ${status}.\n`,
      exitCode: status === 'ready' ? 0 : 1,
    };
  },

  'node remove': (call) => {
    const nodes = call.nodes('--nodes') ?? [];
    call.checkWrite();
    for (const node of nodes) {
      if (node.type === 'controller')
        throw new Refused('INVALID_ARGUMENT', `${node.id} votes; use "cluster remove-controller" first.`);
      call.act({ type: 'remove-node', node: node.id });
    }
    return {
      value: { removed: nodes.map(({ id }) => id) },
      text: `${nodes.map(({ id }) => id).join(', ')} left the cluster.\n`,
    };
  },

  'node forensics': (call) => {
    const node = call.node('--node');
    const { cluster } = call;
    const bundle = {
      node: node.id,
      collected: clock(cluster.epochMs, cluster.nowMs),
      release: node.version,
      score: node.reputation.score,
      quarantined: node.reputation.quarantinedSinceMs !== null,
      evidence: cluster.events
        .filter((event) => event.node === node.id && event.type === 'evidence-recorded')
        .map((event) => ({
          at: clock(cluster.epochMs, event.atMs),
          message: event.message,
          ...event.fields,
        })),
      ...(call.has('--collect-logs') ? { log: readLog(cluster, node.id) as unknown as Json } : {}),
    };
    const text = `${JSON.stringify(bundle, null, 2)}\n`;
    const path = call.required('--file');
    call.write(path, text);
    const checksum = checksumOf(text);
    return {
      value: { file: path, bytes: text.length, checksum, evidence: bundle.evidence.length },
      text: facts([
        ['File', path],
        ['Size', `${text.length} bytes`],
        ['Checksum', checksum],
        ['Evidence', bundle.evidence.length],
        ['Node', `${node.id} goes on as it was; nothing on it was changed`],
      ]),
    };
  },
};

/** A node that placement passes by is draining, as the API calls it. */
function statusText(cluster: Cluster, node: ClusterNode): string {
  const status = nodeStatus(cluster, node);
  return status === 'maintenance' ? 'draining' : status;
}

function rowOf(cluster: Cluster, node: ClusterNode) {
  return {
    node: node.id,
    type: node.type,
    status: statusText(cluster, node),
    region: node.region,
    release: node.version,
    mode: node.mode,
    vms: node.vms.length,
    score: node.reputation.score,
    level: reputationLevel(cluster, node.reputation.score),
    cpu: node.cpu,
    memory: gibibytes(node.memoryBytes),
    datacenter: node.datacenter,
    joined: node.joinedAtMs < 0 ? 'before' : timeOfDay(cluster.epochMs, node.joinedAtMs),
    certificate_days: Math.round((node.certificateEndsAtMs - cluster.nowMs) / 86_400_000),
  };
}

function pickFields(text: string | undefined, known: readonly string[]): string[] | undefined {
  const fields = text?.split(',').map((name) => (name.trim() === 'id' ? 'node' : name.trim()));
  const unknown = fields?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Mistyped(`--fields names "${unknown}"; there is: ${known.join(', ')}.`);
  return fields;
}
