/** What callers may send. These schemas are the source of validation in the page and the server, and of OpenAPI. */
import * as z from 'zod/mini';

const whole = (low: number, high: number): z.ZodMiniNumberFormat =>
  z.int().check(z.minimum(low), z.maximum(high));

const count = (low: number, high: number): z.ZodMiniNumber =>
  z.coerce.number().check(z.int(), z.minimum(low), z.maximum(high));

const identifier = z.string().check(z.minLength(1), z.maxLength(128));

/** Page and size of a list; both arrive as text in the query. */
const pageFields = { page: z._default(count(1, 1_000_000), 1), limit: z._default(count(1, 200), 50) };

export const emptyQuery = z.strictObject({});

export const loginBody = z.strictObject({
  username: z.string().check(z.minLength(1), z.maxLength(64)),
  password: z.string().check(z.minLength(1), z.maxLength(256)),
});

export const nodesQuery = z.strictObject({
  status: z.optional(z.enum(['ready', 'unreachable', 'draining', 'quarantined'])),
  ...pageFields,
});

export const createVmBody = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9-]{1,63}$/)),
  image: z.string().check(z.minLength(1), z.maxLength(128)),
  resources: z.strictObject({
    cpu: whole(1, 1_024),
    memory_gb: z.number().check(z.minimum(0.5), z.maximum(65_536)),
    disk_gb: z.number().check(z.minimum(1), z.maximum(1_048_576)),
  }),
  placement: z.optional(
    z.strictObject({
      region: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
      affinity: z.optional(
        z.strictObject({
          type: z.enum(['affinity', 'anti-affinity']),
          vms: z.array(identifier).check(z.minLength(1), z.maxLength(100)),
        }),
      ),
    }),
  ),
});

export const startMigrationBody = z.strictObject({
  vm_id: identifier,
  target_node: identifier,
  strategy: z._default(z.enum(['pre-copy', 'post-copy', 'hybrid']), 'pre-copy'),
  options: z.optional(
    z.strictObject({
      max_downtime_ms: z.optional(whole(50, 90_000)),
      compression_level: z.optional(whole(1, 19)),
      amst_streams: z.optional(whole(4, 512)),
    }),
  ),
});

export const migrationsQuery = z.strictObject({
  status: z.optional(z.enum(['in_progress', 'completed', 'failed'])),
  ...pageFields,
});

export const optimizeBody = z.strictObject({
  algorithm: z.optional(z.enum(['scored', 'genetic'])),
  target: z._default(z.enum(['resource_utilization', 'latency']), 'resource_utilization'),
  constraints: z.optional(
    z.strictObject({
      max_vms_per_node: z._default(whole(1, 1_000), 100),
      min_free_memory_pct: z._default(whole(5, 50), 10),
    }),
  ),
});

export const metricsQuery = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(128)),
  duration: z._default(z.string().check(z.regex(/^[1-9][0-9]{0,4}[smh]$/)), '1h'),
});

export type NodesQuery = z.output<typeof nodesQuery>;
export type CreateVmBody = z.output<typeof createVmBody>;
export type StartMigrationBody = z.output<typeof startMigrationBody>;
export type MigrationsQuery = z.output<typeof migrationsQuery>;
export type OptimizeBody = z.output<typeof optimizeBody>;
export type MetricsQuery = z.output<typeof metricsQuery>;
