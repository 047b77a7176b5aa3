/** Readings of a whole cluster by name, for checkpoints: each is what an operator would say of it. */
import type { Cluster } from '../cluster.ts';
import { listNodes, listWorkers } from '../cluster.ts';
import { hasQuorum } from '../consensus.ts';
import { raftLeader } from '../raft.ts';
import { nodeStatus } from '../status.ts';

const readers = {
  /** Controllers that answer and may take part. */
  'healthy-controllers': (cluster: Cluster) => countHealthy(cluster, 'controller'),
  /** Workers that answer and may take part. */
  'healthy-workers': (cluster: Cluster) => countHealthy(cluster, 'worker'),
  /** Whether enough controllers answer to commit. */
  'has-quorum': (cluster: Cluster) => hasQuorum(cluster),
  /** The controller that leads, or `null`. */
  leader: (cluster: Cluster) => raftLeader(cluster),
  /** Share of the workers' memory that is given to VMs, 0–1, over the workers that hold at least one. */
  'memory-utilisation': (cluster: Cluster) => {
    const used = listWorkers(cluster).filter((node) => node.vms.length > 0);
    const total = used.reduce((sum, node) => sum + node.memoryBytes, 0);
    return total === 0 ? 0 : used.reduce((sum, node) => sum + node.memoryUsedBytes, 0) / total;
  },
  /** Releases that nodes run, in alphabetical order with a comma between. */
  releases: (cluster: Cluster) =>
    [...new Set(listNodes(cluster).map((node) => node.version))].sort().join(','),
  /** VMs that run. */
  'running-vms': (cluster: Cluster) =>
    Object.values(cluster.vms).filter((vm) => vm.state === 'running').length,
} satisfies Record<string, (cluster: Cluster) => string | number | boolean | null>;

export type ReadingName = keyof typeof readers;

export function read(cluster: Cluster, name: ReadingName): string | number | boolean | null {
  return readers[name](cluster);
}

function countHealthy(cluster: Cluster, type: 'controller' | 'worker'): number {
  return listNodes(cluster).filter((node) => node.type === type && nodeStatus(cluster, node) === 'ready')
    .length;
}
