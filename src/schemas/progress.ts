import { z } from 'zod';
import { labRefSchema } from './common.ts';

/** A moment in UTC as browsers write it, to the millisecond; moments of this form sort as text. */
export const momentSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'write a moment as YYYY-MM-DDTHH:MM:SS.sssZ')
  .describe('A moment in UTC, to the millisecond. Of two marks for one item, the later one holds.');

const pageSchema = z
  .string()
  .regex(/^\/\S*$/, 'write the address of a page from the top of the site, e.g. "/glossary/"')
  .max(300);

/** Whether a page has been read. */
export const readMarkSchema = z
  .strictObject({
    at: momentSchema,
    read: z.boolean().describe('False where the mark was taken back.'),
  })
  .describe('Whether a page has been read.');

/** Whether a lab has been done. */
export const labMarkSchema = z
  .strictObject({
    at: momentSchema,
    done: z.boolean().describe('False where the mark was taken back.'),
    by: z
      .enum(['checkpoints', 'hand'])
      .describe('Whether the lab ticked all of its checkpoints, or the trainee said so.'),
  })
  .describe('Whether a lab has been done.');

/** The last attempt at an exam. */
export const scoreMarkSchema = z
  .strictObject({
    at: momentSchema,
    percent: z.number().min(0).max(100),
    passed: z.boolean(),
  })
  .describe('The last attempt at an exam.');

/** What a person has read, done and scored. */
export const progressSchema = z.strictObject({
  read: z.record(pageSchema, readMarkSchema).describe('By address of the page, without the base path.'),
  labs: z.record(labRefSchema, labMarkSchema).describe('By lab: "operations/lab-1".'),
  scores: z.record(z.string().min(1).max(100), scoreMarkSchema).describe('By id of the exam in the index.'),
  last: z
    .strictObject({ at: momentSchema, url: pageSchema, title: z.string().max(300) })
    .optional()
    .describe('The page that was open last.'),
});

/** A file that a trainee exports: to go on in another browser, or to show a coordinator how far they are. */
export const progressFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    kind: z.literal('dwcp-training-progress'),
    version: z.literal(1),
    exported: momentSchema,
    trainee: z
      .strictObject({
        id: z
          .uuid()
          .describe('Made up by the browser at the first export; tells the files of two people apart.'),
        name: z.string().max(100).optional().describe('What the trainee chose to call themselves.'),
      })
      .describe('Whose progress it is.'),
    progress: progressSchema,
  })
  .describe(
    'Progress in the DWCP v3 training program. Files are merged item by item: the later mark holds, and nothing that only one of them has is lost.',
  );
export type ProgressFile = z.output<typeof progressFileSchema>;
