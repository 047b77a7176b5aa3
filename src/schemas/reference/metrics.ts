import { z } from 'zod';
import { lineSchema } from '../common.ts';

/** One metric of the reference cluster, an entry of `content/reference/metrics.yaml`. */
export const metricSchema = z.strictObject({
  /** Name as exposed on `/metrics`, e.g. `dwcp_migration_duration_seconds`. */
  name: z.string().regex(/^[a-z_:][a-z0-9_:]*$/, 'a Prometheus metric name in lower case'),

  /** Prometheus type. */
  type: z.enum(['counter', 'gauge', 'histogram', 'summary']),

  /** Which part of the system exposes it. */
  group: z.enum(['system', 'migration', 'network', 'consensus', 'security']),

  /** Base unit of a sample: `seconds`, `ratio`, `mbps`, `nodes` … `1` for a pure count. */
  unit: lineSchema,

  /** What one sample means, in a sentence. */
  meaning: lineSchema,

  /** Label names, in the order they are printed. */
  labels: z.array(z.string()).default([]),

  /** Band in which nobody has to act, as text with its unit: `0.5–5 s`. */
  normal: lineSchema,

  /** Threshold at which somebody should look: `>10 s`. */
  alert: lineSchema,

  /** What to look at first when the value leaves its normal band. */
  firstLook: lineSchema,

  /** A PromQL expression that reads it well. */
  query: lineSchema,

  /** Series that a histogram exposes beside its name are derived; list any other alias here. */
  aliases: z.array(z.string()).default([]),

  /** A warning about its meaning, e.g. a ratio that another source inverts. */
  caution: lineSchema.optional(),
});

/** `content/reference/metrics.yaml`. */
export const metricsSchema = z.strictObject({ metrics: z.array(metricSchema) });
export type Metric = z.output<typeof metricSchema>;
