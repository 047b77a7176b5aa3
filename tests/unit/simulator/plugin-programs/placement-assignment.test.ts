import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildPlugin,
  gatherKnowledge,
  type PlacementLimits,
  type PlacementVm,
  type PlacementWorker,
} from '../../../../src/simulator/plugin-programs/index.ts';
import { benchmarkPlacement, placeAnew } from '../../../../src/simulator/plugin-benchmark.ts';
import { createTrainingCluster } from '../../../../src/simulator/training-cluster.ts';

const cluster = createTrainingCluster(1);
const knowledge = gatherKnowledge(cluster);
type Place = (vms: PlacementVm[], workers: PlacementWorker[], limits: PlacementLimits) => unknown;
const place = (program: Place) => buildPlugin({ name: 'mine', place: program }, knowledge);

test('a program knows the VMs that run, the workers as if they held none, and the limits', () => {
  expect(knowledge.vms.map(({ id, memoryGib }) => [id, memoryGib])).toMatchInlineSnapshot(`
    [
      [
        "vm-db-1",
        16,
      ],
      [
        "vm-db-2",
        16,
      ],
      [
        "vm-web-1",
        2,
      ],
      [
        "vm-web-2",
        2,
      ],
      [
        "vm-test-1",
        1,
      ],
    ]
  `);
  expect(knowledge.workers).toHaveLength(10);
  expect(knowledge.workers[0]).toMatchInlineSnapshot(`
    {
      "cost": 0.5,
      "cpu": 32,
      "diskGb": 1000,
      "id": "worker-1",
      "memoryGib": 128,
      "region": "eu-west",
      "reliability": 0.792,
      "rttMs": 1,
      "used": {
        "cpu": 0,
        "diskGb": 0,
        "memoryGib": 0,
        "vms": 0,
      },
    }
  `);
  expect(knowledge.limits).toEqual({ cpuShare: 2, freeMemoryRatio: 0.1, maxVmsPerWorker: 100 });
});

test('the plan is the assignment', () => {
  const built = place((vms) => Object.fromEntries(vms.map(({ id }) => [id, 'worker-3'])));
  expect(built).toMatchInlineSnapshot(`
    {
      "notes": [
        "place gave 5 of 5 VMs a worker.",
      ],
      "plugin": {
        "assignment": {
          "vm-db-1": "worker-3",
          "vm-db-2": "worker-3",
          "vm-test-1": "worker-3",
          "vm-web-1": "worker-3",
          "vm-web-2": "worker-3",
        },
        "kind": "placement",
        "name": "mine",
      },
    }
  `);
});

test('a score is asked for one VM after the other, with the books as they are by then', () => {
  const built = buildPlugin(
    { name: 'emptiest', score: (_: PlacementVm, { used }: PlacementWorker) => -used.memoryGib },
    knowledge,
  );
  if ('problems' in built || built.plugin.kind !== 'placement') throw new Error('It is a placement plug-in.');
  expect(new Set(Object.values(built.plugin.assignment ?? {})).size).toBe(knowledge.vms.length);
  expect(benchmarkPlacement(cluster, built.plugin).pluginUnplaced).toBe(0);
});

test('the cluster puts every VM where the plug-in of any score has it', () => {
  fc.assert(
    fc.property(fc.func(fc.double({ noNaN: true, noDefaultInfinity: true })), (answer) => {
      const score = ({ id }: PlacementVm, worker: PlacementWorker): number =>
        answer(id, worker.id, worker.used.memoryGib);
      const built = buildPlugin({ name: 'any', score }, knowledge);
      if ('problems' in built || built.plugin.kind !== 'placement') throw new Error('Scores are numbers.');
      const { nodes } = placeAnew(cluster, [built.plugin]);
      expect(Object.fromEntries(nodes)).toEqual(built.plugin.assignment);
    }),
    { numRuns: 30 },
  );
});

test('a VM that is left out is left to the built-in score', () => {
  expect(place((vms) => ({ [vms[0]?.id ?? '']: 'worker-1' }))).toMatchObject({
    notes: [
      expect.stringMatching(/^place gave 1 of 5 VMs a worker\.$/),
      expect.stringMatching(/^Left to the built-in score: /),
    ],
  });
});

test('tells each author what is wrong, with names and figures', () => {
  let calls = 0;
  const all =
    (node: unknown): Place =>
    (vms) =>
      Object.fromEntries(vms.map(({ id }) => [id, node]));
  const wrong: Place[] = [
    () => {
      throw new Error('no worker left');
    },
    () => undefined,
    () => [],
    () => ({}),
    () => ({ 'vm-nobody': 'worker-1' }),
    all('worker-99'),
    all('controller-1'),
    all(3),
    () => ({ [knowledge.vms[0]?.id ?? '']: `worker-${1 + (calls++ % 2)}` }),
  ];
  expect(wrong.map((program) => place(program))).toMatchInlineSnapshot(`
    [
      {
        "problems": [
          "place failed: no worker left.",
        ],
      },
      {
        "problems": [
          "place answered nothing; it has to answer an object with the worker of each VM, such as { "vm-web-1": "worker-3" }.",
        ],
      },
      {
        "problems": [
          "place answered a list; it has to answer an object with the worker of each VM, such as { "vm-web-1": "worker-3" }.",
        ],
      },
      {
        "problems": [
          "The program gave no VM a worker.",
        ],
      },
      {
        "problems": [
          "place names the VM "vm-nobody", and no VM of that name runs.",
        ],
      },
      {
        "problems": [
          "place gave vm-db-1 to "worker-99", which is no worker that is ready.",
          "place gave vm-db-2 to "worker-99", which is no worker that is ready.",
          "place gave vm-web-1 to "worker-99", which is no worker that is ready.",
          "place gave vm-web-2 to "worker-99", which is no worker that is ready.",
          "place gave vm-test-1 to "worker-99", which is no worker that is ready.",
        ],
      },
      {
        "problems": [
          "place gave vm-db-1 to "controller-1", which is no worker that is ready.",
          "place gave vm-db-2 to "controller-1", which is no worker that is ready.",
          "place gave vm-web-1 to "controller-1", which is no worker that is ready.",
          "place gave vm-web-2 to "controller-1", which is no worker that is ready.",
          "place gave vm-test-1 to "controller-1", which is no worker that is ready.",
        ],
      },
      {
        "problems": [
          "place gave vm-db-1 3; leave out a VM for which no worker is left.",
          "place gave vm-db-2 3; leave out a VM for which no worker is left.",
          "place gave vm-web-1 3; leave out a VM for which no worker is left.",
          "place gave vm-web-2 3; leave out a VM for which no worker is left.",
          "place gave vm-test-1 3; leave out a VM for which no worker is left.",
        ],
      },
      {
        "problems": [
          "The program gave vm-db-1 worker-1 and, asked again, worker-2. Take out what changes from call to call: the clock, chance, variables outside the function.",
        ],
      },
    ]
  `);
});

test('more than a worker may hold is refused with the sum and the limit', () => {
  const small = {
    ...knowledge,
    workers: knowledge.workers.map((worker) => ({ ...worker, memoryGib: 32, cpu: 1 })),
  };
  const everything: Place = (vms) => Object.fromEntries(vms.map(({ id }) => [id, 'worker-1']));
  expect(buildPlugin({ name: 'mine', place: everything }, small)).toMatchInlineSnapshot(`
    {
      "problems": [
        "place gives worker-1 37 GiB of memory; of its 32 GiB, 28.8 may be used.",
        "place gives worker-1 21 virtual processors; its 1 processors take 2.",
      ],
    }
  `);
});

test('a broken rule is refused with its reason', () => {
  const [first, second, ...rest] = knowledge.vms;
  if (first === undefined || second === undefined) throw new Error('The cluster runs five VMs.');
  const apart = {
    ...knowledge,
    vms: [
      { ...first, apart: [second.id], requiredRegions: ['us-east'] },
      { ...second, apart: [first.id] },
      ...rest,
    ],
  };
  expect(
    buildPlugin({ name: 'mine', place: () => ({ [first.id]: 'worker-1', [second.id]: 'worker-1' }) }, apart),
  ).toMatchInlineSnapshot(`
    {
      "problems": [
        "place gave vm-db-1 to worker-1, but it has to be in us-east, and worker-1 is in eu-west.",
        "place gave vm-db-2 to worker-1, but it must not be beside vm-db-1, which is on worker-1.",
      ],
    }
  `);
});
