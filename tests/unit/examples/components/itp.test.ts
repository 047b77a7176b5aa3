import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  datacenterScore,
  place,
  reject,
  REFERENCE_LIMITS,
  wideScore,
  type Request,
  type Worker,
} from '../../../../examples/components/itp.ts';
import { apply, type Cluster, type Mode } from '../../../../src/simulator/index.ts';
import { placeVm } from '../../../../src/simulator/itp.ts';
import { pathBetween } from '../../../../src/simulator/links.ts';
import { proposerOf } from '../../../../src/simulator/consensus.ts';
import { clusterWith, createVm, GIB } from '../../simulator/builder.ts';

const GIGABYTE = 1e9;

/** What the module sees of the training cluster. */
function workersOf(cluster: Cluster): Worker[] {
  const leader = cluster.nodes[proposerOf(cluster) ?? ''];
  if (leader === undefined) throw new Error('The cluster has no leader.');
  return Object.values(cluster.nodes)
    .filter(({ type }) => type === 'worker')
    .map((node) => ({
      id: node.id,
      region: node.region,
      cpu: node.cpu,
      memoryGib: node.memoryBytes / GIB,
      diskGb: node.diskBytes / GIGABYTE,
      used: {
        cpu: node.cpuUsed,
        memoryGib: node.memoryUsedBytes / GIB,
        diskGb: node.diskUsedBytes / GIGABYTE,
        vms: node.vms.length,
      },
      isInMaintenance: node.inMaintenance,
      isQuarantined: false,
      rttMs: pathBetween(cluster, leader, node).rttMs,
      reliability: (node.uptimeRatio * node.reputation.score) / 100,
      cost: node.costScore,
    }));
}

const requestFor = (cpu: number, memoryGib: number, diskGb: number, regions: string[]): Request => ({
  cpu,
  memoryGib,
  diskGb,
  regions,
  apartFrom: [],
});

describe.each<[Mode, typeof wideScore]>([
  ['datacenter', datacenterScore],
  ['internet', wideScore],
])('in %s mode', (mode, score) => {
  test('chooses the worker that the training cluster chooses, or fails with its code', () => {
    // Ten guests of odd sizes make the workers differ.
    const filled = Array.from({ length: 10 }, (_, index) => index).reduce<Cluster>(
      (cluster, index) =>
        apply(
          cluster,
          createVm(`vm-${String(index)}`, {
            node: `worker-${String(index + 1)}`,
            memoryBytes: (8 * index + 2) * GIB,
            cpu: 4 * index + 1,
          }),
        ),
      clusterWith({ mode, seconds: 300 }),
    );
    const workers = workersOf(filled);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 130 }),
        fc.integer({ min: 1, max: 1_100 }),
        fc.subarray(['eu-west', 'us-east', 'ap-south', 'sa-east']),
        (cpu, memoryGib, diskGb, regions) => {
          const ours = place(workers, requestFor(cpu, memoryGib, diskGb, regions), score);
          const theirs = placeVm(filled, {
            id: null,
            cpu,
            memoryBytes: memoryGib * GIB,
            diskBytes: diskGb * GIGABYTE,
            affinityGroup: null,
            antiAffinityGroup: null,
            affinity: null,
            requiredRegions: regions,
          });
          if ('refusal' in theirs) expect(ours).toEqual({ code: theirs.refusal.code });
          else expect(ours).toEqual({ worker: theirs.node });
        },
      ),
    );
  });
});

describe('reject', () => {
  const worker: Worker = {
    id: 'worker-1',
    region: 'eu-west',
    cpu: 32,
    memoryGib: 64,
    diskGb: 1_000,
    used: { cpu: 8, memoryGib: 40, diskGb: 100, vms: 10 },
    isInMaintenance: false,
    isQuarantined: false,
    rttMs: 2,
    reliability: 1,
    cost: 0.5,
  };
  const vm = requestFor(4, 8, 20, []);

  test.each<[string, Partial<Worker>, Partial<Request>, string | null]>([
    ['nothing in the way', {}, {}, null],
    ['maintenance', { isInMaintenance: true }, {}, 'in maintenance'],
    ['quarantine', { isQuarantined: true }, {}, 'in quarantine'],
    ['another region', {}, { regions: ['us-east'] }, 'in region eu-west'],
    ['a VM to stay away from', {}, { apartFrom: ['worker-1'] }, 'beside a VM of its anti-affinity group'],
    ['a disk too small', {}, { diskGb: 901 }, 'disk'],
    ['memory that must stay free', { used: { ...worker.used, memoryGib: 50 } }, {}, 'memory'],
    ['processors', {}, { cpu: 57 }, 'processors'],
    ['a hundred VMs', { used: { ...worker.used, vms: 100 } }, {}, 'number of VMs'],
  ])('%s', (_, changes, wishes, reason) => {
    expect(reject({ ...worker, ...changes }, { ...vm, ...wishes }, REFERENCE_LIMITS)?.reason ?? null).toBe(
      reason,
    );
  });
});
