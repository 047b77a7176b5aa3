/** Values to begin with in the form of a call. Names of the running cluster take the place of made-up ones. */
import type { CallEndpoint } from './api-call.ts';
import { endpointName } from './api-call.ts';

/** Who logs in. The accounts are printed in the course. */
export interface ExampleAccount {
  readonly username: string;
  readonly password: string;
}

/** Names that exist in the cluster at hand. */
export interface KnownNames {
  readonly vms: readonly string[];
  readonly migrations: readonly string[];
  /** Workers that take VMs. */
  readonly workers: readonly string[];
  /** Worker of a VM. */
  readonly workerOf: (vm: string) => string | undefined;
  readonly metrics: readonly string[];
  readonly account: ExampleAccount;
}

/** The body to begin with, as a value; `undefined` for an endpoint that takes none. */
export function exampleBody(endpoint: CallEndpoint, names: KnownNames): object | undefined {
  if (endpoint.request.length === 0) return undefined;
  return bodies[endpointName(endpoint)]?.(names) ?? {};
}

const bodies: Readonly<Record<string, (names: KnownNames) => object>> = {
  'POST /v3/auth/login': ({ account: { username, password } }) => ({ username, password }),
  'POST /v3/vms': () => ({
    name: 'app-1',
    image: 'ubuntu-22.04',
    resources: { cpu: 2, memory_gb: 2, disk_gb: 20 },
  }),
  'POST /v3/migrations': ({ vms, workers, workerOf }) => {
    const vm = vms[0] ?? 'app-1';
    const source = workerOf(vm);
    return { vm_id: vm, target_node: workers.find((worker) => worker !== source) ?? 'worker-2' };
  },
  'POST /v3/placements/optimize': () => ({ algorithm: 'genetic', target: 'resource_utilization' }),
};

/** Values to choose from for a parameter of the path or the query, the one to begin with first. */
export function knownValues(endpoint: CallEndpoint, parameter: string, names: KnownNames): readonly string[] {
  if (endpoint.path === '/v3/metrics' && parameter === 'name') return names.metrics;
  if (parameter === 'id') return endpoint.path.startsWith('/v3/migrations') ? names.migrations : names.vms;
  return queries[endpointName(endpoint)]?.[parameter] ?? [];
}

const queries: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'GET /v3/nodes': { status: ['ready', 'unreachable', 'draining', 'quarantined'] },
  'GET /v3/migrations': { status: ['in_progress', 'completed', 'failed'] },
  'GET /v3/metrics': { duration: ['1m', '5m', '1h', '24h'] },
};
