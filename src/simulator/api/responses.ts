/** What the API answers with. Only the server and the tests read the schemas; the page uses the types alone. */
import * as z from 'zod/mini';

const timestamp = z.iso.datetime();
const vmStatus = z.enum(['creating', 'running', 'stopped', 'migrating', 'failed', 'deleted']);
const migrationStatus = z.enum(['in_progress', 'completed', 'failed']);
const resources = z.strictObject({ cpu: z.int(), memory_gb: z.number(), disk_gb: z.number() });

export const errorResponse = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
    request_id: z.string(),
  }),
});

export const healthResponse = z.strictObject({
  status: z.literal('ok'),
  node: z.string(),
  version: z.string(),
});

export const loginResponse = z.strictObject({ token: z.string(), expires_at: timestamp });

export const clusterStatusResponse = z.strictObject({
  cluster_id: z.string(),
  status: z.enum(['healthy', 'degraded', 'unavailable']),
  controllers: z.strictObject({ total: z.int(), healthy: z.int(), leader: z.nullable(z.string()) }),
  workers: z.strictObject({ total: z.int(), ready: z.int(), unreachable: z.int() }),
  consensus: z.strictObject({ protocol: z.enum(['raft', 'pbft']), latency_ms: z.number() }),
});

export const nodeResponse = z.strictObject({
  id: z.string(),
  type: z.enum(['controller', 'worker', 'edge']),
  status: z.enum(['ready', 'unreachable', 'draining', 'quarantined']),
  region: z.string(),
  resources,
  vms: z.int(),
});

export const nodesResponse = z.strictObject({ nodes: z.array(nodeResponse), total: z.int(), page: z.int() });

export const createVmResponse = z.strictObject({
  vm_id: z.string(),
  status: z.literal('creating'),
  node: z.string(),
  created_at: timestamp,
});

export const vmResponse = z.strictObject({
  vm_id: z.string(),
  name: z.string(),
  image: z.string(),
  status: vmStatus,
  node: z.string(),
  resources,
  placement: z.strictObject({
    region: z.nullable(z.string()),
    affinity: z.nullable(
      z.strictObject({ type: z.enum(['affinity', 'anti-affinity']), vms: z.array(z.string()) }),
    ),
  }),
  network: z.strictObject({ ip: z.nullable(z.string()), mac: z.string() }),
  uptime_seconds: z.int(),
  created_at: timestamp,
});

export const deleteVmResponse = z.strictObject({ status: z.literal('deleted'), deleted_at: timestamp });

export const startMigrationResponse = z.strictObject({
  migration_id: z.string(),
  status: z.literal('in_progress'),
  started_at: timestamp,
});

export const migrationResponse = z.strictObject({
  migration_id: z.string(),
  vm_id: z.string(),
  status: migrationStatus,
  phase: z.enum([
    'initialization',
    'prefetch',
    'pre-copy',
    'convergence',
    'stop-and-copy',
    'post-copy',
    'verification',
    'cleanup',
    'complete',
  ]),
  progress: z.number(),
  source_node: z.string(),
  target_node: z.string(),
  started_at: timestamp,
  completed_at: z.nullable(timestamp),
  stats: z.strictObject({
    bytes_transferred: z.int(),
    bytes_total: z.int(),
    bandwidth_mbps: z.number(),
    compression_ratio: z.number(),
    elapsed_seconds: z.number(),
    downtime_ms: z.nullable(z.number()),
  }),
  error: z.nullable(z.strictObject({ code: z.string(), message: z.string() })),
});

export const migrationsResponse = z.strictObject({
  migrations: z.array(migrationResponse),
  total: z.int(),
  page: z.int(),
});

export const optimizeResponse = z.strictObject({
  optimization_id: z.string(),
  status: z.enum(['completed', 'partial']),
  result: z.strictObject({
    migrations_required: z.int(),
    resource_utilization: z.number(),
    estimated_time_minutes: z.number(),
  }),
  migrations: z.array(z.strictObject({ vm_id: z.string(), from: z.string(), to: z.string() })),
});

export const metricsResponse = z.strictObject({
  metric: z.string(),
  data_points: z.array(
    z.strictObject({ timestamp, value: z.number(), labels: z.record(z.string(), z.string()) }),
  ),
});

export type HealthBody = z.output<typeof healthResponse>;
export type ClusterStatus = z.output<typeof clusterStatusResponse>;
export type NodeBody = z.output<typeof nodeResponse>;
export type NodesBody = z.output<typeof nodesResponse>;
export type CreateVmResponse = z.output<typeof createVmResponse>;
export type VmBody = z.output<typeof vmResponse>;
export type DeleteVmResponse = z.output<typeof deleteVmResponse>;
export type StartMigrationResponse = z.output<typeof startMigrationResponse>;
export type MigrationBody = z.output<typeof migrationResponse>;
export type MigrationsBody = z.output<typeof migrationsResponse>;
export type OptimizeResponse = z.output<typeof optimizeResponse>;
export type MetricsBody = z.output<typeof metricsResponse>;
