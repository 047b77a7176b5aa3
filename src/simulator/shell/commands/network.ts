import type { Cluster, ClusterNode } from '../../cluster.ts';
import { listNodes, listWorkers } from '../../cluster.ts';
import { bandwidthDelayBytes, canReach, pathBetween } from '../../links.ts';
import { streamLimits, throughputMbps } from '../../amst.ts';
import { Refused, type CommandRun } from '../command-call.ts';
import { bytes, facts, round, table } from '../format.ts';

export const networkCommands: Readonly<Record<string, CommandRun>> = {
  'network latency': (call) => {
    const { cluster } = call;
    const chosen = call.nodes('--nodes') ?? onePerRegion(cluster);
    const rows = chosen.flatMap((from, index) =>
      chosen.slice(index + 1).map((to) => {
        const path = pathBetween(cluster, from, to);
        const isUp = canReach(cluster, from, to);
        return {
          from: from.id,
          to: to.id,
          regions: from.region === to.region ? from.region : `${from.region} to ${to.region}`,
          rtt_ms: isUp ? round(path.rttMs) : null,
          jitter_ms: isUp ? round(path.jitterMs) : null,
          loss_percent: isUp ? round(roundTripLoss(cluster, from, to) * 100, 2) : 100,
        };
      }),
    );
    if (rows.length === 0) throw new Refused('INVALID_ARGUMENT', 'Name at least two nodes with --nodes.');
    return {
      value: rows,
      text: table(
        ['from', 'to', 'regions', 'rtt ms', 'jitter ms', 'loss %'],
        rows.map((row) => [row.from, row.to, row.regions, row.rtt_ms, row.jitter_ms, row.loss_percent]),
      ),
    };
  },

  'network test': (call) => {
    const { cluster } = call;
    const from = call.node('--source');
    const to = call.node('--target');
    const isUp = canReach(cluster, from, to);
    const path = pathBetween(cluster, from, to);
    const certificates = from.certificateEndsAtMs > cluster.nowMs && to.certificateEndsAtMs > cluster.nowMs;
    const checks = [
      { check: 'packets pass', ok: isUp, detail: isUp ? `${round(path.rttMs)} ms` : 'no answer' },
      {
        check: 'certificates valid',
        ok: certificates,
        detail: certificates
          ? 'both'
          : from.certificateEndsAtMs <= cluster.nowMs
            ? `${from.id} has ended`
            : `${to.id} has ended`,
      },
      {
        check: 'clocks within 500 ms',
        ok: Math.abs(from.clockSkewMs - to.clockSkewMs) <= 500,
        detail: `${Math.abs(from.clockSkewMs - to.clockSkewMs)} ms apart`,
      },
      {
        check: 'loss at most 1 %',
        ok: isUp && path.lossRatio <= 0.01,
        detail: isUp ? `${round(path.lossRatio * 100, 2)} %` : 'no answer',
      },
    ];
    const ok = checks.every((check) => check.ok);
    return {
      value: { source: from.id, target: to.id, ok, checks },
      text: `${table(
        ['check', 'result', 'detail'],
        checks.map((check) => [check.check, check.ok ? 'pass' : 'fail', check.detail]),
      )}`,
      exitCode: ok ? 0 : 1,
    };
  },

  'network speedtest': function* (call) {
    const from = call.node('--source');
    const to = call.node('--target');
    if (from.id === to.id) throw new Refused('INVALID_ARGUMENT', 'Source and target are the same node.');
    const ms = call.time('--duration') ?? 10_000;
    yield* call.pass(Math.min(ms, 600_000), () => `measuring ${from.id} to ${to.id}`);
    const { cluster } = call;
    if (!canReach(cluster, call.findNode(from.id), call.findNode(to.id)))
      throw new Refused('TARGET_UNREACHABLE', `${to.id} does not answer ${from.id}.`);
    const path = pathBetween(cluster, from, to);
    const { settings } = cluster;
    const { streamMbps } = streamLimits(
      path,
      settings['transport.amst.congestion_control'],
      settings['transport.amst.pacing.enabled']
        ? settings['transport.amst.pacing.rate_mbps']
        : Number.MAX_VALUE,
    );
    const one = throughputMbps(path.capacityMbps, 1, streamMbps);
    const result = {
      source: from.id,
      target: to.id,
      capacity_mbps: Math.round(path.capacityMbps),
      one_stream_mbps: round(one),
      streams_to_fill: Math.max(1, Math.ceil(path.capacityMbps / Math.max(0.001, streamMbps))),
      rtt_ms: round(path.rttMs),
      loss_percent: round(path.lossRatio * 100, 2),
      bandwidth_delay_bytes: Math.round(bandwidthDelayBytes(path.capacityMbps, path.rttMs)),
    };
    return {
      value: result,
      text: facts([
        ['Path', `${from.id} (${from.region}) to ${to.id} (${to.region})`],
        ['Capacity', `${result.capacity_mbps} Mbps`],
        ['One stream', `${result.one_stream_mbps} Mbps`],
        ['Streams to fill', result.streams_to_fill],
        ['Round trip', `${result.rtt_ms} ms`],
        ['Loss', `${result.loss_percent} %`],
        ['In flight', `${bytes(result.bandwidth_delay_bytes)} when full`],
      ]),
    };
  },

  'network partition-detect': (call) => {
    const { cluster } = call;
    const parts = partsOf(cluster);
    const rows = parts.map((part, index) => ({
      part: index + 1,
      nodes: part.length,
      voters: part.filter(({ id }) => cluster.voters.includes(id)).length,
      regions: [...new Set(part.map(({ region }) => region))].join(', '),
      members: part.map(({ id }) => id),
    }));
    const majority = rows.find((row) => row.voters > cluster.voters.length / 2);
    return {
      value: { partitioned: rows.length > 1, parts: rows },
      text:
        table(
          ['part', 'nodes', 'voters', 'regions'],
          rows.map((row) => [row.part, row.nodes, row.voters, row.regions]),
        ) +
        (rows.length <= 1
          ? '\nEvery running node reaches every other.\n'
          : `\n${majority === undefined ? 'No part has a majority of the voters' : `Part ${majority.part} has the majority of the voters`}.\n`),
      exitCode: rows.length > 1 ? 1 : 0,
    };
  },
};

/** Share of round trips that lose a packet, on the way there or back. */
function roundTripLoss(cluster: Cluster, from: ClusterNode, to: ClusterNode): number {
  return 1 - (1 - pathBetween(cluster, from, to).lossRatio) * (1 - pathBetween(cluster, to, from).lossRatio);
}

function onePerRegion(cluster: Cluster): ClusterNode[] {
  const byRegion = new Map<string, ClusterNode>();
  for (const node of [...listWorkers(cluster), ...listNodes(cluster)])
    if (!byRegion.has(node.region)) byRegion.set(node.region, node);
  return [...byRegion.values()];
}

/** Groups of running nodes that reach each other, the largest first. */
function partsOf(cluster: Cluster): ClusterNode[][] {
  const left = listNodes(cluster).filter((node) => node.process === 'running');
  const parts: ClusterNode[][] = [];
  while (left.length > 0) {
    const part = [left.shift() as ClusterNode];
    for (const member of part) {
      for (let index = left.length - 1; index >= 0; index -= 1) {
        const other = left[index];
        if (other !== undefined && canReach(cluster, member, other)) {
          part.push(other);
          left.splice(index, 1);
        }
      }
    }
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length);
}
