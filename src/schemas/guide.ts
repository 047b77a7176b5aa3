import { z } from 'zod';
import { dateSchema, lineSchema, minutesSchema } from './common.ts';

/** Frontmatter of a guide, `content/guides/<slug>.mdx`. */
export const guideSchema = z.strictObject({
  title: lineSchema,
  /** Who reads it. */
  audience: lineSchema,
  summary: lineSchema,
  minutes: minutesSchema,
  reviewed: dateSchema,
});
export type Guide = z.output<typeof guideSchema>;
