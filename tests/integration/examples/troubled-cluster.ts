/** A cluster with two troubles: one full worker, and a region that goes down a while after the start. */
import { writeState } from '../../../src/cluster-server/state-file.ts';
import { apply } from '../../../src/simulator/actions.ts';
import { listWorkers, type Cluster } from '../../../src/simulator/cluster.ts';
import { startCluster } from '../../../src/simulator/lab/start.ts';

export const FAILING_REGION = 'eu-west';

/** Simulated time between the start and the failure, which is enough for everything that a test does before it. */
const FAILURE_MS = 1_200_000;

/** Writes a state for `npm run cluster -- --state FILE`. */
export async function writeTroubledCluster(file: string): Promise<void> {
  const vm = { cpu: 2, memoryGib: 2, diskGb: 20, workload: 'web', dirtyMbPerSecond: 1 } as const;
  const full = { ...vm, memoryGib: 12, workload: 'idle', node: 'worker-5' } as const;
  const cluster = startCluster({
    title: 'Troubled',
    seed: 5,
    start: {
      controllers: 3,
      workers: 10,
      regions: [FAILING_REGION, 'us-east', 'ap-south'],
      mode: 'datacenter',
      machines: [],
      vms: [
        { ...vm, name: 'vm-web', node: 'worker-1' },
        { ...vm, name: 'vm-db', node: 'worker-1' },
        ...['vm-full-1', 'vm-full-2', 'vm-full-3', 'vm-full-4'].map((name) => ({ ...full, name })),
      ],
      settings: {},
      nodes: {},
      files: {},
      warmUpSeconds: 120,
    },
    faults: [],
    checkpoints: [],
    solution: [],
    wrongApproaches: [],
  });
  await writeState(file, { formatVersion: 1, cluster: withFailure(cluster) });
}

function withFailure(cluster: Cluster): Cluster {
  const lost = listWorkers(cluster).filter(({ region }) => region === FAILING_REGION);
  return lost.reduce(
    (next, { id }) =>
      apply(next, {
        type: 'schedule',
        afterMs: FAILURE_MS,
        action: { type: 'inject-fault', fault: { type: 'crash', node: id } },
      }),
    cluster,
  );
}
