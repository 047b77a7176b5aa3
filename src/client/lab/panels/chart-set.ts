/** What the charts show, read from the metrics of the cluster. */
import type { MetricFamily } from '../../../simulator/index.ts';

/** One chart. A rate is the growth of a counter per second between two samples. */
export interface ChartSpec {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly isRate: boolean;
  /** Lines by their label; a line that has no value at a moment is left out. */
  readonly read: (families: ReadonlyMap<string, MetricFamily>) => Record<string, number>;
}

type Families = ReadonlyMap<string, MetricFamily>;

/** Sum of a metric by the value of one label, or under one name. */
function sumBy(
  families: Families,
  name: string,
  label: string | undefined,
  series = name,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const sample of families.get(name)?.samples ?? []) {
    if (sample.name !== series) continue;
    const key = label === undefined ? 'all' : (sample.labels[label] ?? '');
    sums[key] = (sums[key] ?? 0) + sample.value;
  }
  return sums;
}

function extremes(families: Families, name: string, factor: number): Record<string, number> {
  const values = (families.get(name)?.samples ?? []).map(({ value }) => value * factor);
  if (values.length === 0) return {};
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { highest: Math.max(...values), mean, lowest: Math.min(...values) };
}

export const chartSet: readonly ChartSpec[] = [
  {
    id: 'workers-ready',
    title: 'Workers ready',
    unit: 'workers',
    isRate: false,
    read: (families) => sumBy(families, 'dwcp_cluster_workers_ready', 'region'),
  },
  {
    id: 'throughput',
    title: 'Migration throughput',
    unit: 'Mbps',
    isRate: false,
    read: (families) => sumBy(families, 'dwcp_amst_throughput_mbps', undefined),
  },
  {
    id: 'round-trip',
    title: 'Round trip between nodes',
    unit: 'ms',
    isRate: false,
    read: (families) => extremes(families, 'dwcp_network_rtt_seconds', 1000),
  },
  {
    id: 'loss',
    title: 'Packet loss',
    unit: '%',
    isRate: false,
    read: (families) => extremes(families, 'dwcp_network_packet_loss_ratio', 100),
  },
  {
    id: 'decisions',
    title: 'Consensus decisions',
    unit: 'per s',
    isRate: true,
    read: (families) =>
      sumBy(families, 'dwcp_consensus_latency_seconds', 'protocol', 'dwcp_consensus_latency_seconds_count'),
  },
  {
    id: 'lag',
    title: 'State replication lag',
    unit: 's',
    isRate: false,
    read: (families) => extremes(families, 'dwcp_state_sync_lag_seconds', 1),
  },
  {
    id: 'reputation',
    title: 'Reputation',
    unit: 'points',
    isRate: false,
    read: (families) => extremes(families, 'dwcp_reputation_score', 1),
  },
  {
    id: 'errors',
    title: 'Request errors',
    unit: 'per s',
    isRate: true,
    read: (families) => sumBy(families, 'dwcp_request_errors_total', 'version'),
  },
];
