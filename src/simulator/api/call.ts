/** One call of the API after transport, checks and login, and what comes of it. */
import type { Cluster } from '../cluster.ts';
import type { MetricHistory } from './metric-history.ts';
import { apiError, refusalError, type ApiError, type ErrorCode } from './errors.ts';

export interface Call<Query = unknown, Body = unknown> {
  cluster: Cluster;
  /** The controller that answers; it need not be the leader. */
  node: string;
  /** The `{id}` of the path; empty where the path has none. */
  id: string;
  query: Query;
  body: Body;
  /** Value of the header `traceparent` (W3C Trace Context), if it was sent. */
  traceparent?: string | undefined;
  /** Earlier values of metrics, where somebody keeps them. */
  history?: MetricHistory | undefined;
}

/** The cluster afterwards, which is the one of the call when nothing changed, and the body or the refusal. */
export type Answer =
  | { type: 'done'; cluster: Cluster; body: object }
  | { type: 'text'; cluster: Cluster; text: string; contentType: string }
  | { type: 'refused'; error: ApiError };

export function done(cluster: Cluster, body: object): Answer {
  return { type: 'done', cluster, body };
}

export function refused(
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): Answer {
  return { type: 'refused', error: apiError(code, message, details) };
}

export function refusedBy(
  refusal: { code: string; message: string },
  details: Readonly<Record<string, unknown>> = {},
): Answer {
  return { type: 'refused', error: refusalError(refusal, details) };
}

/** Simulated time as the timestamps of the API: ISO 8601 in UTC. */
export function timestamp(cluster: Cluster, atMs: number): string {
  return new Date(cluster.epochMs + atMs).toISOString();
}

/** The items of one page; a page after the last is empty. */
export function pageOf<Item>(items: readonly Item[], query: { page: number; limit: number }): Item[] {
  return items.slice((query.page - 1) * query.limit, query.page * query.limit);
}
