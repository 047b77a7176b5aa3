import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  lineSchema,
  severitySchema,
  sectionRefSchema,
  labRefSchema,
} from './common.ts';

/** A value filled once and used in every command of the runbook. */
export const runbookVariableSchema = z.strictObject({
  /** Written as `[[name]]` in commands and templates. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case words joined by hyphens'),
  meaning: lineSchema,
  example: lineSchema,
});

/** Frontmatter of a runbook, `content/runbooks/<slug>.mdx`. */
export const runbookSchema = z.strictObject({
  title: lineSchema,
  summary: lineSchema,
  /** When to use it, in a sentence an engineer understands at 03:00. */
  useWhen: lineSchema,
  severity: z.array(severitySchema).min(1),
  /** Alerts that lead here, by name. */
  alerts: z.array(z.string()).default([]),
  /** Who is told, by role. */
  tell: z.array(lineSchema).min(1),
  variables: z.array(runbookVariableSchema).default([]),
  sections: z.array(sectionRefSchema).default([]),
  /** Runbooks to go to from here. */
  related: z.array(idSchema).default([]),
  /** Scenario that the `console` blocks are typed in, e.g. `operations/lab-4`; the reference deployment when absent. */
  scenario: labRefSchema.optional(),

  reviewed: dateSchema,
});
export type Runbook = z.output<typeof runbookSchema>;
