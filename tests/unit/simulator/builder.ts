import {
  apply,
  createReferenceCluster,
  step,
  type Action,
  type Cluster,
  type DeploymentOptions,
  type Migration,
} from '../../../src/simulator/index.ts';

export const GIB = 1_073_741_824;

/** A cluster with guests of 2 GiB, one per worker at first, after so many seconds. */
export function clusterWith(
  options: Partial<DeploymentOptions> & { vms?: number; seconds?: number } = {},
): Cluster {
  const { vms = 0, seconds = 0, ...deployment } = options;
  let cluster = createReferenceCluster({ seed: 1, ...deployment });
  const workers = Object.values(cluster.nodes).filter((node) => node.type === 'worker').length;
  for (let number = 1; number <= vms; number += 1) {
    cluster = apply(cluster, createVm(`vm-${number}`, { node: `worker-${((number - 1) % workers) + 1}` }));
  }
  return step(cluster, seconds * 1000);
}

export function createVm(
  name: string,
  extra: Partial<Extract<Action, { type: 'create-vm' }>['vm']> = {},
): Action {
  return {
    type: 'create-vm',
    vm: {
      name,
      cpu: 2,
      memoryBytes: 2 * GIB,
      diskBytes: 20e9,
      workload: 'general',
      dirtyBytesPerSecond: 0,
      ...extra,
    },
  };
}

/** The cluster after the actions and then so many seconds. */
export function after(cluster: Cluster, actions: Action[], seconds: number): Cluster {
  const acted = actions.reduce(apply, cluster);
  return step(acted, acted.nowMs + seconds * 1000);
}

export function onlyMigration(cluster: Cluster): Migration {
  const [migration] = Object.values(cluster.migrations);
  if (migration === undefined) throw new Error('No migration was started.');
  return migration;
}

export function eventsOf(
  cluster: Cluster,
  type: string,
): { atMs: number; node: string | null; fields: Record<string, unknown> }[] {
  return cluster.events.filter((event) => event.type === type);
}

export function firing(cluster: Cluster): string[] {
  return Object.values(cluster.alerts.instances)
    .filter(({ state }) => state === 'firing')
    .map(({ name }) => name);
}
