import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  levelIdSchema,
  lineSchema,
  minutesSchema,
  sectionRefSchema,
  trackIdSchema,
} from './common.ts';

/** A task of the practical part. */
export const practicalTaskSchema = z.strictObject({
  title: lineSchema,
  minutes: minutesSchema,
  /** What the grader sees when it is done. */
  criterion: lineSchema,
  sections: z.array(sectionRefSchema).default([]),
});

/** Frontmatter of an exam, `content/exams/<slug>.mdx`. */
export const examSchema = z.strictObject({
  title: lineSchema,
  track: trackIdSchema,
  level: levelIdSchema,
  summary: lineSchema,
  /** The written part; absent where the level has none. */
  written: z
    .strictObject({
      minutes: minutesSchema,
      passPercent: z.number().int().min(1).max(100),
      /** Question bank it draws from. */
      bank: idSchema,
      /** How many questions of each domain; they add up to the paper. */
      blueprint: z.array(z.strictObject({ domain: idSchema, questions: z.number().int().positive() })).min(1),
    })
    .optional(),
  practical: z
    .strictObject({
      minutes: minutesSchema,
      passTasks: z.number().int().positive(),
      tasks: z.array(practicalTaskSchema).min(1),
    })
    .optional(),
  reviewed: dateSchema,
});
export type Exam = z.output<typeof examSchema>;
