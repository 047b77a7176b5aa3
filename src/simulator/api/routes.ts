/** The table of the API: what is served, to whom, and with which checks. Every face of the cluster reads it. */
import type { ZodMiniType } from 'zod/mini';
import { listNodesPage, readClusterStatus, readHealth, readMetricsText } from './cluster-calls.ts';
import type { Answer, Call } from './call.ts';
import { rejectRead } from './consensus-errors.ts';
import { readMetric } from './metric-calls.ts';
import { listMigrations, readMigration, startMigration } from './migration-calls.ts';
import { optimizePlacement } from './placement-calls.ts';
import {
  createVmBody,
  emptyQuery,
  metricsQuery,
  migrationsQuery,
  nodesQuery,
  optimizeBody,
  startMigrationBody,
} from './requests.ts';
import { exportMetricsBody, exportTracesBody } from './otlp-requests.ts';
import { ingestMetrics, ingestTraces } from './training-calls.ts';
import { createVm, deleteVm, readVm } from './vm-calls.ts';

/** A viewer reads; an operator reads and changes. */
export type Role = 'viewer' | 'operator';

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** With `{id}` for the one parameter that a path can have. */
  path: string;
  /** The role that a caller needs at least. */
  access: 'public' | Role;
  query: ZodMiniType;
  /** `null` where a body has no meaning. */
  body: ZodMiniType | null;
  handle: (call: Call) => Answer;
}

/** Binds a handler to the schemas that its call is checked with, so that the two cannot differ. */
function route<Query, Body = unknown>(
  method: Route['method'],
  path: string,
  access: Route['access'],
  handle: (call: Call<Query, Body>) => Answer,
  schemas: { query?: ZodMiniType<Query>; body?: ZodMiniType<Body> } = {},
): Route {
  return {
    method,
    path,
    access,
    query: schemas.query ?? emptyQuery,
    body: schemas.body ?? null,
    handle: handle as (call: Call) => Answer,
  };
}

/** A read that a controller refuses while its copy of the state is too old. */
function fresh<Query, Body>(
  handle: (call: Call<Query, Body>) => Answer,
): (call: Call<Query, Body>) => Answer {
  return (call) => {
    const error = rejectRead(call.cluster, call.node);
    return error === null ? handle(call) : { type: 'refused', error };
  };
}

/** Every call but the login, which needs accounts and belongs to each face. */
export const ROUTES: readonly Route[] = [
  route('GET', '/healthz', 'public', readHealth),
  route('GET', '/metrics', 'public', readMetricsText),
  route('GET', '/v3/cluster/status', 'viewer', readClusterStatus),
  route('GET', '/v3/nodes', 'viewer', fresh(listNodesPage), { query: nodesQuery }),
  route('POST', '/v3/vms', 'operator', createVm, { body: createVmBody }),
  route('GET', '/v3/vms/{id}', 'viewer', fresh(readVm)),
  route('DELETE', '/v3/vms/{id}', 'operator', deleteVm),
  route('POST', '/v3/migrations', 'operator', startMigration, { body: startMigrationBody }),
  route('GET', '/v3/migrations/{id}', 'viewer', fresh(readMigration)),
  route('GET', '/v3/migrations', 'viewer', fresh(listMigrations), { query: migrationsQuery }),
  route('POST', '/v3/placements/optimize', 'operator', fresh(optimizePlacement), { body: optimizeBody }),
  route('GET', '/v3/metrics', 'viewer', fresh(readMetric), { query: metricsQuery }),
];

/** Where applications report to; below /training, because it is no part of the reference API. */
export const TRAINING_ROUTES: readonly Route[] = [
  route('POST', '/training/traces', 'operator', ingestTraces, { body: exportTracesBody }),
  route('POST', '/training/metrics', 'operator', ingestMetrics, { body: exportMetricsBody }),
];

export const LOGIN_PATH = '/v3/auth/login';

/** Whether a role is enough for what a route asks. */
export function mayCall(role: Role, access: Route['access']): boolean {
  return access !== 'operator' || role === 'operator';
}
