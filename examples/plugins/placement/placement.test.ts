import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlacementLimits, PlacementVm, PlacementWorker } from '../dwcp-plugin.d.ts';
import { score } from './balanced.ts';
import { place as bestFit } from './best-fit.ts';
import { place as leastSlack } from './least-slack.ts';

const limits: PlacementLimits = { cpuShare: 2, freeMemoryRatio: 0.1, maxVmsPerWorker: 100 };

const vm = (id: string, memoryGib: number, rest: Partial<PlacementVm> = {}): PlacementVm => ({
  id,
  node: 'worker-1',
  cpu: 1,
  memoryGib,
  diskGb: 10,
  requiredRegions: [],
  together: [],
  apart: [],
  ...rest,
});

const worker = (id: string, rest: Partial<PlacementWorker> = {}): PlacementWorker => ({
  id,
  region: 'eu-west',
  cpu: 32,
  memoryGib: 32,
  diskGb: 1_000,
  used: { cpu: 0, memoryGib: 0, diskGb: 0, vms: 0 },
  rttMs: 1,
  reliability: 0.8,
  cost: 0.5,
  ...rest,
});

const workers = (count: number): PlacementWorker[] =>
  Array.from({ length: count }, (_, index) => worker(`worker-${index + 1}`));

const used = (plan: Record<string, string>): number => new Set(Object.values(plan)).size;

/** Three of each: 84 GiB, which three workers of 28.8 GiB hold if every set comes to 28. */
const guests = (): PlacementVm[] =>
  [10, 9, 5, 4].flatMap((size) => [1, 2, 3].map((number) => vm(`vm-${size}-${number}`, size)));

test('best fit leaves a gap that no VM fills, and needs a fourth worker', () => {
  assert.equal(used(bestFit(guests(), workers(6), limits)), 4);
});

test('looking at sets needs three', () => {
  const plan = leastSlack(guests(), workers(6), limits);
  assert.equal(Object.keys(plan).length, 12);
  assert.equal(used(plan), 3);
});

for (const [name, place] of Object.entries({ bestFit, leastSlack })) {
  test(`${name} leaves out the VM for which no worker is left`, () => {
    assert.deepEqual(place([vm('large', 40), vm('small', 4)], workers(1), limits), { small: 'worker-1' });
  });

  test(`${name} keeps a tenth of the memory free`, () => {
    assert.deepEqual(place([vm('full', 32)], workers(1), limits), {});
    assert.deepEqual(place([vm('most', 28)], workers(1), limits), { most: 'worker-1' });
  });

  test(`${name} counts what stands on a worker already`, () => {
    const busy = worker('worker-1', { used: { cpu: 4, memoryGib: 20, diskGb: 50, vms: 1 } });
    assert.deepEqual(place([vm('new', 10)], [busy], limits), {});
  });

  test(`${name} obeys rules`, () => {
    const vms = [
      vm('db-1', 8, { apart: ['db-2'] }),
      vm('db-2', 8, { apart: ['db-1'] }),
      vm('local', 2, { requiredRegions: ['us-east'] }),
    ];
    const plan = place(vms, [...workers(2), worker('worker-9', { region: 'us-east' })], limits);
    assert.equal(plan['local'], 'worker-9');
    assert.notEqual(plan['db-1'], plan['db-2']);
  });

  test(`${name} ends on a large cluster`, () => {
    const vms = Array.from({ length: 400 }, (_, index) => vm(`vm-${index}`, 1 + ((index * 7) % 11)));
    assert.equal(Object.keys(place(vms, workers(100), limits)).length, 400);
  });
}

test('balanced prefers the emptier worker, by whichever is scarcer', () => {
  const memory = worker('memory', { used: { cpu: 0, memoryGib: 20, diskGb: 0, vms: 1 } });
  const cpu = worker('cpu', { used: { cpu: 60, memoryGib: 0, diskGb: 0, vms: 1 } });
  const guest = vm('new', 4);
  assert.ok(score(guest, worker('empty'), limits) > score(guest, memory, limits));
  assert.ok(score(guest, memory, limits) > score(guest, cpu, limits));
});
