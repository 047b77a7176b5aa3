import { z } from 'zod';
import { dateSchema, lineSchema } from './common.ts';

/** `content/program/releases.yaml`: what learners notice, newest first. */
export const releasesSchema = z.strictObject({
  releases: z.array(
    z.strictObject({
      date: dateSchema,
      title: lineSchema,
      changes: z.array(lineSchema).min(1),
    }),
  ),
});
export type Releases = z.output<typeof releasesSchema>;
