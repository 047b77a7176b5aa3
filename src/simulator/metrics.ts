/** Every metric of the reference cluster, and how it is read from the state. */
import { lagReader } from './ass.ts';
import type { Cluster, ClusterNode } from './cluster.ts';
import { listNodes, listWorkers, nodeOf } from './cluster.ts';
import { proposerOf } from './consensus.ts';
import { WORKLOADS } from './hde.ts';
import { isUp } from './load.ts';
import { activeMigrations, type Migration } from './migration-state.ts';
import { predictionAccuracy } from './pba.ts';
import { meanOf } from './arithmetic.ts';
import { isQuarantined } from './reputation.ts';
import { isWorkerReady, LISTENERS } from './status.ts';

type Emit = (value: number, ...labels: string[]) => void;

export interface MetricSpec {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly string[];
  /** True where `node` names whom the series is about: the leader exposes it, so that it outlives the node. */
  isAboutNode?: true;
  /** Emits the samples of a gauge, or the zeros with which a counter starts. */
  collect?: (cluster: Cluster, emit: Emit) => void;
}

const VM_STATES = ['creating', 'running', 'migrating', 'stopped'];
const MODES = ['datacenter', 'internet', 'hybrid'] as const;

function running(cluster: Cluster): ClusterNode[] {
  return listNodes(cluster).filter((node) => node.process === 'running');
}

function runningWorkers(cluster: Cluster): ClusterNode[] {
  return running(cluster).filter((node) => node.type === 'worker');
}

function runningVoters(cluster: Cluster): ClusterNode[] {
  return cluster.voters.map((voter) => nodeOf(cluster, voter)).filter((node) => node.process === 'running');
}

/** Whether a controller leads; only then are the counts of the registry exposed. */
function hasLeader(cluster: Cluster): boolean {
  const leader = proposerOf(cluster);
  return leader !== null && nodeOf(cluster, leader).process === 'running';
}

function countByRegion(cluster: Cluster, emit: Emit, counts: (node: ClusterNode) => boolean): void {
  if (!hasLeader(cluster)) return;
  const byRegion = Map.groupBy(listWorkers(cluster), (node) => node.region);
  for (const [region, nodes] of byRegion) emit(nodes.filter(counts).length, cluster.id, region);
}

function bySource(cluster: Cluster): Map<string, Migration[]> {
  return Map.groupBy(activeMigrations(cluster), (migration) => migration.source);
}

/** A migration takes 30–50 % of a worker's processor and 2–4 GB of its memory (reference deployment); the middle is used. */
export function utilisation(
  node: ClusterNode,
  migrations: number,
): { cpu: number; memory: number; disk: number } {
  const isController = node.type === 'controller';
  const guestCpu = node.cpuUsed / node.cpu;
  const ownMemoryBytes = isController ? 6e9 : 3e9 * migrations;
  return {
    cpu: Math.min(1, (isController ? 0.15 : guestCpu * 0.5) + 0.4 * Math.min(2, migrations)),
    memory: Math.min(1, (node.memoryUsedBytes + ownMemoryBytes) / node.memoryBytes),
    disk: node.isDiskFull ? 1 : Math.min(1, node.diskUsedBytes / node.diskBytes + 0.1),
  };
}

export const METRICS: readonly MetricSpec[] = [
  {
    name: 'dwcp_cluster_controllers_healthy',
    type: 'gauge',
    labels: ['cluster', 'node'],
    collect: (cluster, emit) => {
      const healthy = runningVoters(cluster).filter((node) => isUp(cluster, node)).length;
      for (const node of runningVoters(cluster)) emit(healthy, cluster.id, node.id);
    },
  },
  {
    name: 'dwcp_cluster_workers_registered',
    type: 'gauge',
    labels: ['cluster', 'region'],
    collect: (cluster, emit) => countByRegion(cluster, emit, () => true),
  },
  {
    name: 'dwcp_cluster_workers_ready',
    type: 'gauge',
    labels: ['cluster', 'region'],
    collect: (cluster, emit) => countByRegion(cluster, emit, (node) => isWorkerReady(cluster, node)),
  },
  {
    name: 'dwcp_vm_count_total',
    type: 'gauge',
    labels: ['node', 'state'],
    collect: (cluster, emit) => {
      for (const node of runningWorkers(cluster)) {
        const counts = new Map(VM_STATES.map((state) => [state, 0]));
        for (const id of node.vms) {
          const state = cluster.vms[id]?.state ?? 'stopped';
          counts.set(state, (counts.get(state) ?? 0) + 1);
        }
        for (const state of VM_STATES) emit(counts.get(state) ?? 0, node.id, state);
      }
    },
  },
  {
    name: 'dwcp_node_utilization_ratio',
    type: 'gauge',
    labels: ['node', 'resource'],
    collect: (cluster, emit) => {
      const sources = bySource(cluster);
      for (const node of running(cluster)) {
        const use = utilisation(node, sources.get(node.id)?.length ?? 0);
        emit(use.cpu, node.id, 'cpu');
        emit(use.memory, node.id, 'memory');
        emit(use.disk, node.id, 'disk');
      }
    },
  },
  {
    name: 'dwcp_mode',
    type: 'gauge',
    labels: ['node', 'mode'],
    collect: (cluster, emit) => {
      for (const node of running(cluster))
        for (const mode of MODES) emit(node.mode === mode ? 1 : 0, node.id, mode);
    },
  },
  { name: 'dwcp_mode_switches_total', type: 'counter', labels: ['node', 'from_mode', 'to_mode'] },
  { name: 'dwcp_requests_total', type: 'counter', labels: ['node', 'version', 'endpoint'] },
  { name: 'dwcp_request_errors_total', type: 'counter', labels: ['node', 'version', 'endpoint', 'code'] },
  { name: 'dwcp_request_duration_seconds', type: 'histogram', labels: ['node', 'version', 'endpoint'] },
  { name: 'dwcp_migration_duration_seconds', type: 'histogram', labels: ['node', 'mode', 'vm_size'] },
  { name: 'dwcp_migration_downtime_seconds', type: 'histogram', labels: ['node', 'mode', 'vm_size'] },
  {
    name: 'dwcp_migration_success_rate',
    type: 'gauge',
    labels: ['cluster', 'mode'],
    collect: (cluster, emit) => {
      if (!hasLeader(cluster)) return;
      for (const mode of MODES) {
        const ended = cluster.endedMigrations
          .map((id) => cluster.migrations[id])
          .filter((item) => item !== undefined && item.mode === mode && item.phase !== 'cancelled')
          .filter((item) => cluster.nowMs - (item?.endedAtMs ?? 0) < 3_600_000);
        if (ended.length > 0)
          emit(ended.filter((item) => item?.phase === 'completed').length / ended.length, cluster.id, mode);
      }
    },
  },
  {
    name: 'dwcp_migration_bandwidth_mbps',
    type: 'gauge',
    labels: ['node', 'mode'],
    collect: (cluster, emit) => {
      for (const [source, migrations] of bySource(cluster)) {
        const byMode = Map.groupBy(migrations, (migration) => migration.mode);
        for (const [mode, items] of byMode) emit(meanOf(items.map((item) => item.wireMbps)), source, mode);
      }
    },
  },
  {
    name: 'dwcp_migrations_active',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      const sources = bySource(cluster);
      for (const node of runningWorkers(cluster)) emit(sources.get(node.id)?.length ?? 0, node.id);
    },
  },
  { name: 'dwcp_migration_total', type: 'counter', labels: ['node', 'mode'], collect: zeroPerWorker },
  { name: 'dwcp_migration_success_total', type: 'counter', labels: ['node', 'mode'], collect: zeroPerWorker },
  {
    name: 'dwcp_migration_failed_total',
    type: 'counter',
    labels: ['node', 'mode', 'reason'],
    collect: (cluster, emit) => {
      for (const node of runningWorkers(cluster)) emit(0, node.id, node.mode, 'timeout');
    },
  },
  {
    name: 'dwcp_migration_dirty_bytes_per_second',
    type: 'gauge',
    labels: ['node', 'vm'],
    collect: (cluster, emit) => {
      for (const migration of activeMigrations(cluster))
        emit(migration.dirtyBytesPerSecond, migration.source, migration.vm);
    },
  },
  {
    name: 'dwcp_amst_streams_active',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      const sources = bySource(cluster);
      for (const node of runningWorkers(cluster)) {
        const sending = (sources.get(node.id) ?? []).filter((migration) => migration.step === 'send');
        emit(
          sending.reduce((sum, migration) => sum + migration.streams, 0),
          node.id,
        );
      }
    },
  },
  {
    name: 'dwcp_amst_throughput_mbps',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      const sources = bySource(cluster);
      for (const node of runningWorkers(cluster)) {
        emit(
          (sources.get(node.id) ?? []).reduce((sum, migration) => sum + migration.wireMbps, 0),
          node.id,
        );
      }
    },
  },
  {
    name: 'dwcp_amst_bytes_sent_total',
    type: 'counter',
    labels: ['node', 'stream_id'],
    collect: (cluster, emit) => {
      for (const node of runningWorkers(cluster)) {
        for (const [stream, bytes] of node.streamBytes.entries()) emit(bytes, node.id, String(stream + 1));
      }
    },
  },
  { name: 'dwcp_amst_retransmits_total', type: 'counter', labels: ['node'] },
  {
    name: 'dwcp_network_rtt_seconds',
    type: 'gauge',
    labels: ['node', 'peer'],
    collect: (cluster, emit) => {
      for (const node of running(cluster)) {
        for (const probe of node.probes)
          if (probe.rttMs.length > 0) emit(meanOf(probe.rttMs) / 1000, node.id, probe.peer);
      }
    },
  },
  {
    name: 'dwcp_network_packet_loss_ratio',
    type: 'gauge',
    labels: ['node', 'peer'],
    collect: (cluster, emit) => {
      for (const node of running(cluster))
        for (const probe of node.probes) emit(probe.lossRatio, node.id, probe.peer);
    },
  },
  {
    name: 'dwcp_hde_compression_ratio',
    type: 'gauge',
    labels: ['node', 'data_type'],
    collect: (cluster, emit) => {
      for (const [source, migrations] of bySource(cluster)) {
        const sending = migrations.filter((migration) => migration.guestBytesPerSecond > 0);
        const guest = sending.reduce((sum, item) => sum + item.guestBytesPerSecond, 0);
        const encoded = sending.reduce((sum, item) => sum + item.guestBytesPerSecond / item.ratio, 0);
        if (encoded > 0) emit(guest / encoded, source, 'memory');
      }
    },
  },
  {
    name: 'dwcp_hde_dedup_hit_rate',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      if (!cluster.settings['encoding.hde.deduplication.enabled']) return;
      for (const node of runningWorkers(cluster)) {
        if (node.vms.length === 0) continue;
        emit(
          meanOf(node.vms.map((id) => WORKLOADS[cluster.vms[id]?.workload ?? 'general'].dedupHitRatio)),
          node.id,
        );
      }
    },
  },
  { name: 'dwcp_hde_bytes_original_total', type: 'counter', labels: ['node', 'data_type'] },
  { name: 'dwcp_hde_bytes_compressed_total', type: 'counter', labels: ['node', 'data_type'] },
  {
    name: 'dwcp_pba_prediction_accuracy',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      for (const node of running(cluster)) {
        const accuracy = predictionAccuracy(node);
        if (accuracy !== null) emit(accuracy, node.id);
      }
    },
  },
  { name: 'dwcp_consensus_latency_seconds', type: 'histogram', labels: ['node', 'protocol'] },
  {
    name: 'dwcp_consensus_pending_proposals',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      const proposer = proposerOf(cluster) ?? runningVoters(cluster)[0]?.id;
      for (const node of runningVoters(cluster))
        emit(node.id === proposer ? cluster.proposals.length : 0, node.id);
    },
  },
  {
    name: 'dwcp_state_sync_lag_seconds',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      const lagOf = lagReader(cluster);
      for (const node of running(cluster)) emit(lagOf(node), node.id);
    },
  },
  {
    name: 'dwcp_raft_leader_elections_total',
    type: 'counter',
    labels: ['node'],
    collect: (cluster, emit) => {
      for (const voter of cluster.voters) emit(0, voter);
    },
  },
  { name: 'dwcp_raft_commit_latency_seconds', type: 'histogram', labels: ['node'] },
  {
    name: 'dwcp_pbft_view',
    type: 'gauge',
    labels: ['node'],
    collect: (cluster, emit) => {
      for (const node of runningVoters(cluster)) emit(cluster.pbftViews[node.id] ?? 0, node.id);
    },
  },
  {
    name: 'dwcp_pbft_view_changes_total',
    type: 'counter',
    labels: ['node'],
    collect: (cluster, emit) => {
      for (const voter of cluster.voters) emit(0, voter);
    },
  },
  {
    name: 'dwcp_reputation_score',
    type: 'gauge',
    labels: ['node'],
    isAboutNode: true,
    collect: (cluster, emit) => {
      for (const node of listNodes(cluster)) emit(node.reputation.score, node.id);
    },
  },
  {
    name: 'dwcp_reputation_quarantined_nodes',
    type: 'gauge',
    labels: ['cluster', 'type'],
    collect: (cluster, emit) => {
      if (!hasLeader(cluster)) return;
      for (const type of ['controller', 'worker']) {
        emit(
          listNodes(cluster).filter((node) => node.type === type && isQuarantined(node)).length,
          cluster.id,
          type,
        );
      }
    },
  },
  {
    name: 'dwcp_byzantine_evidence_total',
    type: 'counter',
    labels: ['node', 'violation'],
    isAboutNode: true,
  },
  {
    name: 'dwcp_certificate_expiry_timestamp_seconds',
    type: 'gauge',
    labels: ['node', 'listener'],
    collect: (cluster, emit) => {
      for (const node of running(cluster)) {
        for (const listener of LISTENERS[node.type])
          emit((cluster.epochMs + node.certificateEndsAtMs) / 1000, node.id, listener);
      }
    },
  },
];

function zeroPerWorker(cluster: Cluster, emit: Emit): void {
  for (const node of runningWorkers(cluster)) emit(0, node.id, node.mode);
}
