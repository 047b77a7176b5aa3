import { z } from 'zod';
import { dateSchema, labRefSchema, lineSchema, minutesSchema } from './common.ts';

/** Frontmatter of a guide, `content/guides/<slug>.mdx`. */
export const guideSchema = z.strictObject({
  title: lineSchema,
  /** Who reads it. */
  audience: lineSchema,
  summary: lineSchema,
  minutes: minutesSchema,
  /** Scenario that the `console` blocks are typed in, e.g. `operations/lab-4`; the reference deployment when absent. */
  scenario: labRefSchema.optional(),

  reviewed: dateSchema,
});
export type Guide = z.output<typeof guideSchema>;
