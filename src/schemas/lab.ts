import { z } from 'zod';
import { dateSchema, idSchema, lineSchema, minutesSchema, sectionRefSchema } from './common.ts';

/** Frontmatter of a lab, `content/labs/<track>/lab-N-slug.mdx`. */
export const labSchema = z.strictObject({
  title: lineSchema,

  /** Position within the track: the 5 in "Lab 5". */
  number: z.number().int().positive(),

  summary: lineSchema,

  /** How long the lab takes in a class; the minutes of its steps add up to it. */
  minutes: minutesSchema,

  /** What the learner hands in. */
  deliverable: lineSchema,

  /** What the learner can do afterwards. */
  objectives: z.array(lineSchema).min(1),

  /** Manual sections it practises; they come before it in every schedule. */
  practises: z.array(sectionRefSchema).min(1),

  /** Scenario of the training cluster it runs in. */
  scenario: idSchema.optional(),

  reviewed: dateSchema,
});
export type Lab = z.output<typeof labSchema>;
