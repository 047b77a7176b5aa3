import { describe, expect, test } from 'vitest';
import { attempt } from '../../../src/simulator/actions.ts';
import { apply, findBrokenInvariants, formatMetrics, step } from '../../../src/simulator/index.ts';
import type { Cluster } from '../../../src/simulator/index.ts';
import { buildNode, createReferenceCluster } from '../../../src/simulator/reference-deployment.ts';
import { openSession } from '../../../src/simulator/shell/index.ts';
import { type } from './shell/reference-table.ts';

const controllers = ['controller-1', 'controller-2', 'controller-3'];

/** Machines with the software on them, running, and no cluster yet. */
function startMachines(changes: Partial<Cluster['nodes'][string]> = {}): Cluster {
  const cluster = createReferenceCluster({ seed: 5, controllers: 0, workers: 0 });
  cluster.machines = Object.fromEntries(
    [...controllers, 'controller-4'].map((id) => [id, buildNode(cluster, id, 'controller', 'eu-west')]),
  );
  cluster.machines['worker-1'] = buildNode(cluster, 'worker-1', 'worker', 'us-east');
  Object.assign(cluster.machines['controller-3'] ?? {}, changes);
  return cluster;
}

describe('a cluster without voters', () => {
  test('lets time pass, and breaks no invariant', () => {
    const cluster = step(startMachines(), 600_000);
    expect(cluster.nowMs).toBe(600_000);
    expect(findBrokenInvariants(cluster)).toEqual([]);
    expect(formatMetrics(cluster)).not.toContain('node="controller-1"');
  });

  test('answers nobody, and says so', () => {
    const session = openSession(startMachines());
    expect(type(session, 'dwcp-cli cluster status').exitCode).toBe(3);
    expect(type(session, 'curl -s http://localhost:8080/healthz').exitCode).toBe(7);
  });

  test('cannot place a VM', () => {
    const { refusal } = attempt(startMachines(), {
      type: 'create-vm',
      vm: {
        name: 'vm-1',
        cpu: 1,
        memoryBytes: 1e9,
        diskBytes: 1e9,
        workload: 'web',
        dirtyBytesPerSecond: 0,
      },
    });
    expect(refusal?.code).toBe('QUORUM_LOST');
  });
});

describe('bootstrap', () => {
  test('makes voters of machines, which elect one leader', () => {
    const cluster = step(apply(startMachines(), { type: 'bootstrap', voters: controllers }), 10_000);
    expect(cluster.voters).toEqual(controllers);
    expect(Object.values(cluster.raft).filter(({ role }) => role === 'leader')).toHaveLength(1);
    expect(Object.keys(cluster.machines ?? {})).toEqual(['controller-4', 'worker-1']);
    expect(findBrokenInvariants(cluster)).toEqual([]);
  });

  test.each([
    ['an even number of voters', {}, [...controllers, 'controller-4'], 'INVALID_ARGUMENT'],
    ['a voter named twice', {}, ['controller-1', 'controller-1', 'controller-2'], 'INVALID_ARGUMENT'],
    ['a worker', {}, ['controller-1', 'controller-2', 'worker-1'], 'INVALID_ARGUMENT'],
    ['a machine that is not there', {}, ['controller-1', 'controller-2', 'controller-9'], 'NODE_NOT_FOUND'],
    ['a machine whose service is stopped', { process: 'stopped' }, controllers, 'TARGET_UNREACHABLE'],
    ['a machine whose certificate has ended', { certificateEndsAtMs: 0 }, controllers, 'CERTIFICATE_EXPIRED'],
    ['a machine whose clock is off', { clockSkewMs: -501 }, controllers, 'INVALID_CONFIG'],
  ] as const)('refuses %s, and leaves the machines as they were', (_, changes, voters, code) => {
    const before = startMachines(changes);
    const { cluster, refusal } = attempt(before, { type: 'bootstrap', voters: [...voters] });
    expect(refusal?.code).toBe(code);
    expect([cluster.voters, cluster.nodes, cluster.machines]).toEqual([[], {}, before.machines]);
  });

  test('is refused where a cluster exists', () => {
    const cluster = apply(startMachines(), { type: 'bootstrap', voters: controllers });
    expect(attempt(cluster, { type: 'bootstrap', voters: ['controller-4'] }).refusal?.code).toBe(
      'INVALID_ARGUMENT',
    );
  });
});

describe('join-machine', () => {
  const cluster = apply(startMachines(), { type: 'bootstrap', voters: controllers });

  test('takes a machine in where it stands', () => {
    const { cluster: joined, refusal } = attempt(cluster, {
      type: 'join-machine',
      id: 'worker-1',
      region: 'us-east',
    });
    expect(refusal).toBeNull();
    expect(joined.nodes['worker-1']?.region).toBe('us-east');
    expect(joined.machines).not.toHaveProperty('worker-1');
  });

  test('refuses another region than that of the machine, and a machine twice', () => {
    const join = (on: Cluster, region: string) =>
      attempt(on, { type: 'join-machine', id: 'worker-1', region });
    expect(join(cluster, 'eu-west').refusal?.code).toBe('INVALID_CONFIG');
    expect(join(join(cluster, 'us-east').cluster, 'us-east').refusal?.code).toBe('INVALID_ARGUMENT');
  });
});
