import { z } from 'zod';
import { idSchema, labRefSchema, lineSchema, sectionRefSchema, trackIdSchema } from './common.ts';

/** One step of a path, a reference to exactly one material. */
export const pathStepSchema = z.union([
  z.strictObject({ section: sectionRefSchema, note: lineSchema.optional() }),
  z.strictObject({ lab: labRefSchema, note: lineSchema.optional() }),
  /** Any other material of the index by id: an exam, a runbook, a guide. */
  z.strictObject({ material: idSchema, note: lineSchema.optional() }),
  /** Something to do away from the materials, e.g. shadow an engineer on call. */
  z.strictObject({ activity: lineSchema, note: lineSchema.optional() }),
]);
export type PathStep = z.output<typeof pathStepSchema>;

/** `content/tracks/<track>.yaml`: audience, order and obligations of a role. */
export const trackSchema = z.strictObject({
  id: trackIdSchema,
  title: lineSchema,
  /** What somebody can do at the end. */
  promise: lineSchema,
  audience: z.array(lineSchema).min(1),
  /** What a learner brings. */
  prerequisites: z.array(lineSchema).min(1),
  /** Length of a class. */
  days: z.strictObject({ min: z.number().int().positive(), max: z.number().int().positive() }),
  /** Material ids sent one week before. */
  preReading: z.array(sectionRefSchema),
  /** The whole way through, in order. */
  path: z.array(pathStepSchema).min(1),
  /** Schedules that teach it. */
  schedules: z.array(idSchema).default([]),
  deck: idSchema,
});
export type Track = z.output<typeof trackSchema>;
