/** The alert rules of `content/reference/alerts.yaml`, one typed predicate each. */
import { lagReader } from './ass.ts';
import type { Cluster, ClusterNode, NodeType } from './cluster.ts';
import { listNodes, listWorkers } from './cluster.ts';
import { recordEvent } from './events.ts';
import { isUp } from './load.ts';
import { BUCKETS, quantileOf } from './metric-store.ts';
import { activeMigrations } from './migration-state.ts';
import { predictionAccuracy } from './pba.ts';
import { raftMajority } from './quorum.ts';
import { isQuarantined } from './reputation.ts';
import { increaseOf, isYoung, listSeries } from './series.ts';
import { isWorkerReady, LISTENERS } from './status.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface AlertInstance {
  name: string;
  labels: Record<string, string>;
  activeSinceMs: number;
  state: 'pending' | 'firing';
  value: number;
}

export interface AlertState {
  /** By name and labels; an instance whose condition ends is removed. */
  instances: Record<string, AlertInstance>;
}

interface Match {
  labels: Record<string, string>;
  value: number;
}

export interface AlertRule {
  name: string;
  severity: 'P0' | 'P1' | 'P2' | 'P3' | 'P4';
  forMs: number;
  /** The label sets for which the condition holds at this moment. */
  matches: (cluster: Cluster) => Match[];
}

function when(condition: boolean, value: number, labels: Record<string, string> = {}): Match[] {
  return condition ? [{ labels, value }] : [];
}

function countUp(cluster: Cluster, type: NodeType): number {
  return listNodes(cluster).filter((node) => node.type === type && isUp(cluster, node)).length;
}

function quantile(cluster: Cluster, name: string, windowMs: number): number {
  const bounds = BUCKETS[name] ?? [];
  const counts = bounds.map((_, index) => increaseOf(cluster, `${name}_bucket ${index}`, windowMs));
  return quantileOf(bounds, counts, increaseOf(cluster, `${name}_count`, windowMs), 0.95);
}

/** `NaN` compares false, so a quantile of nothing does not match. */
function above(value: number, limit: number): Match[] {
  return when(value > limit, value);
}

function byNode(
  nodes: readonly ClusterNode[],
  read: (node: ClusterNode) => number | null,
  isBad: (value: number) => boolean,
): Match[] {
  return nodes.flatMap((node) => {
    const value = read(node);
    return value !== null && isBad(value) ? [{ labels: { node: node.id }, value }] : [];
  });
}

function running(cluster: Cluster): ClusterNode[] {
  return listNodes(cluster).filter((node) => node.process === 'running');
}

export const ALERT_RULES: readonly AlertRule[] = [
  {
    name: 'ControllerQuorumLost',
    severity: 'P0',
    forMs: MINUTE,
    matches: (cluster) => {
      const up = countUp(cluster, 'controller');
      return when(up < raftMajority(cluster.voters.length), up);
    },
  },
  {
    name: 'ConsensusFailure',
    severity: 'P0',
    forMs: 5 * MINUTE,
    matches: (cluster) => above(quantile(cluster, 'dwcp_consensus_latency_seconds', 5 * MINUTE), 10),
  },
  {
    name: 'ConsensusStalled',
    severity: 'P0',
    forMs: MINUTE,
    matches: (cluster) => {
      const pending = cluster.proposals.length;
      return when(
        pending > 0 && increaseOf(cluster, 'dwcp_consensus_latency_seconds_count', 2 * MINUTE) === 0,
        pending,
      );
    },
  },
  {
    name: 'ControllerClusterDegraded',
    severity: 'P1',
    forMs: MINUTE,
    matches: (cluster) => {
      const up = countUp(cluster, 'controller');
      return when(up < cluster.voters.length, up);
    },
  },
  {
    name: 'MassWorkerFailure',
    severity: 'P1',
    forMs: 5 * MINUTE,
    matches: (cluster) => {
      const workers = listWorkers(cluster).length;
      const share = workers === 0 ? 0 : countUp(cluster, 'worker') / workers;
      return when(share < 0.9, share);
    },
  },
  {
    name: 'HighMigrationFailureRate',
    severity: 'P1',
    forMs: 5 * MINUTE,
    matches: (cluster) => {
      const failed = increaseOf(cluster, 'dwcp_migration_failed_total', 15 * MINUTE);
      const ended = failed + increaseOf(cluster, 'dwcp_migration_success_total', 15 * MINUTE);
      return when(ended >= 5 && failed / ended > 0.1, ended === 0 ? 0 : failed / ended);
    },
  },
  {
    name: 'NetworkDegradation',
    severity: 'P1',
    forMs: 10 * MINUTE,
    matches: (cluster) => {
      const rates = new Map<string, number>();
      for (const { source, wireMbps } of activeMigrations(cluster))
        rates.set(source, (rates.get(source) ?? 0) + wireMbps);
      const mean = [...rates.values()].reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.size);
      return when(rates.size > 0 && mean < 50, mean);
    },
  },
  {
    name: 'RolloutErrorRateHigh',
    severity: 'P1',
    forMs: 2 * MINUTE,
    matches: (cluster) =>
      listSeries(cluster, 'dwcp_requests_total').flatMap((version) => {
        const requests = increaseOf(cluster, `dwcp_requests_total ${version}`, 5 * MINUTE);
        const errors = increaseOf(cluster, `dwcp_request_errors_total ${version}`, 5 * MINUTE);
        const share = requests === 0 ? 0 : errors / requests;
        return when(requests / 300 > 1 && share > 0.005, share, { version });
      }),
  },
  {
    name: 'QuarantinedNodesHigh',
    severity: 'P1',
    forMs: 5 * MINUTE,
    matches: (cluster) => {
      const workers = listWorkers(cluster);
      const share = workers.length === 0 ? 0 : workers.filter(isQuarantined).length / workers.length;
      return when(share > 0.1, share);
    },
  },
  {
    name: 'ByzantineNodeDetected',
    severity: 'P1',
    forMs: MINUTE,
    matches: (cluster) =>
      listSeries(cluster, 'dwcp_byzantine_evidence_total').flatMap((labels) => {
        const key = `dwcp_byzantine_evidence_total ${labels}`;
        const [node = '', violation = ''] = labels.split('|');
        const growth = increaseOf(cluster, key, 5 * MINUTE);
        // A series appears with its first violation, which increase() cannot see.
        const isNew = isYoung(cluster, key, 5 * MINUTE);
        return when(growth > 0 || isNew, Math.max(growth, 1), { node, violation });
      }),
  },
  {
    name: 'StateSyncLagHigh',
    severity: 'P2',
    forMs: 15 * MINUTE,
    matches: (cluster) => byNode(running(cluster), lagReader(cluster), (lag) => lag > 60),
  },
  {
    name: 'LowCompressionRatio',
    severity: 'P2',
    forMs: 30 * MINUTE,
    matches: (cluster) =>
      listSeries(cluster, 'dwcp_hde_bytes_original_total').flatMap((node) => {
        const original = increaseOf(cluster, `dwcp_hde_bytes_original_total ${node}`, 30 * MINUTE);
        const compressed = increaseOf(cluster, `dwcp_hde_bytes_compressed_total ${node}`, 30 * MINUTE);
        const isInternet = cluster.nodes[node]?.mode === 'internet';
        return when(
          isInternet && compressed > 0 && original / compressed < 2,
          original / Math.max(1, compressed),
          { node },
        );
      }),
  },
  {
    name: 'WorkerReadinessLow',
    severity: 'P2',
    forMs: 5 * MINUTE,
    matches: (cluster) => {
      const workers = listWorkers(cluster);
      const share =
        workers.length === 0
          ? 1
          : workers.filter((node) => isWorkerReady(cluster, node)).length / workers.length;
      return when(share < 0.95, share);
    },
  },
  {
    name: 'MigrationSlow',
    severity: 'P2',
    forMs: 5 * MINUTE,
    matches: (cluster) => above(quantile(cluster, 'dwcp_migration_duration_seconds', 15 * MINUTE), 180),
  },
  {
    name: 'MigrationDowntimeHigh',
    severity: 'P2',
    forMs: 5 * MINUTE,
    matches: (cluster) => above(quantile(cluster, 'dwcp_migration_downtime_seconds', 15 * MINUTE), 30),
  },
  {
    name: 'LeaderElectionsFrequent',
    severity: 'P2',
    forMs: 5 * MINUTE,
    matches: (cluster) => above(increaseOf(cluster, 'dwcp_raft_leader_elections_total', HOUR), 5),
  },
  {
    name: 'StateSyncLagWarning',
    severity: 'P3',
    forMs: 15 * MINUTE,
    matches: (cluster) => byNode(running(cluster), lagReader(cluster), (lag) => lag > 30),
  },
  {
    name: 'PredictionAccuracyLow',
    severity: 'P3',
    forMs: 15 * MINUTE,
    matches: (cluster) => byNode(running(cluster), predictionAccuracy, (accuracy) => accuracy < 0.7),
  },
  {
    name: 'CertificateExpiringSoon',
    severity: 'P3',
    forMs: 24 * HOUR,
    matches: (cluster) =>
      listNodes(cluster).flatMap((node) => {
        const seconds = (node.certificateEndsAtMs - cluster.nowMs) / 1000;
        return LISTENERS[node.type].flatMap((listener) =>
          when(seconds < 30 * 86_400, seconds, { node: node.id, listener }),
        );
      }),
  },
];

/** Evaluates every rule: a condition is pending until it has held for the time of its rule, then it fires. */
export function evaluateAlerts(cluster: Cluster): void {
  const before = cluster.alerts.instances;
  const after: Record<string, AlertInstance> = {};
  for (const rule of ALERT_RULES) {
    for (const { labels, value } of rule.matches(cluster)) {
      const key = [rule.name, ...Object.values(labels)].join(' ');
      const known = before[key];
      const activeSinceMs = known?.activeSinceMs ?? cluster.nowMs;
      const isFiring = cluster.nowMs - activeSinceMs >= rule.forMs;
      if (isFiring && known?.state !== 'firing') {
        recordEvent(
          cluster,
          'alert-fired',
          labels['node'] ?? null,
          `${rule.name} fires.`,
          { alert: rule.name, severity: rule.severity, ...labels },
          'error',
        );
      }
      after[key] = { name: rule.name, labels, activeSinceMs, state: isFiring ? 'firing' : 'pending', value };
    }
  }
  for (const [key, instance] of Object.entries(before)) {
    if (instance.state !== 'firing' || key in after) continue;
    recordEvent(cluster, 'alert-resolved', instance.labels['node'] ?? null, `${instance.name} is resolved.`, {
      alert: instance.name,
      ...instance.labels,
    });
  }
  cluster.alerts.instances = after;
}
