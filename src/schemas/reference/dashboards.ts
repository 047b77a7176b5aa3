import { z } from 'zod';
import { idSchema, lineSchema } from '../common.ts';

/** What the values of a panel are measured in; `multiple` is a factor such as 2.4×. */
export const panelUnitSchema = z.enum([
  'count',
  'ratio',
  'seconds',
  'days',
  'mbps',
  'bytes-per-second',
  'per-second',
  'multiple',
  'points',
]);
export type PanelUnit = z.output<typeof panelUnitSchema>;

/** One query of a panel. */
export const panelQuerySchema = z.strictObject({
  /** PromQL with fixed windows, so that Grafana, the lab page and an alert rule read the same value. */
  expression: z.string().trim().min(1),

  /** Name of its lines, with labels as Grafana writes them: `{{node}} to {{peer}}`. */
  legend: lineSchema,
});

/** Where a value stops being normal. */
export const panelThresholdsSchema = z
  .strictObject({
    /** Whether values above or below the limits are bad. */
    bad: z.enum(['above', 'below']),

    /** Somebody should look, in the unit of the panel. */
    warning: z.number().optional(),

    /** Somebody has to act, in the unit of the panel. */
    critical: z.number().optional(),
  })
  .refine(
    ({ warning, critical }) => warning !== undefined || critical !== undefined,
    'give at least one limit, "warning" or "critical"',
  );

/** One panel of a dashboard: a question and the queries that answer it. */
export const panelSchema = z.strictObject({
  /** Never changes and is unique among all dashboards: it is the anchor on the page, and the lab page names charts by it. */
  id: idSchema,

  /** What it shows, in a few words. */
  title: lineSchema,

  /** The question that a person brings to it. */
  question: lineSchema,

  /** `stat` shows the newest value, `lines` the course of time, `table` the newest value of each label set. */
  kind: z.enum(['stat', 'lines', 'table']),

  unit: panelUnitSchema,

  queries: z.array(panelQuerySchema).min(1),

  thresholds: panelThresholdsSchema.optional(),

  /** Alert that fires on the same measure; an entry of `alerts.yaml`. */
  alert: z.string().optional(),

  /** How to read it, and what to do when it looks wrong. */
  reading: z.string().trim().min(1),

  /** Columns of Grafana's 24 that it takes. */
  width: z.union([z.literal(6), z.literal(8), z.literal(12), z.literal(24)]),

  /** True when the charts on the lab page show it as well. */
  isInLab: z.boolean().default(false),
});
export type Panel = z.output<typeof panelSchema>;

/** One dashboard, an entry of `content/reference/dashboards.yaml`. */
export const dashboardSchema = z.strictObject({
  /** `migration`; the uid `dwcp-migration` follows from it. */
  id: idSchema,

  /** Name of its Grafana file without extension, as the operations manual names it: `vm-migration`. */
  file: idSchema,

  title: lineSchema,

  /** Who looks at it, and when. */
  summary: lineSchema,

  /** In reading order, left to right and down. */
  panels: z.array(panelSchema).min(1),
});
export type Dashboard = z.output<typeof dashboardSchema>;

/** `content/reference/dashboards.yaml`. */
export const dashboardsSchema = z.strictObject({ dashboards: z.array(dashboardSchema) });
