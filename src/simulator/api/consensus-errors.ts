import type { Cluster } from '../cluster.ts';
import { nodeOf } from '../cluster.ts';
import { hasQuorum, proposerOf, protocolOf } from '../consensus.ts';
import { canReach } from '../links.ts';
import { largestGroup } from '../pbft.ts';
import { raftMajority } from '../quorum.ts';
import { apiError, type ApiError } from './errors.ts';

/** Why the controller cannot commit a write; `null` if it can, itself or through the leader. */
export function rejectWrite(cluster: Cluster, nodeId: string): ApiError | null {
  const leaderId = proposerOf(cluster);
  if (!hasQuorum(cluster)) {
    const isElection =
      leaderId === null &&
      protocolOf(cluster) === 'raft' &&
      largestGroup(cluster).length >= raftMajority(cluster.voters.length);
    return isElection
      ? apiError('NOT_LEADER', 'The controllers are electing a leader. Repeat the call after 1 s.', {
          leader: null,
        })
      : apiError('QUORUM_LOST', 'Too few controllers answer to commit a decision. Reads go on.');
  }
  const node = nodeOf(cluster, nodeId);
  if (leaderId === null || leaderId === nodeId || canReach(cluster, node, nodeOf(cluster, leaderId)))
    return null;
  return apiError('NOT_LEADER', `${nodeId} cannot pass the write on to ${leaderId}. Ask ${leaderId}.`, {
    leader: leaderId,
  });
}

/** Why the controller may not answer a read: its copy of the state is older than the staleness limit. */
export function rejectRead(cluster: Cluster, nodeId: string): ApiError | null {
  const { cutOffSinceMs } = nodeOf(cluster, nodeId);
  const limitMs = cluster.settings['sync.ass.consistency.max_staleness'];
  if (cutOffSinceMs === null || cluster.nowMs - cutOffSinceMs <= limitMs) return null;
  const lagSeconds = Math.round((cluster.nowMs - cutOffSinceMs) / 1000);
  return apiError(
    'STATE_LAGGING',
    `The state of ${nodeId} is ${lagSeconds} s old, and the leader could not be asked. Ask another controller.`,
    { lag_seconds: lagSeconds },
  );
}
