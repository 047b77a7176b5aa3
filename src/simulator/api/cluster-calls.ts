/** Calls about the cluster and its nodes. */
import type { Cluster, ClusterNode } from '../cluster.ts';
import { listNodes, listWorkers, nodeOf } from '../cluster.ts';
import { expectedCommitMs, hasQuorum, proposerOf, protocolOf } from '../consensus.ts';
import { canReach } from '../links.ts';
import { formatMetrics } from '../metric-samples.ts';
import { nodeStatus } from '../status.ts';
import { done, pageOf, type Answer, type Call } from './call.ts';
import type { NodesQuery } from './requests.ts';
import type { ClusterStatus, HealthBody, NodeBody, NodesBody } from './responses.ts';

export const GIBIBYTE = 1_073_741_824;

/** Bytes in GB of the API, which are 2^30 bytes, to three places. */
export function toGigabytes(bytes: number): number {
  return Math.round((bytes / GIBIBYTE) * 1000) / 1000;
}

export function readHealth({ cluster, node }: Call): Answer {
  const body: HealthBody = { status: 'ok', node, version: nodeOf(cluster, node).version };
  return done(cluster, body);
}

export function readMetricsText({ cluster }: Call): Answer {
  return {
    type: 'text',
    cluster,
    text: formatMetrics(cluster),
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  };
}

export function readClusterStatus({ cluster, node }: Call): Answer {
  return done(cluster, clusterStatus(cluster, node));
}

/** The state as the controller of that name sees it. */
export function clusterStatus(cluster: Cluster, nodeId: string): ClusterStatus {
  const self = nodeOf(cluster, nodeId);
  const healthy = cluster.voters.filter((voter) => canReach(cluster, self, nodeOf(cluster, voter))).length;
  const statuses = listWorkers(cluster).map((worker) => nodeStatus(cluster, worker));
  const ready = statuses.filter((status) => status === 'ready').length;
  const commits = hasQuorum(cluster);
  const isWhole = healthy === cluster.voters.length && ready === statuses.length;
  return {
    cluster_id: cluster.id,
    status: commits ? (isWhole ? 'healthy' : 'degraded') : 'unavailable',
    controllers: {
      total: cluster.voters.length,
      healthy,
      leader: commits ? proposerOf(cluster) : null,
    },
    workers: {
      total: statuses.length,
      ready,
      unreachable: statuses.filter((status) => status === 'unreachable').length,
    },
    consensus: { protocol: protocolOf(cluster), latency_ms: commitLatencyMs(cluster) },
  };
}

/**
 * What a decision takes at present. The model decides without queues, so this is the mean over the last minute unless
 * the network changed within it. Without a quorum nothing is committed and there is no latency: 0.
 */
function commitLatencyMs(cluster: Cluster): number {
  return Math.round((expectedCommitMs(cluster) ?? 0) * 10) / 10;
}

export function listNodesPage({ cluster, query }: Call<NodesQuery>): Answer {
  const nodes = listNodes(cluster)
    .map((node) => nodeBody(cluster, node))
    .filter((node) => query.status === undefined || node.status === query.status)
    .sort((a, b) => compareIdentifiers(a.id, b.id));
  const body: NodesBody = { nodes: pageOf(nodes, query), total: nodes.length, page: query.page };
  return done(cluster, body);
}

function nodeBody(cluster: Cluster, node: ClusterNode): NodeBody {
  const status = nodeStatus(cluster, node);
  return {
    id: node.id,
    type: node.type,
    status: status === 'maintenance' ? 'draining' : status,
    region: node.region,
    resources: {
      cpu: node.cpu,
      memory_gb: toGigabytes(node.memoryBytes),
      disk_gb: toGigabytes(node.diskBytes),
    },
    vms: node.vms.length,
  };
}

/** By code unit, which is the same in every locale; so worker-10 stands before worker-2. */
function compareIdentifiers(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
