import type { Cluster } from '../../cluster.ts';
import { listNodes } from '../../cluster.ts';
import type { Operation } from '../../releases.ts';
import { increaseOf } from '../../series.ts';
import { Refused, type CommandAnswer, type CommandCall, type CommandRun } from '../command-call.ts';
import { clock, duration, facts, round, table } from '../format.ts';
import type { Chunk } from '../session.ts';

export const upgradeCommands: Readonly<Record<string, CommandRun>> = {
  'upgrade start': (call) => operate(call, 'upgrade'),
  'upgrade rollback': (call) => operate(call, 'rollback'),

  'upgrade status': (call) => {
    const { cluster } = call;
    const release = call.flag('--release');
    if (release !== undefined && cluster.releases[release] === undefined)
      throw new Refused(
        'INVALID_ARGUMENT',
        `There is no release "${release}"; there is: ${Object.keys(cluster.releases).join(', ')}.`,
      );
    const rows = Object.keys(cluster.releases)
      .filter((version) => release === undefined || version === release)
      .map((version) => {
        const nodes = listNodes(cluster).filter((node) => node.version === version);
        const requests = increaseOf(cluster, `dwcp_requests_total ${version}`, 300_000);
        const errors = increaseOf(cluster, `dwcp_request_errors_total ${version}`, 300_000);
        return {
          release: version,
          controllers: nodes.filter(({ type }) => type === 'controller').length,
          workers: nodes.filter(({ type }) => type === 'worker').length,
          requests_5m: Math.round(requests),
          error_percent: requests === 0 ? null : round((errors / requests) * 100, 2),
        };
      });
    const { operation } = cluster;
    return {
      value: { operation: operation === null ? null : describe(cluster, operation), releases: rows },
      text: `${operation === null ? 'No operation has run.\n' : facts(lines(cluster, operation))}\n${table(
        ['release', 'controllers', 'workers', 'requests 5m', 'errors %'],
        rows.map((row) => [row.release, row.controllers, row.workers, row.requests_5m, row.error_percent]),
      )}`,
    };
  },

  'dns switch': function* (call): Generator<Chunk, CommandAnswer> {
    const target = call.required('--target');
    const { operation } = call.cluster;
    if (operation === null || operation.strategy !== 'blue-green')
      throw new Refused(
        'INVALID_ARGUMENT',
        `There is no second cluster "${target}" to point the name at; start an upgrade with --strategy blue-green.`,
      );
    if (target !== 'blue' && target !== 'green')
      throw new Refused('INVALID_ARGUMENT', `The clusters are called blue and green, not "${target}".`);
    const isBack = target === 'blue';
    const previous =
      Object.keys(call.cluster.releases).find((version) => version !== operation.version) ??
      operation.version;
    if (isBack)
      call.act({
        type: 'start-operation',
        kind: 'rollback',
        strategy: 'blue-green',
        version: previous,
        nodes: null,
        percent: 100,
      });
    if (call.waits)
      yield* call.waitFor(() => call.cluster.operation?.endedAtMs !== null, {
        limitMs: 1_800_000,
        stepMs: 5_000,
        progress: () => `clients move to ${target} while the name's five minutes run out`,
      });
    return {
      value: { target, ended: call.cluster.operation?.endedAtMs !== null },
      text: `The service name points at ${target}; cached names last five minutes.\n`,
    };
  },
};

function* operate(call: CommandCall, kind: Operation['kind']): Generator<Chunk, CommandAnswer> {
  const version = call.required('--release');
  const nodes = call.nodes('--nodes')?.map(({ id }) => id) ?? null;
  const percent = call.number('--percent', 1, 100) ?? 100;
  const strategy =
    call.choice('--strategy', ['in-place', 'blue-green']) ??
    (kind === 'rollback' && call.cluster.operation?.strategy === 'blue-green' ? 'blue-green' : 'in-place');
  if (call.cluster.releases[version] === undefined)
    throw new Refused(
      'INVALID_ARGUMENT',
      `There is no release "${version}"; there is: ${Object.keys(call.cluster.releases).join(', ')}.`,
    );
  const running = call.cluster.operation;
  // A rollback does not wait for the rollout that it undoes.
  if (kind === 'rollback' && running !== null && running.endedAtMs === null) {
    call.act({ type: 'stop-operation' });
    yield* call.waitFor(() => call.cluster.operation?.endedAtMs !== null, {
      limitMs: 300_000,
      progress: () => `${running.id} finishes its present batch`,
    });
  }
  call.act({ type: 'start-operation', kind, strategy, version, nodes, percent });
  const present = (): Operation => call.cluster.operation as Operation;
  const id = present().id;
  if (!call.waits)
    return {
      value: describe(call.cluster, present()),
      text: `${id} to ${version} (${strategy}) has begun; see "dwcp-cli upgrade status".\n`,
    };
  yield* call.waitFor(() => present().endedAtMs !== null, {
    limitMs: 14_400_000,
    stepMs: 5_000,
    progress: () =>
      `${id} ${present().stage} ${present().current.join(' ')}, ${present().batches.flat().length} nodes to come`,
  });
  return { value: describe(call.cluster, present()), text: facts(lines(call.cluster, present())) };
}

function describe(cluster: Cluster, operation: Operation) {
  const all = listNodes(cluster).filter(({ type }) => type !== 'edge');
  return {
    operation: operation.id,
    kind: operation.kind,
    strategy: operation.strategy,
    release: operation.version,
    started: clock(cluster.epochMs, operation.startedAtMs),
    ended: operation.endedAtMs === null ? null : clock(cluster.epochMs, operation.endedAtMs),
    seconds: round(((operation.endedAtMs ?? cluster.nowMs) - operation.startedAtMs) / 1000),
    nodes_with_release: all.filter(({ version }) => version === operation.version).length,
    nodes: all.length,
    stage: operation.endedAtMs === null ? operation.stage : 'ended',
  };
}

function lines(cluster: Cluster, operation: Operation): [string, string | number | null][] {
  const facts = describe(cluster, operation);
  return [
    ['Operation', `${facts.operation}, ${facts.kind} to ${facts.release}, ${facts.strategy}`],
    [
      'Stage',
      facts.stage === 'ended'
        ? `ended after ${duration(facts.seconds * 1000)}`
        : `${facts.stage} ${operation.current.join(' ')}`,
    ],
    ['Nodes', `${facts.nodes_with_release} of ${facts.nodes} have ${facts.release}`],
  ];
}
