import { describe, expect, test } from 'vitest';
import { attempt, formatMetrics, readLog, type Action, type Cluster } from '../../../src/simulator/index.ts';
import { packGenetic, packScored } from '../../../src/simulator/itp-genetic.ts';
import { nextIndex, seedRandom } from '../../../src/simulator/random.ts';
import { lagReader } from '../../../src/simulator/ass.ts';
import { nodeOf } from '../../../src/simulator/cluster.ts';
import { predictionAccuracy } from '../../../src/simulator/pba.ts';
import { quantileOf } from '../../../src/simulator/metric-store.ts';
import { after, clusterWith, createVm, eventsOf, firing, GIB } from './builder.ts';

const inject = (fault: Extract<Action, { type: 'inject-fault' }>['fault']): Action => ({
  type: 'inject-fault',
  fault,
});

describe('alerts', () => {
  test('are pending for the time of their rule, then fire, then are resolved', () => {
    const at = (cluster: Cluster): unknown[] =>
      Object.values(cluster.alerts.instances).map(({ name, state }) => `${name} ${state}`);
    const crashed = after(
      clusterWith({ seconds: 60 }),
      [inject({ type: 'crash', node: 'controller-3' })],
      30,
    );
    expect(at(crashed)).toEqual(['ControllerClusterDegraded pending']);
    const later = after(crashed, [], 60);
    expect(at(later)).toEqual(['ControllerClusterDegraded firing']);
    expect(at(after(later, [{ type: 'clear-fault', target: 'controller-3' }], 30))).toEqual([]);
  });

  test('report a node that is cut off, first as a warning', () => {
    const cluster = after(
      clusterWith({ seconds: 60 }),
      [inject({ type: 'partition', on: { node: 'worker-9' } })],
      1_000,
    );
    expect(lagReader(cluster)(nodeOf(cluster, 'worker-9'))).toBeGreaterThan(999);
    expect(firing(cluster).sort()).toEqual(['StateSyncLagHigh', 'StateSyncLagWarning', 'WorkerReadinessLow']);
  });

  test('stay quiet for an hour of normal work', () => {
    const cluster = after(clusterWith({ vms: 20, mode: 'internet' }), [], 3_600);
    expect(cluster.alerts.instances).toEqual({});
  });

  test('report slow senders, and lost workers', () => {
    const cluster = clusterWith({ vms: 10, mode: 'internet', seconds: 120 });
    const slow = after(
      cluster,
      [
        inject({ type: 'throttle', on: { node: 'worker-1' }, rateMbps: 5 }),
        { type: 'start-migration', vm: 'vm-1', timeoutMs: 3_600_000 },
      ],
      700,
    );
    expect(firing(slow)).toContain('NetworkDegradation');
    const lost = after(
      cluster,
      [inject({ type: 'crash', node: 'worker-1' }), inject({ type: 'crash', node: 'worker-2' })],
      400,
    );
    expect(firing(lost)).toContain('MassWorkerFailure');
  });
});

describe('quantileOf', () => {
  test('interpolates as Prometheus does', () => {
    expect(quantileOf([1, 2, 4], [0, 10, 0], 10, 0.5)).toBe(1.5);
    expect(quantileOf([1, 2, 4], [0, 0, 0], 5, 0.95)).toBe(4);
    expect(quantileOf([1, 2, 4], [0, 0, 0], 0, 0.95)).toBeNaN();
  });
});

describe('mode detection', () => {
  test('follows a delay of 100 ms through hybrid to internet in 50 s, and no change is made in a cooldown', () => {
    const cluster = clusterWith({ regions: ['a'], seconds: 200 });
    const delayed = after(cluster, [inject({ type: 'delay', on: { node: 'worker-1' }, delayMs: 100 })], 90);
    const changes = eventsOf(delayed, 'mode-changed').filter(
      ({ node, atMs }) => node === 'worker-1' && atMs > 200_000,
    );
    expect(changes.map(({ atMs, fields }) => [atMs / 1000 - 200, fields['to']])).toEqual([
      [10, 'hybrid'],
      [50, 'internet'],
    ]);
  });

  test('can be held', () => {
    const held = after(clusterWith(), [{ type: 'set-mode', nodes: ['worker-1'], mode: 'internet' }], 300);
    expect([held.nodes['worker-1']?.mode, held.nodes['worker-2']?.mode]).toEqual(['internet', 'datacenter']);
    expect(
      after(held, [{ type: 'set-mode', nodes: ['worker-1'], mode: 'auto' }], 60).nodes['worker-1']?.mode,
    ).toBe('datacenter');
  });
});

describe('forecasts', () => {
  test('hardly notice a drop in their hourly accuracy', () => {
    const cluster = clusterWith({ regions: ['a', 'b'], seconds: 3_600 });
    const dropped = after(
      cluster,
      [inject({ type: 'background', from: 'a', to: 'b', rateMbps: 10_000 * (2 / 3) })],
      60,
    );
    expect(predictionAccuracy(nodeOf(dropped, 'worker-1'))).toBeCloseTo(0.99, 2);
  });
});

describe('releases', () => {
  const upgrade = (
    kind: 'upgrade' | 'rollback',
    version: string,
    strategy: 'in-place' | 'blue-green' = 'in-place',
  ): Action => ({
    type: 'start-operation',
    kind,
    strategy,
    version,
    nodes: null,
    percent: 100,
  });
  const bad = inject({ type: 'release', version: '3.0.1', errorRatio: 0.02 });

  test('a defective release raises the error rate of its version, and a rollback within 30 min ends it', () => {
    const upgraded = after(clusterWith({ seconds: 60 }), [bad, upgrade('upgrade', '3.0.1')], 1_200);
    expect(new Set(Object.values(upgraded.nodes).map(({ version }) => version))).toEqual(new Set(['3.0.1']));
    expect(Object.values(upgraded.alerts.instances)).toEqual([
      expect.objectContaining({ name: 'RolloutErrorRateHigh', labels: { version: '3.0.1' } }),
    ]);
    const back = after(upgraded, [upgrade('rollback', '3.0.0')], 1_799);
    expect(back.operation?.endedAtMs).not.toBeNull();
    expect(new Set(Object.values(back.nodes).map(({ version }) => version))).toEqual(new Set(['3.0.0']));
    expect(firing(back)).toEqual([]);
  });

  test('in place, controllers go one at a time with the leader last', () => {
    const cluster = after(clusterWith({ seconds: 60 }), [bad, upgrade('upgrade', '3.0.1')], 1_200);
    const order = eventsOf(cluster, 'release-installed')
      .map(({ node }) => node)
      .slice(0, 3);
    expect(order).toEqual(['controller-2', 'controller-3', 'controller-1']);
    expect(eventsOf(cluster, 'alert-fired').map(({ fields }) => fields['alert'])).toEqual([
      'RolloutErrorRateHigh',
    ]);
  });

  test('blue-green moves the traffic while the name runs out', () => {
    const cluster = after(
      clusterWith({ seconds: 60 }),
      [bad, upgrade('upgrade', '3.0.1', 'blue-green')],
      600 + 150,
    );
    expect(cluster.nodes['controller-1']?.version).toBe('3.0.0');
    expect(formatMetrics(cluster)).toMatch(/dwcp_requests_total\{node="controller-1",version="3.0.1"/);
    expect(after(cluster, [], 200).nodes['controller-1']?.version).toBe('3.0.1');
  });
});

describe('placement', () => {
  test('respects regions and anti-affinity', () => {
    const cluster = after(
      clusterWith(),
      [
        createVm('db-1', { antiAffinityGroup: 'db', requiredRegions: ['us-east'] }),
        createVm('db-2', { antiAffinityGroup: 'db', requiredRegions: ['us-east'] }),
      ],
      1,
    );
    const hosts = ['db-1', 'db-2'].map((id) => cluster.vms[id]?.node ?? '');
    expect(new Set(hosts).size).toBe(2);
    expect(hosts.map((host) => cluster.nodes[host]?.region)).toEqual(['us-east', 'us-east']);
  });

  test('tells rules from capacity', () => {
    const cluster = clusterWith();
    expect(attempt(cluster, createVm('vm', { requiredRegions: ['mars'] })).refusal?.code).toBe(
      'PLACEMENT_FAILED',
    );
    expect(attempt(cluster, createVm('vm', { memoryBytes: 500 * GIB })).refusal?.code).toBe(
      'INSUFFICIENT_RESOURCES',
    );
  });

  test('evacuates a worker', () => {
    const cluster = after(
      clusterWith({ vms: 20, seconds: 120 }),
      [{ type: 'evacuate', node: 'worker-1' }],
      300,
    );
    expect(cluster.nodes['worker-1']).toMatchObject({ vms: [], memoryUsedBytes: 0, inMaintenance: true });
  });

  test('the score packs at least as well as the genetic baseline, which reaches 80 %', () => {
    const random = seedRandom(7);
    const items = Array.from({ length: 60 }, () => ({
      cpu: 2,
      memoryBytes: [2, 4, 8, 16][nextIndex(random, 4)] ?? 2,
    }));
    const nodes = Array.from({ length: 10 }, () => ({ cpu: 32, memoryBytes: 64 }));
    const genetic = packGenetic(items, nodes, 1);
    const scored = packScored(items, nodes);
    expect(genetic.unplaced + scored.unplaced).toBe(0);
    expect(genetic.utilisation).toBeGreaterThan(0.8);
    expect(scored.utilisation).toBeGreaterThanOrEqual(genetic.utilisation - 0.02);
    expect(packGenetic(items, nodes, 1)).toEqual(genetic);
  });
});

describe('state synchronisation', () => {
  test('lets a write from a fast clock win over a newer one', () => {
    const write = (node: string, value: string): Action => ({
      type: 'write-entry',
      key: 'owner',
      value,
      node,
    });
    const fast = after(
      clusterWith({ seconds: 60 }),
      [inject({ type: 'clock-skew', node: 'worker-1', skewMs: 2_000 }), write('worker-1', 'old')],
      1,
    );
    const lost = after(fast, [write('worker-2', 'new')], 0.5);
    expect(lost.registry['owner']).toMatchObject({ value: 'old', writer: 'worker-1' });
    expect(lost.conflicts).toHaveLength(1);
  });
});

describe('readLog', () => {
  test('gives the lines of one node with the time of the calendar', () => {
    const cluster = after(clusterWith({ seconds: 60 }), [inject({ type: 'crash', node: 'worker-2' })], 1);
    expect(readLog(cluster, 'worker-2').at(-1)).toMatchObject({
      timestamp: '2026-01-06T08:01:00.000Z',
      component: 'node',
    });
  });
});
