import { reviewReach } from './ass.ts';
import type { Cluster } from './cluster.ts';
import { leaveQuarantinedPrimary, reviewConsensus } from './consensus.ts';
import { reviewMigrations } from './migration.ts';
import { assignPeers } from './mode.ts';

/** Lets every part look at the cluster after nodes, links, clocks or certificates have changed. */
export function review(cluster: Cluster): void {
  assignPeers(cluster);
  reviewConsensus(cluster);
  leaveQuarantinedPrimary(cluster);
  reviewReach(cluster);
  reviewMigrations(cluster);
}
