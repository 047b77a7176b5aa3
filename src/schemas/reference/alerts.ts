import { z } from 'zod';
import { idSchema, lineSchema, severitySchema } from '../common.ts';

/** A Prometheus duration: `5m`. */
const durationSchema = z.string().regex(/^\d+[smh]$/, 'a Prometheus duration such as "5m"');

/** What the rule does with some made-up samples; run by `promtool test rules` and shown with the rule. */
export const alertCaseSchema = z.strictObject({
  /** What happens in the cluster: `one of three controllers stops after 5 min`. */
  title: lineSchema,

  /** Samples of each series, one a minute from 0m on, in the notation of promtool: `1x4 0x15` is five times 1, then sixteen times 0. */
  series: z.record(z.string(), z.string()),

  /** Which alerts of the rule fire at a moment: at least the last one before `for` is over and the first one after. */
  moments: z
    .array(
      z.strictObject({
        at: durationSchema,
        fires: z.array(
          z.strictObject({
            /** Labels beside `alertname` and `severity`. */
            labels: z.record(z.string(), z.string()),
            /** The summary as the notification shows it. */
            summary: lineSchema,
          }),
        ),
      }),
    )
    .min(1),
});
export type AlertCase = z.output<typeof alertCaseSchema>;

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
  for: durationSchema,

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

  /** At least one case in which it fires and one in which it stays silent. */
  cases: z.array(alertCaseSchema).default([]),
});

/** `content/reference/alerts.yaml`. */
export const alertsSchema = z.strictObject({ alerts: z.array(alertSchema) });
export type Alert = z.output<typeof alertSchema>;
