import { addVm } from '../../src/simulator/books.ts';
import { nodeOf } from '../../src/simulator/cluster.ts';
import { apply, createReferenceCluster, step, type Cluster } from '../../src/simulator/index.ts';
import { formatMilliseconds, spreadOf } from './measure.ts';
import type { PartReport } from './report.ts';

const gibibyte = 2 ** 30;

/** How long simulated time takes: a lab cluster for an hour, and a large one for a minute. */
export function benchSimulator({ runs }: { runs: number }): Promise<PartReport> {
  const lab = loadedLab();
  const large = largeCluster();
  const hour = timeRuns(Math.max(runs, 8), () => step(lab, lab.nowMs + 3_600_000));
  const minute = timeRuns(Math.max(runs, 5), () => step(large, large.nowMs + 60_000));
  const rows = [
    ['13 nodes and 40 VMs under load', 'an hour', formatMilliseconds(spreadOf(hour)), 'under 100 ms'],
    ['1,000 workers and 10,000 VMs', 'a minute', formatMilliseconds(spreadOf(minute)), 'under 1 s'],
  ];
  return Promise.resolve({
    title: 'Simulator',
    tables: [{ columns: ['Cluster', 'Simulated', 'Takes', 'Bound'], rows }],
    notes: [`Resident memory after both: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB.`],
    data: { hour, minute },
  });
}

function timeRuns(count: number, run: () => void): number[] {
  return Array.from({ length: count }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
}

function loadedLab(): Cluster {
  const cluster = createReferenceCluster({ seed: 1, workers: 10, mode: 'datacenter' });
  addVms(cluster, 40, 10);
  return apply(cluster, { type: 'set-load', load: { requestsPerSecond: 200, writesPerSecond: 5 } });
}

function largeCluster(): Cluster {
  const cluster = createReferenceCluster({ seed: 1, workers: 1_000, mode: 'internet' });
  addVms(cluster, 10_000, 1_000);
  return cluster;
}

function addVms(cluster: Cluster, count: number, workers: number): void {
  for (let number = 1; number <= count; number += 1) {
    addVm(cluster, nodeOf(cluster, `worker-${(number % workers) + 1}`), {
      id: `vm-${number}`,
      name: `vm-${number}`,
      node: '',
      state: 'running',
      cpu: 2,
      memoryBytes: 4 * gibibyte,
      diskBytes: 20e9,
      workload: 'web',
      dirtyBytesPerSecond: 1e6,
      affinityGroup: null,
      antiAffinityGroup: null,
      affinity: null,
      image: 'web-1.0',
      createdAtMs: 0,
      requiredRegions: [],
      priority: 0,
    });
  }
}
