import { z } from 'zod';
import {
  idSchema,
  labRefSchema,
  lineSchema,
  minutesSchema,
  sectionRefSchema,
  timeOfDaySchema,
  trackIdSchema,
} from './common.ts';

/** One slot of a day, in wall-clock time of the room. */
export const sessionSchema = z.strictObject({
  start: timeOfDaySchema,
  end: timeOfDaySchema,
  topic: lineSchema,
  kind: z.enum(['teaching', 'lab', 'break', 'exam', 'review', 'project', 'setup']),
  /** Duration as the plan states it; the check compares it with the times. */
  statedMinutes: minutesSchema.optional(),
  /** Manual sections taught in it. */
  sections: z.array(sectionRefSchema).default([]),
  /** Labs done in it, wholly or in part. */
  labs: z.array(labRefSchema).default([]),
  /** Exam sat in it, and which part. */
  exam: z.strictObject({ id: idSchema, part: z.enum(['written', 'practical', 'both']) }).optional(),
  /** What the instructor has to know. */
  note: lineSchema.optional(),
});

/** `content/schedules/<slug>.yaml`. */
export const scheduleSchema = z.strictObject({
  title: lineSchema,
  track: trackIdSchema,
  summary: lineSchema,
  days: z.array(z.strictObject({ title: lineSchema, sessions: z.array(sessionSchema).min(1) })).min(1),
  /** Labs that a shortened class leaves to the learner, each in the time after a day. */
  homework: z
    .array(
      z.strictObject({
        lab: labRefSchema,
        /** Day after which it is done, counted from 1. */
        afterDay: z.number().int().positive(),
        note: lineSchema.optional(),
      }),
    )
    .default([]),
});
export type Schedule = z.output<typeof scheduleSchema>;
export type Session = z.output<typeof sessionSchema>;
