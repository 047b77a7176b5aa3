import { clusterStatus } from '../../api/cluster-calls.ts';
import type { Cluster } from '../../cluster.ts';
import { listNodes, listWorkers, nodeOf } from '../../cluster.ts';
import { expectedCommitMs, hasQuorum, proposerOf, protocolOf } from '../../consensus.ts';
import { lagReader } from '../../ass.ts';
import { pbftQuorum, raftMajority } from '../../quorum.ts';
import { majorityMode } from '../../mode.ts';
import { isQuarantined } from '../../reputation.ts';
import { nodeStatus } from '../../status.ts';
import { Refused, type CommandRun } from '../command-call.ts';
import { duration, facts, round, table } from '../format.ts';
import { saveSnapshot } from '../snapshots.ts';

export const clusterCommands: Readonly<Record<string, CommandRun>> = {
  'cluster status': (call) => {
    const { cluster } = call;
    const asked = call.flag('--cluster');
    if (asked !== undefined && asked !== cluster.id && asked !== 'blue' && asked !== 'green')
      throw new Refused(
        'INVALID_ARGUMENT',
        `This endpoint serves ${cluster.id}; it does not know "${asked}".`,
      );
    const status = clusterStatus(cluster, call.endpoint);
    const releases = [...new Set(listNodes(cluster).map(({ version }) => version))].sort();
    const value = {
      ...status,
      term: protocolOf(cluster) === 'raft' ? termOf(cluster) : null,
      mode: majorityMode(cluster, 'worker'),
      vms: Object.keys(cluster.vms).length,
      releases,
    };
    const { controllers, workers, consensus } = status;
    const text = facts([
      ['Cluster', cluster.id],
      ['Status', status.status],
      ['Controllers', `${controllers.healthy} of ${controllers.total} healthy`],
      ['Leader', controllers.leader === null ? 'none' : leaderText(cluster, controllers.leader)],
      [
        'Workers',
        `${workers.ready} of ${workers.total} ready${workers.unreachable > 0 ? `, ${workers.unreachable} unreachable` : ''}`,
      ],
      [
        'Consensus',
        hasQuorum(cluster)
          ? `${consensus.protocol}, commits in ${duration(consensus.latency_ms)}`
          : `${consensus.protocol}, no quorum`,
      ],
      ['Mode', value.mode],
      ['VMs', value.vms],
      ['Release', releases.join(', ')],
    ]);
    return { value, text };
  },

  'cluster health': (call) => {
    const checks = healthChecks(call.cluster);
    const failed = checks.filter(({ state }) => state === 'fail').length;
    const warned = checks.filter(({ state }) => state === 'warn').length;
    const verdict = failed > 0 ? 'unhealthy' : warned > 0 ? 'degraded' : 'healthy';
    return {
      value: { verdict, checks },
      text:
        table(
          ['check', 'state', 'measured', 'limit'],
          checks.map(({ check, state, measured, limit }) => [check, state, measured, limit]),
        ) + `\n${call.cluster.id} is ${verdict}.\n`,
      exitCode: failed > 0 ? 1 : 0,
    };
  },

  'cluster bootstrap': function* (call) {
    const { cluster } = call;
    if (call.required('--cluster-id') !== cluster.id)
      throw new Refused(
        'INVALID_CONFIG',
        `The controllers are configured for ${cluster.id}, not for "${call.required('--cluster-id')}".`,
      );
    const voters = call
      .required('--controllers')
      .split(',')
      // They are machines that belong to no cluster yet; whether they exist is judged with the rest.
      .map((address) => address.trim().replace(/:\d+$/, ''));
    if (cluster.voters.length > 0)
      throw new Refused(
        'INVALID_ARGUMENT',
        `${cluster.id} exists already, with ${cluster.voters.join(', ')}. A second bootstrap would make a second cluster.`,
      );
    call.act({ type: 'bootstrap', voters });
    yield* call.waitFor(() => proposerOf(call.cluster) !== null, {
      stepMs: 100,
      limitMs: 30_000,
      progress: () => 'the voters elect a leader',
    });
    const leader = proposerOf(call.cluster);
    return {
      value: { leader, voters: [...call.cluster.voters] },
      text:
        leader === null
          ? 'No leader was elected within 30 s.\n'
          : `${leaderText(call.cluster, leader)} leads ${call.cluster.voters.length} voters.\n`,
      exitCode: leader === null ? 1 : 0,
    };
  },

  'cluster add-controller': function* (call) {
    const node = call.node('--node');
    call.checkWrite();
    call.act({ type: 'add-voter', node: node.id });
    yield* call.pass(1_000);
    const voters = call.cluster.voters.length;
    const warning =
      voters % 2 === 0
        ? `\nWarning: ${voters} voters survive no more failures than ${voters - 1}. Add one more.\n`
        : '';
    return {
      value: { voters: [...call.cluster.voters], majority: raftMajority(voters) },
      text: `${node.id} votes now. ${voters} voters, majority ${raftMajority(voters)}.\n${warning}`,
    };
  },

  'cluster remove-controller': (call) => {
    const node = call.node('--node');
    if (
      call.has('--confirm') &&
      call.required('--confirm') !== 'true' &&
      call.required('--confirm') !== node.id
    )
      throw new Refused('INVALID_ARGUMENT', 'The word after --confirm does not name the controller.');
    call.checkWrite();
    call.act({ type: 'remove-voter', node: node.id });
    const voters = call.cluster.voters.length;
    return {
      value: { voters: [...call.cluster.voters], majority: raftMajority(voters) },
      text: `${node.id} votes no longer. ${voters} voters, majority ${raftMajority(voters)}.\n`,
    };
  },

  'cluster emergency-bootstrap': (call) => {
    const { cluster } = call;
    const living = cluster.voters.filter((id) => nodeOf(cluster, id).process === 'running');
    const here = living.find((id) => id === call.host) ?? living[0];
    if (here === undefined) throw new Refused('QUORUM_LOST', 'No controller runs that could begin alone.');
    if (living.length > 1)
      throw new Refused(
        'INVALID_ARGUMENT',
        `${living.join(', ')} are running. Two halves that both decide are worse than none; stop what must not decide first.`,
      );
    call.act({ type: 'emergency-bootstrap', node: here });
    return {
      value: { leader: here, voters: [here] },
      text: `${here} is the only voter now and leads. Decisions that only the others had are lost.\n`,
    };
  },

  'cluster decommission': (call) => {
    const { cluster } = call;
    const operation = cluster.operation;
    const asked = call.required('--cluster');
    if (asked === cluster.id)
      throw new Refused(
        'INVALID_ARGUMENT',
        `${cluster.id} serves traffic. Switch the name to another cluster first.`,
      );
    if (operation === null || operation.strategy !== 'blue-green' || operation.endedAtMs === null)
      throw new Refused('INVALID_ARGUMENT', `There is no idle cluster "${asked}" beside this one.`);
    return {
      value: { decommissioned: asked },
      text: `${asked} is shut down. From here on there is no fast way back.\n`,
    };
  },

  'cluster snapshot': (call) => {
    call.checkWrite();
    const snapshot = saveSnapshot(call, call.required('--name'));
    return {
      value: { ...snapshot },
      text: facts([
        ['Snapshot', snapshot.name],
        ['Taken', snapshot.taken],
        ['Entries', snapshot.entries],
        ['VMs', snapshot.vms],
        ['Checksum', snapshot.checksum],
      ]),
    };
  },
};

function termOf(cluster: Cluster): number {
  return Math.max(0, ...cluster.voters.map((id) => cluster.raft[id]?.term ?? 0));
}

function leaderText(cluster: Cluster, leader: string): string {
  return protocolOf(cluster) === 'raft'
    ? `${leader} (term ${termOf(cluster)})`
    : `${leader} (view ${cluster.pbftViews[leader] ?? 0})`;
}

type Check = {
  check: string;
  state: 'pass' | 'warn' | 'fail';
  measured: string;
  limit: string;
};

/** The checks of a healthy cluster, in the order in which one explains the next. */
function healthChecks(cluster: Cluster): Check[] {
  const voters = cluster.voters.map((id) => nodeOf(cluster, id));
  const answering = voters.filter((node) => node.process === 'running' && node.cutOffSinceMs === null).length;
  const isRaft = protocolOf(cluster) === 'raft';
  const quorum = isRaft
    ? raftMajority(voters.length)
    : pbftQuorum(voters.length, cluster.settings['consensus.quorum_fraction']);
  const workers = listWorkers(cluster);
  const ready = workers.filter((node) => nodeStatus(cluster, node) === 'ready').length;
  const commitMs = expectedCommitMs(cluster);
  const lagOf = lagReader(cluster);
  const running = listNodes(cluster).filter((node) => node.process === 'running');
  const lag = Math.max(0, ...running.map(lagOf));
  const soonest = listNodes(cluster).reduce<number>(
    (least, node) => Math.min(least, node.certificateEndsAtMs - cluster.nowMs),
    Infinity,
  );
  const skew = Math.max(0, ...listNodes(cluster).map((node) => Math.abs(node.clockSkewMs)));
  const fullDisks = listNodes(cluster)
    .filter((node) => node.isDiskFull)
    .map(({ id }) => id);
  const quarantined = listNodes(cluster)
    .filter(isQuarantined)
    .map(({ id }) => id);
  const releases = new Set(listNodes(cluster).map(({ version }) => version)).size;
  const grade = (isFail: boolean, isWarn: boolean): Check['state'] =>
    isFail ? 'fail' : isWarn ? 'warn' : 'pass';
  return [
    {
      check: 'controllers answer',
      state: grade(answering < quorum, answering < voters.length),
      measured: `${answering} of ${voters.length}`,
      limit: `quorum ${quorum}`,
    },
    {
      check: 'a leader decides',
      state: grade(!hasQuorum(cluster) || proposerOf(cluster) === null, false),
      measured: hasQuorum(cluster) ? (proposerOf(cluster) ?? 'none') : 'none',
      limit: 'one',
    },
    {
      check: 'commit latency',
      state: grade(commitMs === null || commitMs > 10_000, commitMs !== null && commitMs > 5_000),
      measured: commitMs === null ? 'no commits' : duration(commitMs),
      limit: '10 s',
    },
    {
      check: 'proposals pending',
      state: grade(cluster.proposals.length > 50, cluster.proposals.length > 10),
      measured: String(cluster.proposals.length),
      limit: '10',
    },
    {
      check: 'workers ready',
      state: grade(
        workers.length > 0 && ready / workers.length < 0.9,
        workers.length > 0 && ready / workers.length < 0.95,
      ),
      measured: `${ready} of ${workers.length}`,
      limit: '95 %',
    },
    { check: 'state lag', state: grade(lag > 60, lag > 30), measured: duration(lag * 1000), limit: '30 s' },
    { check: 'clocks', state: grade(skew > 500, skew > 100), measured: `${skew} ms apart`, limit: '500 ms' },
    {
      check: 'disks',
      state: grade(fullDisks.length > 0, false),
      measured: fullDisks.length === 0 ? 'room on all' : `full: ${fullDisks.join(', ')}`,
      limit: '90 %',
    },
    {
      check: 'certificates',
      state: grade(soonest <= 0, soonest < 30 * 86_400_000),
      measured:
        soonest <= 0
          ? 'one has ended'
          : `${soonest === Infinity ? '-' : round(soonest / 86_400_000, 0)} d left`,
      limit: '30 d',
    },
    {
      check: 'quarantine',
      state: grade(false, quarantined.length > 0),
      measured: quarantined.length === 0 ? 'empty' : quarantined.join(', '),
      limit: 'empty',
    },
    { check: 'one release', state: grade(false, releases > 1), measured: `${releases} in use`, limit: '1' },
  ];
}
