/** Samples of every metric, made when somebody asks, and their text. */
import { applicationFamilies } from './application.ts';
import type { Cluster } from './cluster.ts';
import { proposerOf } from './consensus.ts';
import { BUCKETS } from './metric-store.ts';
import { METRICS, type MetricSpec } from './metrics.ts';
import { raftLeader } from './raft.ts';

export interface Sample {
  /** Name of the series: the metric's, or for histograms that with `_bucket`, `_sum` or `_count`. */
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface MetricFamily {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly string[];
  samples: Sample[];
}

/** All samples at this moment. A counter keeps the sum of its nodes even while one of them is down. */
export function metricSamples(cluster: Cluster): MetricFamily[] {
  const families = METRICS.map((spec): MetricFamily => ({
    name: spec.name,
    type: spec.type,
    labels: spec.labels,
    samples: spec.type === 'histogram' ? histogramSamples(cluster, spec) : valueSamples(cluster, spec),
  }));
  return [...families, ...applicationFamilies(cluster)];
}

function named(spec: MetricSpec, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(spec.labels.map((label, index) => [label, values[index] ?? '']));
}

function valueSamples(cluster: Cluster, spec: MetricSpec): Sample[] {
  const samples = new Map<string, Sample>();
  const put = (value: number, ...labels: string[]): void => {
    samples.set(labels.join('|'), { name: spec.name, labels: named(spec, labels), value });
  };
  spec.collect?.(cluster, put);
  for (const [labels, value] of Object.entries(cluster.metrics.counters[spec.name] ?? {}))
    put(value, ...labels.split('|'));
  return [...samples.values()];
}

function histogramSamples(cluster: Cluster, spec: MetricSpec): Sample[] {
  const bounds = BUCKETS[spec.name] ?? [];
  return Object.entries(cluster.metrics.histograms[spec.name] ?? {}).flatMap(([key, histogram]) => {
    const labels = named(spec, key.split('|'));
    let total = 0;
    const buckets = bounds.map((bound, index): Sample => {
      total += histogram.counts[index] ?? 0;
      return { name: `${spec.name}_bucket`, labels: { ...labels, le: String(bound) }, value: total };
    });
    return [
      ...buckets,
      { name: `${spec.name}_bucket`, labels: { ...labels, le: '+Inf' }, value: histogram.count },
      { name: `${spec.name}_sum`, labels, value: histogram.sum },
      { name: `${spec.name}_count`, labels, value: histogram.count },
    ];
  });
}

const ABOUT_NODES = new Set(METRICS.filter(({ isAboutNode }) => isAboutNode).map(({ name }) => name));

/** The text of `/metrics` in the Prometheus exposition format; of one node, if one is named. */
export function formatMetrics(cluster: Cluster, node?: string): string {
  const isLeader = node === undefined || node === (raftLeader(cluster) ?? proposerOf(cluster));
  return metricSamples(cluster)
    .map((family) => {
      const samples = family.samples.filter(
        ({ labels }) =>
          node === undefined ||
          (labels['node'] === undefined || ABOUT_NODES.has(family.name) ? isLeader : labels['node'] === node),
      );
      const lines = samples.map((sample) => {
        const labels = Object.entries(sample.labels).map(
          ([label, value]) =>
            `${label}="${value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`,
        );
        return `${sample.name}{${labels.join(',')}} ${sample.value}`;
      });
      return lines.length === 0 ? '' : [`# TYPE ${family.name} ${family.type}`, ...lines, ''].join('\n');
    })
    .join('');
}
