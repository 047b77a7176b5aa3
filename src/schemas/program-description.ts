import { z } from 'zod';
import { dateSchema, idSchema, statusSchema, timeOfDaySchema, trackIdSchema } from './common.ts';

const addressSchema = z.url().describe('Address of the page, with its host.');

/** A page on the way through a track. */
export const describedStopSchema = z
  .strictObject({
    title: z.string(),
    kind: z
      .string()
      .describe('What it is: section, lab, exam, runbook …; "activity" for what is done away from the site.'),
    status: z.enum(['complete', 'partial', 'planned']),
    minutes: z.number().int().positive().optional(),
    url: addressSchema.optional(),
  })
  .describe('A stop on the way through a track.');

export const describedTrackSchema = z
  .strictObject({
    id: trackIdSchema,
    title: z.string(),
    promise: z.string().describe('What somebody can do at the end.'),
    audience: z.array(z.string()),
    prerequisites: z.array(z.string()),
    days: z.strictObject({ min: z.number().int().positive(), max: z.number().int().positive() }),
    url: addressSchema,
    stops: z.array(describedStopSchema),
  })
  .describe('A role, and the way through the program for it.');

export const describedMaterialSchema = z
  .strictObject({
    id: idSchema,
    kind: z.string(),
    title: z.string(),
    summary: z.string(),
    status: statusSchema,
    track: trackIdSchema.optional(),
    minutes: z.number().int().positive().optional(),
    url: addressSchema,
    markdown: z.url().describe('The page as Markdown.'),
    published: z
      .string()
      .optional()
      .describe('Path in the repository of plain Markdown that the index names.'),
  })
  .describe('Something that the index of the program promises.');

export const describedScheduleSchema = z
  .strictObject({
    id: idSchema,
    title: z.string(),
    track: trackIdSchema,
    url: addressSchema,
    days: z.array(
      z.strictObject({
        title: z.string(),
        sessions: z.array(
          z.strictObject({
            start: timeOfDaySchema,
            end: timeOfDaySchema,
            topic: z.string(),
            kind: z.string(),
            sections: z.array(z.string()),
            labs: z.array(z.string()),
          }),
        ),
      }),
    ),
  })
  .describe('A class day by day, in wall-clock time of the room.');

export const describedClaimSchema = z
  .strictObject({
    id: z.string(),
    material: z.string().describe('Id of the material or total that it is about.'),
    subject: z.string(),
    claimed: z.string(),
    measured: z
      .union([z.number(), z.string()])
      .optional()
      .describe('Absent where there is nothing to measure yet.'),
    verdict: z.enum(['met', 'short', 'over', 'differs', 'not yet', 'absent']),
    how: z.string().describe('How it is measured; the status page says what the word means.'),
  })
  .describe('Something the program states about itself, and what was measured.');

/** `/program.json`: the program for programs. */
export const programDescriptionSchema = z
  .strictObject({
    $schema: z.url(),
    version: z.literal(1).describe('Of this form; it grows when a reader would have to change.'),
    title: z.string(),
    subtitle: z.string(),
    maintainer: z.string(),
    lastUpdated: dateSchema,
    tracks: z.array(describedTrackSchema),
    materials: z.array(describedMaterialSchema),
    schedules: z.array(describedScheduleSchema),
    claims: z.array(describedClaimSchema),
  })
  .describe(
    'The DWCP v3 training program: tracks, materials, schedules, and every claim with its measured value.',
  );
export type ProgramDescription = z.output<typeof programDescriptionSchema>;
