/** Spans as OTLP in its JSON form (OpenTelemetry protocol 1, `ExportTraceServiceRequest`), for collectors and files. */
import type { Cluster } from './cluster.ts';
import type { Span } from './traces.ts';

export interface OtlpValue {
  stringValue?: string;
  boolValue?: boolean;
  /** 64-bit whole numbers are text in the JSON form of protobuf. */
  intValue?: string;
  doubleValue?: number;
}

export interface OtlpAttribute {
  key: string;
  value: OtlpValue;
}

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  /** Empty for the root of a trace. */
  parentSpanId: string;
  name: string;
  /** 1 is internal, 2 is server. */
  kind: 1 | 2;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: OtlpAttribute[];
  /** 1 is ok, 2 is error. */
  status: { code: 1 | 2 };
}

export interface OtlpTraces {
  resourceSpans: {
    resource: { attributes: OtlpAttribute[] };
    scopeSpans: { scope: { name: string }; spans: OtlpSpan[] }[];
  }[];
}

/** The spans given, in one resource for each node that made them. */
export function toOtlp(cluster: Cluster, spans: readonly Span[]): OtlpTraces {
  const byNode = Map.groupBy(spans, (span) => span.node);
  return {
    resourceSpans: [...byNode].map(([id, ofNode]) => {
      const node = cluster.nodes[id];
      return {
        resource: {
          attributes: [
            attribute(
              'service.name',
              ofNode[0]?.service ?? (node?.type === 'controller' ? 'dwcp-controller' : 'dwcp-worker'),
            ),
            attribute('service.version', node?.version ?? 'unknown'),
            attribute('node.id', id),
            attribute('cluster.id', cluster.id),
            attribute('version', 'v3'),
          ],
        },
        scopeSpans: [{ scope: { name: 'dwcp.v3' }, spans: ofNode.map((span) => otlpSpan(cluster, span)) }],
      };
    }),
  };
}

function otlpSpan(cluster: Cluster, span: Span): OtlpSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentId ?? '',
    name: span.name,
    kind: span.parentId === null ? 2 : 1,
    startTimeUnixNano: nanoseconds(cluster, span.startMs),
    endTimeUnixNano: nanoseconds(cluster, span.endMs),
    attributes: Object.entries(span.attributes).map(([key, value]) => attribute(key, value)),
    status: { code: span.isError ? 2 : 1 },
  };
}

function attribute(key: string, value: string | number | boolean): OtlpAttribute {
  if (typeof value === 'string') return { key, value: { stringValue: value } };
  if (typeof value === 'boolean') return { key, value: { boolValue: value } };
  return Number.isSafeInteger(value)
    ? { key, value: { intValue: String(value) } }
    : { key, value: { doubleValue: value } };
}

/** Nanoseconds since 1970 as text; the simulated clock has milliseconds, and lags add fractions of them. */
function nanoseconds(cluster: Cluster, atMs: number): string {
  return String(BigInt(Math.round((cluster.epochMs + atMs) * 1000)) * 1000n);
}
