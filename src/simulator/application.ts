/** What applications report of themselves: spans and metrics beside those of the cluster. */
import type { Cluster, Refusal } from './cluster.ts';
import { copyPlain } from './copy.ts';
import type { MetricFamily, Sample } from './metric-samples.ts';
import { METRICS } from './metrics.ts';
import { recordSpan, type Span } from './traces.ts';

/** One metric of an application with its present samples; labels include `job`, the name of the service. */
export interface ApplicationMetric {
  type: 'counter' | 'gauge';
  samples: Omit<Sample, 'name'>[];
}

/** Metrics that are kept, and samples of each. */
export const APPLICATION_METRIC_LIMIT = 100;
export const APPLICATION_SAMPLE_LIMIT = 100;

/** Spans of an application, whose `node` is the name of its service. */
export function ingestSpans(cluster: Cluster, spans: readonly Span[]): Refusal | null {
  for (const span of spans) {
    const isKnown = cluster.spans.some(
      ({ traceId, spanId }) => traceId === span.traceId && spanId === span.spanId,
    );
    // An exporter that has lost an answer sends its spans again.
    if (!isKnown) recordSpan(cluster, copyPlain(span));
  }
  return null;
}

/** The samples replace those of the same metric and service. */
export function ingestMetrics(
  cluster: Cluster,
  metrics: Readonly<Record<string, ApplicationMetric>>,
): Refusal | null {
  const kept = { ...cluster.applicationMetrics };
  for (const [name, { type, samples }] of Object.entries(metrics)) {
    if (METRICS.some((metric) => metric.name === name))
      return {
        code: 'INVALID_ARGUMENT',
        message: `"${name}" is a metric of the cluster; choose another name.`,
      };
    const jobs = new Set(samples.map(({ labels }) => labels['job']));
    const others = (kept[name]?.samples ?? []).filter(({ labels }) => !jobs.has(labels['job']));
    kept[name] = { type, samples: copyPlain([...others, ...samples]) };
    if (kept[name].samples.length > APPLICATION_SAMPLE_LIMIT)
      return {
        code: 'INVALID_ARGUMENT',
        message: `"${name}" has more than ${APPLICATION_SAMPLE_LIMIT} sets of labels; use fewer values.`,
      };
  }
  if (Object.keys(kept).length > APPLICATION_METRIC_LIMIT)
    return {
      code: 'INVALID_ARGUMENT',
      message: `The cluster keeps ${APPLICATION_METRIC_LIMIT} metrics of applications; this would be more.`,
    };
  cluster.applicationMetrics = kept;
  return null;
}

/** Metrics of applications in the form of the cluster's own. */
export function applicationFamilies({ applicationMetrics = {} }: Cluster): MetricFamily[] {
  return Object.entries(applicationMetrics).map(([name, { type, samples }]) => ({
    name,
    type,
    labels: [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))],
    samples: samples.map((sample) => ({ name, ...sample })),
  }));
}
