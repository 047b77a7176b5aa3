/** The cluster that the manuals, guides and runbooks are typed into: the reference deployment with its example VMs. */
import type { Cluster } from './cluster.ts';
import type { ScenarioVm } from './lab/scenario.ts';
import { startCluster } from './lab/start.ts';

const vm = (name: string, node: string, changes: Partial<ScenarioVm> = {}): ScenarioVm => ({
  name,
  node,
  cpu: 2,
  memoryGib: 2,
  diskGb: 20,
  workload: 'web',
  dirtyMbPerSecond: 4,
  ...changes,
});

/** The VMs that the texts name. `vm-web-1` is the one of the manual's worked migration: 2 GiB that compress to half. */
export const EXAMPLE_VMS: readonly ScenarioVm[] = [
  vm('vm-web-1', 'worker-1'),
  vm('vm-web-2', 'worker-5'),
  vm('vm-db-1', 'worker-2', {
    cpu: 8,
    memoryGib: 16,
    diskGb: 200,
    workload: 'database',
    dirtyMbPerSecond: 12,
  }),
  vm('vm-db-2', 'worker-6', {
    cpu: 8,
    memoryGib: 16,
    diskGb: 200,
    workload: 'database',
    dirtyMbPerSecond: 12,
  }),
  vm('vm-test-1', 'worker-8', { cpu: 1, memoryGib: 1, diskGb: 10, workload: 'idle', dirtyMbPerSecond: 1 }),
];

/** Ten minutes: every node has detected its mode, and every rate over five minutes has its samples. */
const WARM_UP_SECONDS = 600;

/** The reference deployment with the example VMs on it, ten minutes after its start. */
export function createTrainingCluster(seed: number): Cluster {
  const cluster = startCluster({
    title: 'Training cluster',
    seed,
    start: {
      controllers: 3,
      workers: 10,
      regions: ['eu-west', 'us-east', 'ap-south'],
      mode: 'datacenter',
      machines: [],
      vms: EXAMPLE_VMS.map((example) => ({ ...example })),
      settings: {},
      nodes: {},
      files: {},
      warmUpSeconds: WARM_UP_SECONDS,
    },
    faults: [],
    checkpoints: [],
    solution: [],
    wrongApproaches: [],
  });
  // A sound release that can be installed, so that upgrades and rollbacks can be shown.
  cluster.releases['3.0.1'] = { version: '3.0.1', errorRatio: 0, latencyFactor: 1 };
  return cluster;
}
