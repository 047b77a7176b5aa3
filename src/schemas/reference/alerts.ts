import { z } from 'zod';
import { idSchema, lineSchema, severitySchema } from '../common.ts';

/** One alert rule of the reference cluster, an entry of `content/reference/alerts.yaml`. */
export const alertSchema = z.strictObject({
  /** Rule name as Alertmanager shows it: `StateSyncLagHigh`. */
  name: z.string().regex(/^[A-Z][A-Za-z0-9]+$/, 'an alert name in PascalCase'),

  /** Incident severity when it fires. */
  severity: severitySchema,

  /** What its firing means, in a sentence. */
  meaning: lineSchema,

  /** The corrected PromQL expression. */
  expression: z.string().trim().min(1),

  /** How long the expression holds before the alert fires, as Prometheus writes it: `5m`. */
  for: z.string().regex(/^\d+[smh]$/, 'a Prometheus duration such as "5m"'),

  /** Metrics the expression reads; each is an entry of `metrics.yaml` or Prometheus' own `up`. */
  metrics: z.array(z.string()).min(1),

  /** Text of the notification's summary annotation, with Go template fields. */
  summary: lineSchema,

  /** What the manual's original rule got wrong and why this one is right; absent when it was right. */
  correction: z.string().trim().min(1).optional(),

  /** The first three things to do, in order. */
  firstSteps: z.array(lineSchema).min(2),

  /** Runbook material id that handles it. */
  runbook: idSchema,
});

/** `content/reference/alerts.yaml`. */
export const alertsSchema = z.strictObject({ alerts: z.array(alertSchema) });
export type Alert = z.output<typeof alertSchema>;
