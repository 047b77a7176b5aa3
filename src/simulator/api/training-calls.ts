/** What an application reports of itself, as OTLP over HTTP. */
import { attempt } from '../actions.ts';
import type { ApplicationMetric } from '../application.ts';
import type { Cluster } from '../cluster.ts';
import type { Span } from '../traces.ts';
import { done, refused, refusedBy, type Answer, type Call } from './call.ts';
import type { ExportMetricsBody, ExportTracesBody, OtlpAttributes, OtlpResource } from './otlp-requests.ts';

export function ingestTraces({ cluster, body }: Call<unknown, ExportTracesBody>): Answer {
  const spans: Span[] = [];
  for (const { resource, scopeSpans } of body.resourceSpans) {
    const service = serviceOf(resource);
    if (service === null) return withoutService();
    for (const each of scopeSpans.flatMap((scope) => scope.spans)) {
      const startMs = timeOf(cluster, each.startTimeUnixNano);
      const endMs = timeOf(cluster, each.endTimeUnixNano);
      if (!(endMs >= startMs))
        return refused('INVALID_ARGUMENT', `The span "${each.name}" ends before it begins.`, {
          field: 'endTimeUnixNano',
        });
      const parentId = (each.parentSpanId ?? '').toLowerCase();
      spans.push({
        traceId: each.traceId.toLowerCase(),
        spanId: each.spanId.toLowerCase(),
        parentId: parentId === '' ? null : parentId,
        name: each.name,
        node: service,
        service,
        startMs,
        endMs,
        // 2 is the number of STATUS_CODE_ERROR.
        isError: each.status?.code === 2 || each.status?.code === 'STATUS_CODE_ERROR',
        attributes: readAttributes(each.attributes),
      });
    }
  }
  return answer(cluster, { type: 'ingest-spans', spans });
}

export function ingestMetrics({ cluster, body }: Call<unknown, ExportMetricsBody>): Answer {
  const metrics: Record<string, ApplicationMetric> = {};
  for (const { resource, scopeMetrics } of body.resourceMetrics) {
    const job = serviceOf(resource);
    if (job === null) return withoutService();
    for (const { name, sum, gauge } of scopeMetrics.flatMap((scope) => scope.metrics)) {
      const points = sum ?? gauge;
      if (points === undefined)
        return refused(
          'INVALID_ARGUMENT',
          `"${name}" is neither a sum nor a gauge, the kinds that are kept.`,
          {
            field: 'metrics',
          },
        );
      const metric = (metrics[promName(name)] ??= {
        type: sum === undefined ? 'gauge' : 'counter',
        samples: [],
      });
      for (const { attributes, asDouble, asInt } of points.dataPoints) {
        const value = asDouble ?? Number(asInt);
        if (!Number.isFinite(value))
          return refused('INVALID_ARGUMENT', `A point of "${name}" has no value.`, { field: 'dataPoints' });
        const labels = Object.entries(readAttributes(attributes)).map(([key, of]) => [
          promName(key),
          String(of),
        ]);
        metric.samples.push({
          labels: { ...Object.fromEntries(labels), job } as Record<string, string>,
          value,
        });
      }
    }
  }
  return answer(cluster, { type: 'ingest-metrics', metrics });
}

/** The answer of an OTLP receiver that has taken everything. */
function answer(cluster: Cluster, action: Parameters<typeof attempt>[1]): Answer {
  const { cluster: next, refusal } = attempt(cluster, action);
  return refusal === null ? done(next, { partialSuccess: {} }) : refusedBy(refusal);
}

function serviceOf(resource: OtlpResource): string | null {
  const service = readAttributes(resource?.attributes)['service.name'];
  return typeof service === 'string' && /^[\w.-]{1,63}$/u.test(service) ? service : null;
}

function withoutService(): Answer {
  return refused(
    'INVALID_ARGUMENT',
    'The resource needs the attribute service.name, a text of letters, digits, dots and dashes.',
    { field: 'resource.attributes' },
  );
}

function readAttributes(attributes: OtlpAttributes): Record<string, string | number | boolean> {
  return Object.fromEntries(
    (attributes ?? []).flatMap(({ key, value }) => {
      const read = value.stringValue ?? value.boolValue ?? value.doubleValue ?? value.intValue;
      if (read === undefined) return [];
      return [[key, value.intValue === undefined ? read : Number(value.intValue)]];
    }),
  );
}

/** Milliseconds of the cluster for an instant in nanoseconds since 1970. */
function timeOf({ epochMs }: Cluster, nanoseconds: string | number): number {
  return Number(BigInt(nanoseconds) / 1_000n) / 1_000 - epochMs;
}

/** A name as Prometheus has it: what it does not allow becomes an underscore. */
function promName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_]/gu, '_').replace(/^(?=\d)/u, '_');
}
