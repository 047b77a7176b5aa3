import { pushBounded } from './arithmetic.ts';
import type { Cluster } from './cluster.ts';
import { nextHex } from './random.ts';

/** One finished step of an operation, with the identifiers of W3C Trace Context. */
export interface Span {
  traceId: string;
  spanId: string;
  parentId: string | null;
  name: string;
  /** Node that made it, or the service if an application did. */
  node: string;
  /** Name of the application that reported it. */
  service?: string;
  startMs: number;
  endMs: number;
  isError: boolean;
  attributes: Record<string, string | number | boolean>;
}

export const SPAN_LIMIT = 2_000;

export function newTraceId(cluster: Cluster): string {
  return nextHex(cluster.random, 32);
}

export function newSpanId(cluster: Cluster): string {
  return nextHex(cluster.random, 16);
}

/** Stores a finished span under a new identifier, which children can name as their parent. */
export function recordSpan(cluster: Cluster, span: Omit<Span, 'spanId'> & { spanId?: string }): string {
  const spanId = span.spanId ?? newSpanId(cluster);
  pushBounded(cluster.spans, { ...span, spanId }, SPAN_LIMIT);
  return spanId;
}
