import { z } from 'zod';
import { lineSchema } from '../common.ts';

/** One configuration key, an entry of `content/reference/configuration.yaml`. */
export const configurationKeySchema = z.strictObject({
  /** Dotted path in its file: `consensus.raft.election_timeout_ms`. */
  key: z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, 'a dotted path such as "api.rest.bind"'),
  /** `id` of the file it lives in. */
  file: z.string(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'duration', 'list', 'map']),
  /** Value in the reference deployment, as written in YAML. */
  value: lineSchema,
  /** What it decides, with unit and limits. */
  meaning: lineSchema,
  /** How a change takes effect. */
  applies: z.enum(['restart', 'reload', 'new connections', 'install']),
  /** What goes wrong when it is set badly. */
  caution: lineSchema.optional(),
});

/** One configuration file of the reference deployment. */
export const configurationFileSchema = z.strictObject({
  /** Short name used by keys: `controller`. */
  id: z.string().regex(/^[a-z][a-z-]*$/, 'use lower-case words joined by hyphens'),
  path: z.string().startsWith('/', 'write an absolute path'),
  /** Which machine has it. */
  on: z.enum(['controller', 'worker', 'both']),
  meaning: lineSchema,
});

/** `content/reference/configuration.yaml`. */
export const configurationSchema = z.strictObject({
  files: z.array(configurationFileSchema),
  keys: z.array(configurationKeySchema),
});
export type Configuration = z.output<typeof configurationSchema>;
export type ConfigurationKey = z.output<typeof configurationKeySchema>;
