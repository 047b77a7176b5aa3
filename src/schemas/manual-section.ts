import { z } from 'zod';
import { dateSchema, idSchema, labRefSchema, lineSchema, minutesSchema, sectionRefSchema } from './common.ts';

/** Frontmatter of one numbered section, `content/manuals/<track>/NN-slug.mdx`. */
export const manualSectionSchema = z.strictObject({
  /** Title as the index states it, without its number. */
  title: lineSchema,

  /** Number within the manual: the 2 in "2 Architecture"; the file name starts with it. */
  number: z.number().int().positive(),

  /** What the section is about, in a sentence; shown in lists and search. */
  summary: lineSchema,

  /** How long an attentive reader needs, and how long the exercises in the text take. */
  minutes: z.strictObject({ read: minutesSchema, practise: z.number().int().nonnegative() }),

  /** What the reader can do afterwards; verbs that can be examined. */
  objectives: z.array(lineSchema).min(2),

  /** Sections to read first. */
  prerequisites: z.array(sectionRefSchema).default([]),

  /** Labs that practise it. */
  labs: z.array(labRefSchema).default([]),

  /** Runbook material ids that use it. */
  runbooks: z.array(idSchema).default([]),

  /** Index topic ids that this section covers. */
  topics: z.array(idSchema).default([]),

  /** Question ids of the self-check, three to six. */
  selfCheck: z.array(idSchema).min(3).max(6),

  /** Scenario that the `console` blocks are typed in, e.g. `operations/lab-4`; the reference deployment when absent. */
  scenario: labRefSchema.optional(),

  /** When somebody last read it against the facts. */
  reviewed: dateSchema,
});
export type ManualSection = z.output<typeof manualSectionSchema>;
