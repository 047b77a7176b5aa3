import { nodeStatus, type Cluster, type ClusterNode } from '../../../simulator/index.ts';

export type MapState = 'ready' | 'unreachable' | 'quarantined' | 'maintenance' | 'stopped';

/** What the map and its table say of one node. */
export interface MapNode {
  readonly id: string;
  readonly type: ClusterNode['type'];
  readonly region: string;
  readonly state: MapState;
  readonly isLeader: boolean;
  readonly mode: string;
  readonly vms: number;
  readonly reputation: number;
}

export function listMapNodes(cluster: Cluster): MapNode[] {
  const leader = leaderOf(cluster);
  return Object.values(cluster.nodes).map((node) => ({
    id: node.id,
    type: node.type,
    region: node.region,
    state: node.process === 'running' ? nodeStatus(cluster, node) : 'stopped',
    isLeader: node.id === leader,
    mode: node.mode,
    vms: node.vms.length,
    reputation: Math.round(node.reputation.score),
  }));
}

/** The leader of the newest term among the controllers that run, if there is one. */
function leaderOf(cluster: Cluster): string | undefined {
  return Object.entries(cluster.raft)
    .filter(([id, voter]) => voter.role === 'leader' && cluster.nodes[id]?.process === 'running')
    .sort(([, a], [, b]) => b.term - a.term)[0]?.[0];
}

/** A migration that is sending at this moment, for the packets on the map. */
export interface MapTransfer {
  readonly vm: string;
  readonly source: string;
  readonly target: string;
  readonly wireMbps: number;
}

export function listTransfers(cluster: Cluster): MapTransfer[] {
  return cluster.openMigrations.flatMap((id) => {
    const migration = cluster.migrations[id];
    if (migration === undefined || migration.step !== 'send' || migration.wireMbps <= 0) return [];
    const { vm, source, target, wireMbps } = migration;
    return [{ vm: cluster.vms[vm]?.name ?? vm, source, target, wireMbps }];
  });
}
