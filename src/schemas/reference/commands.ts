import { z } from 'zod';
import { lineSchema } from '../common.ts';

/** One flag of a command. */
export const flagSchema = z.strictObject({
  /** With its dashes: `--node`. */
  name: z.string().regex(/^--[a-z][a-z-]*$/, 'a long flag such as "--node"'),
  /** Placeholder for its value; absent for a switch. */
  value: lineSchema.optional(),
  /** What it does. */
  meaning: lineSchema,
  /** True when the command refuses to run without it. */
  required: z.boolean().default(false),
});

/** One command of the reference tool set, an entry of `content/reference/commands.yaml`. */
export const commandSchema = z.strictObject({
  /** Program: `dwcp-cli` or `dwcp-server`. */
  program: z.enum(['dwcp-cli', 'dwcp-server']),

  /** Noun and verb without the program: `cluster status`. */
  name: z.string().regex(/^[a-z][a-z-]*( [a-z][a-z-]*)?$/, 'noun and verb, e.g. "cluster status"'),

  /** What it does, as an imperative sentence. */
  summary: lineSchema,

  /** `read` leaves the cluster as it is; `change` alters it; `danger` can lose data or quorum. */
  effect: z.enum(['read', 'change', 'danger']),

  /** Which machine it runs on. */
  runsOn: z.enum(['anywhere', 'controller', 'worker']),

  /** Flags, required ones first. Every command also takes the global flags. */
  flags: z.array(flagSchema).default([]),

  /** A whole command line that makes sense on the training cluster. */
  example: lineSchema,

  /** What to check before, for a command that is dangerous. */
  caution: lineSchema.optional(),
});

/** `content/reference/commands.yaml`. */
export const commandsSchema = z.strictObject({
  /** Flags that every command takes. */
  globalFlags: z.array(flagSchema),
  /** Exit codes and what they mean. */
  exitCodes: z.array(z.strictObject({ code: z.number().int().min(0).max(255), meaning: lineSchema })),
  commands: z.array(commandSchema),
});
export type Command = z.output<typeof commandSchema>;
export type Commands = z.output<typeof commandsSchema>;
