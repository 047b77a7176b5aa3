import { z } from 'zod';

const pathSchema = z
  .string()
  .regex(/^\/([a-z0-9-]+\/)*$/, 'write an address that starts and ends with a slash');

/** `content/program/redirects.yaml`: addresses that once existed. */
export const redirectsSchema = z.strictObject({
  redirects: z.array(
    z.strictObject({
      /** The old address, without the base path. */
      from: pathSchema,
      /** Where it leads, without the base path. */
      to: pathSchema,
    }),
  ),
});
export type Redirects = z.output<typeof redirectsSchema>;
