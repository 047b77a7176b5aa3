import type { Cluster } from '../../cluster.ts';
import { nodeOf } from '../../cluster.ts';
import { expectedCommitMs, hasQuorum, proposerOf, protocolOf } from '../../consensus.ts';
import { largestGroup, pbftView } from '../../pbft.ts';
import { byzantineTolerance, pbftQuorum, raftMajority } from '../../quorum.ts';
import { isQuarantined } from '../../reputation.ts';
import { Mistyped, Refused, type CommandRun } from '../command-call.ts';
import { clock, duration, facts, round, table } from '../format.ts';

export const consensusCommands: Readonly<Record<string, CommandRun>> = {
  'consensus quorum-status': (call) => {
    const { cluster } = call;
    const status = quorumOf(cluster);
    return {
      value: status,
      text:
        facts([
          ['Protocol', status.protocol],
          [status.protocol === 'raft' ? 'Leader' : 'Primary', status.proposer],
          [status.protocol === 'raft' ? 'Term' : 'View', status.era],
          ['Voters', status.voters],
          ['Reachable', status.reachable],
          ['Quorum', status.quorum],
          ['To spare', status.spare],
          ['Tolerates', status.tolerates],
          ['Pending', status.pending === 1 ? '1 proposal' : `${status.pending} proposals`],
          ['Commit', status.commit_ms === null ? 'none possible' : duration(status.commit_ms)],
        ]) +
        `\n${table(
          ['voter', 'state', 'role', 'score'],
          status.members.map((member) => [member.voter, member.state, member.role, member.score]),
        )}`,
      exitCode: status.has_quorum ? 0 : 1,
    };
  },

  'consensus analyze': (call) => {
    const node = call.node('--node');
    const { cluster } = call;
    if (!cluster.voters.includes(node.id)) throw new Refused('INVALID_ARGUMENT', `${node.id} is no voter.`);
    const since = cluster.nowMs - (call.time('--duration', 'm') ?? 3_600_000);
    const events = cluster.events.filter((event) => event.atMs >= since && event.node === node.id);
    const count = (type: string): number => events.filter((event) => event.type === type).length;
    const decisions = cluster.decisions.filter((decision) => decision.atMs >= since).length;
    const value = {
      node: node.id,
      elections_started: count('election-started'),
      elections_won: count('leader-elected'),
      view_changes: count('view-changed'),
      violations: count('evidence-recorded'),
      restarts: count('process-started'),
      clock_skew_ms: node.clockSkewMs,
      disk_write_ms: node.diskWriteMs,
      decisions_of_cluster: decisions,
    };
    return {
      value,
      text: facts([
        ['Node', node.id],
        ['Elections', `${value.elections_started} started, ${value.elections_won} won`],
        ['View changes', value.view_changes],
        ['Violations', value.violations],
        ['Restarts', value.restarts],
        ['Clock', `${value.clock_skew_ms} ms off`],
        ['Disk', `${value.disk_write_ms} ms a write`],
        ['Decisions', `${decisions} of the cluster in this time`],
      ]),
    };
  },

  'consensus failover': function* (call) {
    const target = call.node('--target');
    call.checkWrite();
    const before = proposerOf(call.cluster);
    call.act({ type: 'transfer-leadership', target: target.id });
    yield* call.waitFor(() => proposerOf(call.cluster) === target.id, {
      stepMs: 100,
      limitMs: 10_000,
      progress: () => `${target.id} stands for election`,
    });
    const leader = proposerOf(call.cluster);
    return {
      value: { before, leader },
      text:
        leader === target.id
          ? `${target.id} leads; before it was ${before ?? 'nobody'}.\n`
          : `${leader ?? 'Nobody'} leads, not ${target.id}.\n`,
      exitCode: leader === target.id ? 0 : 1,
    };
  },

  'consensus force-view-change': (call) => {
    const wanted = call.integer('--new-view', 0, 1_000_000) ?? 0;
    const before = pbftView(call.cluster);
    if (protocolOf(call.cluster) !== 'pbft')
      throw new Refused(
        'INVALID_ARGUMENT',
        'Raft is in use, which has terms and no views; see "consensus failover".',
      );
    if (wanted <= before)
      throw new Refused('INVALID_ARGUMENT', `The view is ${before}; a new one must be higher.`);
    while (pbftView(call.cluster) < wanted) {
      if (wanted - pbftView(call.cluster) > 100)
        throw new Mistyped(`--new-view is ${wanted}; at most ${before + 100} can be reached at once.`);
      call.act({ type: 'force-view-change' });
    }
    const primary = proposerOf(call.cluster);
    return {
      value: { view: pbftView(call.cluster), primary },
      text: `View ${pbftView(call.cluster)}, primary ${primary ?? 'none'}.\n`,
    };
  },

  'consensus set-quorum': (call) => {
    const text = call.required('--requirement');
    const given = call.number('--requirement', 0.5, 100) ?? 0;
    const fraction = text.endsWith('%') || given > 1 ? given / 100 : given;
    if (!(fraction >= 0.5 && fraction <= 1))
      throw new Mistyped(`--requirement is "${text}"; write a share from 0.5 to 1, or 50% to 100%.`);
    call.checkWrite();
    const { cluster } = call;
    const reachable = largestGroup(cluster).length;
    const needed = pbftQuorum(cluster.voters.length, fraction);
    if (needed > reachable)
      throw new Refused(
        'QUORUM_LOST',
        `${round(fraction * 100)} % of ${cluster.voters.length} voters are ${needed}, and ${reachable} answer: nothing could be decided any more.`,
      );
    call.act({ type: 'change-settings', settings: { 'consensus.quorum_fraction': fraction } });
    return {
      value: { fraction, quorum: needed },
      text: `PBFT decides with ${needed} of ${cluster.voters.length} voters.\n`,
    };
  },

  'consensus reset': function* (call) {
    const { cluster } = call;
    const running = cluster.voters.filter((id) => nodeOf(cluster, id).process === 'running');
    if (running.length < raftMajority(cluster.voters.length))
      throw new Refused(
        'QUORUM_LOST',
        `${running.length} of ${cluster.voters.length} controllers run; a reset needs ${raftMajority(cluster.voters.length)}. Bring them back first.`,
      );
    const pending = cluster.proposals.length;
    for (const id of running) {
      call.act({ type: 'stop-service', node: id });
      yield* call.pass(2_000, () => `${id} stopped`);
    }
    for (const id of running) {
      call.act({ type: 'start-service', node: id });
      yield* call.pass(1_000, () => `${id} started`);
    }
    yield* call.waitFor(() => hasQuorum(call.cluster) && proposerOf(call.cluster) !== null, {
      stepMs: 500,
      limitMs: 60_000,
    });
    const leader = proposerOf(call.cluster);
    return {
      value: { leader, proposals_at_risk: pending },
      text: `${leader ?? 'Nobody'} leads. ${pending} proposals were waiting and may be lost.\n`,
      exitCode: leader === null ? 1 : 0,
    };
  },
};

export function quorumOf(cluster: Cluster) {
  const protocol = protocolOf(cluster);
  const voters = cluster.voters.length;
  const quorum =
    protocol === 'raft'
      ? raftMajority(voters)
      : pbftQuorum(voters, cluster.settings['consensus.quorum_fraction']);
  const group = largestGroup(cluster);
  const proposer = proposerOf(cluster);
  const commit = expectedCommitMs(cluster);
  return {
    protocol,
    proposer,
    era:
      protocol === 'raft'
        ? Math.max(0, ...cluster.voters.map((id) => cluster.raft[id]?.term ?? 0))
        : pbftView(cluster),
    voters,
    reachable: group.length,
    quorum,
    spare: group.length - quorum,
    has_quorum: hasQuorum(cluster),
    tolerates:
      protocol === 'raft'
        ? `${voters - raftMajority(voters)} crashed, 0 lying`
        : `${byzantineTolerance(voters)} lying`,
    pending: cluster.proposals.length,
    commit_ms: commit === null ? null : round(commit),
    last_commit: lastCommit(cluster),
    members: cluster.voters.map((id) => {
      const node = nodeOf(cluster, id);
      return {
        voter: id,
        state:
          node.process !== 'running'
            ? node.process
            : isQuarantined(node)
              ? 'quarantined'
              : group.includes(id)
                ? 'reachable'
                : 'cut off',
        role:
          protocol === 'raft'
            ? id === proposer
              ? 'leader'
              : (cluster.raft[id]?.role ?? '')
            : id === proposer
              ? 'primary'
              : 'replica',
        score: node.reputation.score,
      };
    }),
  };
}

function lastCommit(cluster: Cluster): string | null {
  const last = cluster.decisions.at(-1);
  return last === undefined ? null : clock(cluster.epochMs, last.atMs);
}
