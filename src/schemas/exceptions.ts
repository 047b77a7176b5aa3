import { z } from 'zod';
import { dateSchema, lineSchema } from './common.ts';

/** A finding that is accepted until a date. */
export const exceptionSchema = z.strictObject({
  /** Rule name, as printed. */
  rule: lineSchema,
  /** The finding's subject, as printed by `npm run check -- --format json`. */
  subject: lineSchema,
  /** Why it is right to wait. */
  reason: lineSchema,
  /** Last day on which it holds. */
  until: dateSchema,
});

/** `content/program/exceptions.yaml`. */
export const exceptionsSchema = z.strictObject({ exceptions: z.array(exceptionSchema) });
export type Exception = z.output<typeof exceptionSchema>;
