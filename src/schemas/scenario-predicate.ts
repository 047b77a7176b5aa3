import { z } from 'zod';
import { idSchema, lineSchema } from './common.ts';

/**
 * What one value has to be: a number, true, false, null or text that it equals; or text that begins with a comparison:
 * `'<90000'`, `'<=5'`, `'>0.5'`, `'>=3'`, `'!=stopped'`, or `'~eu-.*'` for a regular expression. Quote these, since
 * `>` and `!` mean something else to YAML.
 */
const valueTestSchema = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .superRefine((test, context) => {
    if (typeof test !== 'string') return;
    const [, operator, operand = ''] = /^(<=|>=|<|>|!=|~)\s*(.*)$/s.exec(test) ?? [];
    if (operator === undefined || operator === '!=') return;
    if (operator === '~') refineRegExp(operand, context);
    else if (operand === '' || !Number.isFinite(Number(operand)))
      context.addIssue({
        code: 'custom',
        message: `write a number after "${operator}", e.g. "${operator}90"`,
      });
  });

function refineRegExp(source: string, context: z.RefinementCtx): void {
  try {
    new RegExp(source, 'mu');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message: `write a regular expression (${reason})` });
  }
}

const regExpSchema = lineSchema.superRefine(refineRegExp);

/** Kinds of events; the log of a lab shows them. */
const eventTypeSchema = z.enum([
  'action-refused',
  'alert-fired',
  'alert-resolved',
  'certificate-ended',
  'certificate-renewed',
  'clock-changed',
  'decision-committed',
  'disk-filled',
  'disk-freed',
  'election-started',
  'entry-conflicted',
  'evidence-recorded',
  'fault-cleared',
  'fault-injected',
  'leader-elected',
  'maintenance-changed',
  'migration-completed',
  'migration-failed',
  'migration-phase-started',
  'migration-started',
  'mode-changed',
  'node-joined',
  'node-quarantined',
  'node-released',
  'node-removed',
  'operation-ended',
  'operation-started',
  'plugin-benchmarked',
  'plugin-registered',
  'plugin-removed',
  'process-started',
  'process-stopped',
  'release-installed',
  'reputation-changed',
  'safety-lost',
  'setting-changed',
  'traffic-switched',
  'view-changed',
  'vm-created',
  'vm-deleted',
  'vm-down',
]);

const eventPattern = {
  event: eventTypeSchema,
  /** Node it happened on. */
  node: valueTestSchema.optional(),
  /** Fields of the event with what each has to be: `{ durationMs: '<30000' }`. */
  where: z.record(z.string(), valueTestSchema).optional(),
};

const pathSchema = z
  .string()
  .regex(/^[^/\s]+(\/[^/\s]+)*$/, 'name a path of the cluster, e.g. "nodes/worker-3/process"');

/** A condition on the run of a lab. */
const conditionSchema = z.union([
  /** Enough events match, by default one. */
  z.strictObject({
    ...eventPattern,
    count: valueTestSchema.optional(),
    /** Checkpoint after which the events have to come. */
    since: idSchema.optional(),
    /** The event comes less than so many seconds after the latest event that matches `of`. */
    within: z.strictObject({ seconds: z.number().positive(), of: z.strictObject(eventPattern) }).optional(),
  }),
  /** A field of the latest event that matches `of`, divided by that of the latest that matches `to`. */
  z.strictObject({
    ratio: z.strictObject({
      field: lineSchema,
      of: z.strictObject({ ...eventPattern, since: idSchema.optional() }),
      to: z.strictObject({ ...eventPattern, until: idSchema.optional() }),
    }),
    is: valueTestSchema,
  }),
  /** The value at a path of the cluster; every value, if `*` stands for a part of the path. */
  z.strictObject({ state: pathSchema, is: valueTestSchema }),
  /** How many things at a path with `*` pass the tests of `where`, whose keys are paths below them. */
  z.strictObject({
    countOf: pathSchema,
    where: z.record(pathSchema, valueTestSchema).optional(),
    is: valueTestSchema,
  }),
  /** A reading of the whole cluster. */
  z.strictObject({
    reading: z.enum([
      'healthy-controllers',
      'healthy-workers',
      'has-quorum',
      'leader',
      'memory-utilisation',
      'releases',
      'running-vms',
    ]),
    is: valueTestSchema,
  }),
  /** Sum, least or greatest of the samples of a series of `/metrics`. */
  z.strictObject({
    metric: lineSchema,
    labels: z.record(z.string(), valueTestSchema).optional(),
    of: z.enum(['sum', 'min', 'max']).optional(),
    is: valueTestSchema,
  }),
  /** State of an alert. */
  z.strictObject({ alert: lineSchema, is: z.enum(['firing', 'pending', 'inactive']) }),
  /** A line was typed that matches a regular expression, with exit code 0 unless another is asked for. */
  z.strictObject({
    typed: regExpSchema,
    exitCode: valueTestSchema.optional(),
    /** Regular expression over what it printed. */
    output: regExpSchema.optional(),
    /** Checkpoint after which it has to be typed. */
    since: idSchema.optional(),
  }),
  /**
   * Enough requests of the API were made that match, by default one: with `curl` in the terminal, from the API console,
   * or by a program that calls the training cluster. How they are spelt makes no difference.
   */
  z.strictObject({
    request: z.strictObject({
      /** In capitals: `POST`. */
      method: valueTestSchema.optional(),
      /** Regular expression over path and query: `^/v3/vms/app-1$`. */
      path: regExpSchema,
      /** HTTP status. Without it and without `code`, the request succeeded. */
      status: valueTestSchema.optional(),
      /** Code of the error in the answer: `VM_ALREADY_EXISTS`. */
      code: valueTestSchema.optional(),
      /** Fields of the body that was sent with what each has to be: `{ name: app-1 }`. No password or token is kept. */
      sent: z.record(z.string(), valueTestSchema).optional(),
      /** Fields of the body that came back: `{ status: running }`. */
      answered: z.record(z.string(), valueTestSchema).optional(),
      count: valueTestSchema.optional(),
      /** Checkpoint after which they have to be made. */
      since: idSchema.optional(),
    }),
  }),
  /** A file exists on a machine, on any if none is named; `*` in its path stands for anything. */
  z.strictObject({
    file: lineSchema,
    on: lineSchema.optional(),
    /** Regular expression over its text; `^` and `$` are the ends of lines. */
    matches: regExpSchema.optional(),
  }),
]);

/** What a checkpoint asks: a condition, or conditions joined by `all`, `any` and `not`. */
export type Predicate =
  z.output<typeof conditionSchema> | { all: Predicate[] } | { any: Predicate[] } | { not: Predicate };

export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    conditionSchema,
    z.strictObject({ all: z.array(predicateSchema).min(1) }),
    z.strictObject({ any: z.array(predicateSchema).min(1) }),
    z.strictObject({ not: predicateSchema }),
  ]),
);
