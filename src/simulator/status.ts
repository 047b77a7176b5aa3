/** What the registry says of nodes. */
import type { Cluster, ClusterNode, NodeType } from './cluster.ts';
import { nodeOf } from './cluster.ts';
import { proposerOf } from './consensus.ts';
import { canConnect } from './links.ts';
import { isQuarantined } from './reputation.ts';

/** Listeners of a node by type; all of them present the certificate of the node. */
export const LISTENERS: Readonly<Record<NodeType, readonly string[]>> = {
  controller: ['rest', 'grpc', 'raft', 'gossip', 'metrics'],
  worker: ['gossip', 'metrics', 'amst'],
  edge: ['gossip', 'metrics'],
};

export type NodeStatus = 'ready' | 'unreachable' | 'quarantined' | 'maintenance';

/** State of a node as the leading controller sees it. */
export function nodeStatus(cluster: Cluster, node: ClusterNode): NodeStatus {
  const leaderId =
    proposerOf(cluster) ?? cluster.voters.find((voter) => nodeOf(cluster, voter).process === 'running');
  const leader = leaderId === undefined ? undefined : cluster.nodes[leaderId];
  if (leader === undefined || !canConnect(cluster, leader, node)) return 'unreachable';
  if (isQuarantined(node)) return 'quarantined';
  return node.inMaintenance ? 'maintenance' : 'ready';
}

export function isWorkerReady(cluster: Cluster, node: ClusterNode): boolean {
  return node.type === 'worker' && nodeStatus(cluster, node) === 'ready';
}
