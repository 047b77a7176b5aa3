/** Work that clients bring: requests to every controller that answers, and writes that need a decision. */
import type { Cluster, ClusterNode } from './cluster.ts';
import { nodeOf } from './cluster.ts';
import { expectedCommitMs, propose } from './consensus.ts';
import { canReach, hasValidCertificate } from './links.ts';
import { addToCounter, observe } from './metric-store.ts';
import { newTrafficShare } from './releases.ts';

const READ = 'GET /v3/vms/{id}';
const WRITE = 'POST /v3/vms';
/** Time of a read that touches memory only. */
const READ_SECONDS = 0.004;

/** Adds a part to what was left over, and takes the whole ones out. */
function takeWhole(cluster: Cluster, kind: string, place: string, amount: number): number {
  const carry = (cluster.loadCarry[kind] ??= {});
  const total = (carry[place] ?? 0) + amount;
  const whole = Math.floor(total + 1e-9);
  carry[place] = Math.max(0, total - whole);
  return whole;
}

/** One second of requests. */
export function serveSecond(cluster: Cluster): void {
  const { load } = cluster;
  if (load.requestsPerSecond === 0 && load.writesPerSecond === 0) return;
  const answering = cluster.voters
    .map((voter) => nodeOf(cluster, voter))
    .filter((node) => node.process === 'running' && hasValidCertificate(cluster, node));
  if (answering.length === 0) return;
  for (const node of answering)
    serve(cluster, node, READ, load.requestsPerSecond / answering.length, READ_SECONDS, false);

  const writes = takeWhole(cluster, 'writes', 'all', load.writesPerSecond);
  if (writes === 0) return;
  const commitMs = expectedCommitMs(cluster);
  const isPending = cluster.proposals.some(
    ({ purpose, dueAtMs }) => purpose.type === 'writes' && dueAtMs === null,
  );
  // Without a quorum the first batch waits at the controller; what follows is refused.
  if (commitMs !== null || !isPending) propose(cluster, { type: 'writes', requests: writes }, commitMs);
  for (const node of answering) {
    serve(
      cluster,
      node,
      WRITE,
      writes / answering.length,
      READ_SECONDS + (commitMs ?? 0) / 1000,
      commitMs === null,
    );
  }
}

function serve(
  cluster: Cluster,
  node: ClusterNode,
  endpoint: string,
  amount: number,
  seconds: number,
  isRefused: boolean,
): void {
  const count = takeWhole(cluster, endpoint, node.id, amount);
  if (count === 0) return;
  const { operation } = cluster;
  const share = newTrafficShare(cluster);
  const onNew =
    operation !== null && share > 0 ? takeWhole(cluster, `${endpoint} moved`, node.id, count * share) : 0;
  answer(cluster, node, operation?.version ?? node.version, endpoint, onNew, seconds, isRefused);
  answer(cluster, node, node.version, endpoint, count - onNew, seconds, isRefused);
}

function answer(
  cluster: Cluster,
  node: ClusterNode,
  version: string,
  endpoint: string,
  count: number,
  seconds: number,
  isRefused: boolean,
): void {
  if (count <= 0) return;
  const release = cluster.releases[version];
  const labels = `${node.id}|${version}|${endpoint}`;
  addToCounter(cluster, 'dwcp_requests_total', labels, count);
  observe(cluster, 'dwcp_request_duration_seconds', labels, seconds * (release?.latencyFactor ?? 1), count);
  const errorRatio = release?.errorRatio ?? 0;
  const defects = errorRatio > 0 ? takeWhole(cluster, 'errors', labels, count * errorRatio) : 0;
  if (defects > 0) addToCounter(cluster, 'dwcp_request_errors_total', `${labels}|INTERNAL`, defects);
  if (isRefused) addToCounter(cluster, 'dwcp_request_errors_total', `${labels}|QUORUM_LOST`, count);
}

/** Whether Prometheus gets an answer from the node: `up` of its target. */
export function isUp(cluster: Cluster, node: ClusterNode): boolean {
  return node.process === 'running' && hasValidCertificate(cluster, node) && canReach(cluster, node, node);
}
