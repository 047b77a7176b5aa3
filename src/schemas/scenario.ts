import { z } from 'zod';
import { idSchema, lineSchema } from './common.ts';

/** A fault that the scenario injects at a time of the simulated clock. */
export const faultSchema = z.strictObject({
  /** Simulated seconds after the start. */
  atSeconds: z.number().nonnegative(),
  type: z.enum([
    'delay',
    'loss',
    'throttle',
    'partition',
    'crash',
    'full-disk',
    'expired-certificate',
    'clock-skew',
    'attacker',
    'release',
  ]),
  /** Node, link or region it concerns. */
  target: lineSchema,
  /** What the fault needs: `{ delayMs: 100 }`. */
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

/** Something the learner has to reach, decided from the state and its events. */
export const scenarioCheckpointSchema = z.strictObject({
  id: idSchema,
  title: lineSchema,
  /** Predicate in the simulator's expression language. */
  when: lineSchema,
  /** What the page says when it is met. */
  met: lineSchema,
  /** Hints from a nudge to nearly the answer. */
  hints: z.array(lineSchema).min(1),
});

/** `content/scenarios/<track>/lab-N.yaml`: a start state, faults, goals and the solution. */
export const scenarioSchema = z.strictObject({
  title: lineSchema,
  /** Seed of every random choice. */
  seed: z.number().int().nonnegative(),
  /** Cluster at the start. */
  start: z.strictObject({
    controllers: z.number().int().min(0).max(7),
    workers: z.number().int().min(0).max(1000),
    regions: z.array(lineSchema).min(1),
    mode: z.enum(['datacenter', 'internet', 'hybrid']),
  }),
  faults: z.array(faultSchema).default([]),
  checkpoints: z.array(scenarioCheckpointSchema).min(1),
  /** The commands that solve it, in order. */
  solution: z.array(lineSchema).min(1),
  /** Plausible attempts that must not pass. */
  wrongApproaches: z
    .array(z.strictObject({ title: lineSchema, commands: z.array(lineSchema).min(1) }))
    .min(2),
});
export type Scenario = z.output<typeof scenarioSchema>;
