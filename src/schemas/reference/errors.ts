import { z } from 'zod';
import { lineSchema } from '../common.ts';

/** One error code, an entry of `content/reference/errors.yaml`. */
export const errorCodeSchema = z.strictObject({
  /** `error.code` in the response body: `VM_NOT_FOUND`. */
  code: z.string().regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, 'upper-case words joined by underscores'),
  /** HTTP status it comes with. */
  http: z.number().int().min(400).max(599),
  /** gRPC status it comes with. */
  grpc: z.string().regex(/^[A-Z_]+$/, 'write a gRPC status in capitals, e.g. "NOT_FOUND"'),
  /** What has happened. */
  meaning: lineSchema,
  /** Causes, most likely first. */
  causes: z.array(lineSchema).min(1),
  /** What the caller should do. */
  remedy: lineSchema,
  /** True when the same call may succeed later without a change. */
  retry: z.boolean(),
});

/** `content/reference/errors.yaml`. */
export const errorCodesSchema = z.strictObject({ errors: z.array(errorCodeSchema) });
export type ErrorCode = z.output<typeof errorCodeSchema>;
