import type { Cluster, ClusterNode } from '../../cluster.ts';
import { listNodes } from '../../cluster.ts';
import { quorumOf } from './consensus.ts';
import { reputationLevel } from '../../reputation.ts';
import { Refused, type CommandCall, type CommandRun } from '../command-call.ts';
import { clock, duration, facts, table } from '../format.ts';

export const reputationCommands: Readonly<Record<string, CommandRun>> = {
  'reputation list': (call) => {
    const below = call.number('--threshold', 0, 100);
    const sort = call.choice('--sort', ['score', 'node']) ?? 'score';
    const rows = listNodes(call.cluster)
      .filter((node) => below === undefined || node.reputation.score < below)
      .map((node) => rowOf(call.cluster, node))
      .sort((a, b) => (sort === 'score' ? a.score - b.score : 0));
    return {
      value: rows,
      text:
        rows.length === 0
          ? 'No node is below that score.\n'
          : table(
              ['node', 'score', 'level', 'quarantined', 'violations'],
              rows.map((row) => [row.node, row.score, row.level, row.quarantined, row.violations]),
            ),
    };
  },

  'reputation analyze': (call) => {
    const node = call.node('--node');
    const { cluster } = call;
    const row = rowOf(cluster, node);
    const evidence = evidenceOf(cluster, node.id);
    const changes = cluster.events.filter(
      (event) => event.node === node.id && event.type === 'reputation-changed',
    );
    return {
      value: { ...row, evidence },
      text:
        facts([
          ['Node', node.id],
          ['Score', `${row.score} (${row.level})`],
          [
            'Quarantine',
            row.quarantined === 'no' ? `no, ${node.reputation.quarantines} so far` : row.quarantined,
          ],
          ['Violations', evidence.length],
          ['Changes', changes.length],
        ]) +
        (evidence.length === 0
          ? ''
          : `\n${table(
              ['time', 'violation', 'evidence'],
              evidence.slice(-15).map((item) => [item.time, item.violation, item.message]),
            )}`),
    };
  },

  'reputation analyze-attack': (call) => {
    const { cluster } = call;
    const since = cluster.nowMs - (call.time('--duration', 'm') ?? 3_600_000);
    const rows = listNodes(cluster)
      .map((node) => ({ node, items: evidenceOf(cluster, node.id, since) }))
      .filter(({ items }) => items.length > 0)
      .map(({ node, items }) => {
        const kinds = [...new Set(items.map(({ violation }) => violation))];
        const contradicts = kinds.some((kind) =>
          ['equivocation', 'conflicting_vote', 'invalid_signature'].includes(kind),
        );
        return {
          node: node.id,
          violations: items.length,
          kinds,
          first: items[0]?.time ?? '',
          score: node.reputation.score,
          verdict: contradicts ? 'contradicts itself or the others' : 'late or silent, not proof of lying',
        };
      })
      .sort((a, b) => b.violations - a.violations);
    const quorum = quorumOf(cluster);
    return {
      value: { suspects: rows, voters_to_spare: quorum.spare },
      text:
        rows.length === 0
          ? 'No violation is on record in this time.\n'
          : `${table(
              ['node', 'violations', 'kinds', 'first', 'score', 'verdict'],
              rows.map((row) => [
                row.node,
                row.violations,
                row.kinds.join(' '),
                row.first,
                row.score,
                row.verdict,
              ]),
            )}\nQuorum ${quorum.quorum}, reachable ${quorum.reachable}: ${quorum.spare} voters can be taken out.\n`,
    };
  },

  'reputation quarantine': (call) => {
    const node = call.node('--node');
    if (node.reputation.quarantinedSinceMs !== null)
      throw new Refused('NODE_QUARANTINED', `${node.id} is in quarantine already.`);
    checkQuorumWithout(call, [node]);
    call.checkWrite();
    call.act({ type: 'quarantine', node: node.id });
    const quorum = quorumOf(call.cluster);
    return {
      value: { quarantined: node.id, reason: call.required('--reason'), spare: quorum.spare },
      text: `${node.id} is in quarantine for ${duration(call.cluster.settings['reputation.quarantine_duration'])}: ${call.required('--reason')}. ${call.cluster.voters.includes(node.id) ? `Quorum ${quorum.quorum}, reachable ${quorum.reachable}.` : 'It takes no new VMs.'}\n`,
    };
  },

  'reputation quarantine-bulk': (call) => {
    const threshold = call.number('--threshold', 0, 100) ?? 0;
    const nodes = listNodes(call.cluster).filter(
      (node) => node.reputation.score < threshold && node.reputation.quarantinedSinceMs === null,
    );
    checkQuorumWithout(call, nodes);
    call.checkWrite();
    for (const node of nodes) call.act({ type: 'quarantine', node: node.id });
    return {
      value: { quarantined: nodes.map(({ id }) => id) },
      text:
        nodes.length === 0
          ? `No node is below ${threshold}.\n`
          : `In quarantine now: ${nodes.map(({ id }) => id).join(', ')}.\n`,
    };
  },

  'reputation ban': (call) => {
    const nodes = call.nodes('--nodes') ?? [];
    checkQuorumWithout(call, nodes);
    call.checkWrite();
    const ms = call.time('--duration', 'm') ?? 0;
    for (const node of nodes) {
      call.act({ type: 'ban', node: node.id });
      call.act({ type: 'schedule', afterMs: Math.round(ms), action: { type: 'lift-ban', node: node.id } });
    }
    return {
      value: { banned: nodes.map(({ id }) => id) },
      text: `${nodes.map(({ id }) => id).join(', ')} stay out for ${duration(ms)}.\n`,
    };
  },
};

/** Taking out voters must leave a quorum: else the attack has reached its goal. */
function checkQuorumWithout(call: CommandCall, nodes: readonly ClusterNode[]): void {
  const quorum = quorumOf(call.cluster);
  const leaving = nodes.filter(({ id }) =>
    quorum.members.some((member) => member.voter === id && member.state === 'reachable'),
  );
  const left = quorum.reachable - leaving.length;
  if (leaving.length > 0 && left < quorum.quorum)
    throw new Refused(
      'QUORUM_LOST',
      `Without ${leaving.map(({ id }) => id).join(', ')} there are ${left} voters and the quorum is ${quorum.quorum}: nothing could be decided. Add a voter first.`,
    );
}

function evidenceOf(cluster: Cluster, node: string, since = -Infinity) {
  return cluster.events
    .filter((event) => event.type === 'evidence-recorded' && event.node === node && event.atMs >= since)
    .map((event) => ({
      time: clock(cluster.epochMs, event.atMs),
      violation: String(event.fields['violation'] ?? ''),
      message: event.message,
    }));
}

function rowOf(cluster: Cluster, node: ClusterNode) {
  const since = node.reputation.quarantinedSinceMs;
  return {
    node: node.id,
    score: Math.round(node.reputation.score * 10) / 10,
    level: reputationLevel(cluster, node.reputation.score),
    quarantined: node.reputation.isBanned
      ? 'banned'
      : since === null
        ? 'no'
        : `for ${duration(cluster.nowMs - since)}`,
    violations: evidenceOf(cluster, node.id).length,
  };
}
