import { z } from 'zod';
import { idSchema, lineSchema } from './common.ts';
import { predicateSchema } from './scenario-predicate.ts';

const nodeSchema = z.string().regex(/^(controller|worker|edge)-\d+$/, 'name a node, e.g. "worker-3"');
const ratioSchema = z.number().min(0).max(1);
const modeSchema = z.enum(['datacenter', 'internet', 'hybrid']);

/** Where a network fault works: on what leaves a node, or on a link between two regions. */
const placeSchema = z.union([
  z.strictObject({ node: nodeSchema }),
  z.strictObject({
    from: lineSchema,
    to: lineSchema,
    /** One side as `tc` on one machine does, or both. */
    sides: z.enum(['one', 'both']).optional(),
  }),
]);

/** When a fault strikes. */
const time = {
  /** Simulated seconds after the start of the lab, or after the checkpoint `after`. */
  atSeconds: z.number().nonnegative().default(0),
  /** Checkpoint that has to be met first, so that a fault waits for the person. */
  after: idSchema.optional(),
};

/** A fault that the scenario injects. */
export const faultSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...time,
    type: z.literal('delay'),
    on: placeSchema,
    delayMs: z.number().positive(),
    jitterMs: z.number().nonnegative().optional(),
  }),
  z.strictObject({ ...time, type: z.literal('loss'), on: placeSchema, lossRatio: ratioSchema }),
  z.strictObject({ ...time, type: z.literal('throttle'), on: placeSchema, rateMbps: z.number().positive() }),
  z.strictObject({ ...time, type: z.literal('partition'), on: placeSchema }),
  /** Traffic of others on a link, as a backup job makes. */
  z.strictObject({
    ...time,
    type: z.literal('background'),
    from: lineSchema,
    to: lineSchema,
    rateMbps: z.number().nonnegative(),
  }),
  z.strictObject({ ...time, type: z.literal('crash'), node: nodeSchema }),
  z.strictObject({ ...time, type: z.literal('full-disk'), node: nodeSchema }),
  z.strictObject({
    ...time,
    type: z.literal('slow-disk'),
    node: nodeSchema,
    writeMs: z.number().positive(),
  }),
  z.strictObject({ ...time, type: z.literal('expired-certificate'), node: nodeSchema }),
  z.strictObject({ ...time, type: z.literal('clock-skew'), node: nodeSchema, skewMs: z.number() }),
  z.strictObject({
    ...time,
    type: z.literal('attacker'),
    node: nodeSchema,
    behaviour: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('vote-manipulation') }),
      z.strictObject({ type: z.literal('equivocation') }),
      z.strictObject({ type: z.literal('silence') }),
      z.strictObject({ type: z.literal('delay'), delayMs: z.number().positive() }),
      z.strictObject({ type: z.literal('false-metrics'), claimedMbps: z.number().positive() }),
    ]),
  }),
  /** Makes a release available for installation, sound or not. */
  z.strictObject({
    ...time,
    type: z.literal('release'),
    version: lineSchema,
    errorRatio: ratioSchema,
    latencyFactor: z.number().positive().optional(),
  }),
]);

/** Something the learner has to reach, decided from the state, its events, and what was typed. */
export const scenarioCheckpointSchema = z.strictObject({
  id: idSchema,
  title: lineSchema,
  /** Checkpoints that have to be met before this one is looked at. */
  after: z.array(idSchema).default([]),
  /** What has to hold. Once it has held, the checkpoint stays met. */
  when: predicateSchema,
  /** What the page says when it is met. */
  met: lineSchema,
  /** Three hints: a nudge, where to look, nearly the answer. */
  hints: z.array(lineSchema).length(3),
});

/** A VM that runs at the start. */
const vmSchema = z.strictObject({
  name: idSchema,
  node: nodeSchema,
  cpu: z.number().int().positive().default(2),
  memoryGib: z.number().positive().default(2),
  diskGb: z.number().positive().default(20),
  /** What its memory holds, which decides how well it compresses. */
  workload: z.enum(['general', 'idle', 'web', 'database', 'cache', 'media', 'encrypted']).default('general'),
  /** Megabytes of memory that it writes each second. */
  dirtyMbPerSecond: z.number().nonnegative().default(4),
});

/** What differs from the reference on one node. */
const nodeChangesSchema = z.strictObject({
  version: lineSchema.optional(),
  streams: z.number().int().positive().optional(),
  compressionLevel: z.number().int().min(1).max(19).optional(),
  cpu: z.number().int().positive().optional(),
  memoryGib: z.number().positive().optional(),
  reputation: z.number().min(0).max(100).optional(),
  certificateEndsInHours: z.number().optional(),
});

/** The cluster that the learner finds. */
const startSchema = z.strictObject({
  controllers: z.number().int().min(0).max(7),
  workers: z.number().int().min(0).max(1000),
  regions: z.array(lineSchema).min(1),
  /** The network between the regions; the mode of the nodes is detected. */
  mode: modeSchema,
  /** Machines with the software installed that do not belong to the cluster yet. */
  machines: z
    .array(
      z.strictObject({
        id: nodeSchema,
        type: z.enum(['controller', 'worker', 'edge']),
        region: lineSchema,
        /** How far its clock is off. */
        clockSkewMs: z.number().optional(),
        /** Hours until its certificate ends; 0 if it has ended. */
        certificateEndsInHours: z.number().nonnegative().optional(),
      }),
    )
    .default([]),
  vms: z.array(vmSchema).default([]),
  /** Keys of the configuration files; durations in milliseconds. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** What clients ask of the cluster. */
  load: z
    .strictObject({
      requestsPerSecond: z.number().nonnegative(),
      writesPerSecond: z.number().nonnegative(),
    })
    .optional(),
  nodes: z.record(nodeSchema, nodeChangesSchema).default({}),
  /** Files by machine and path; `workstation` is where the learner sits. */
  files: z.record(lineSchema, z.record(lineSchema, z.string())).default({}),
  /** Seconds that the cluster has been running when the learner arrives: whole minutes, so that modes are detected. */
  warmUpSeconds: z.number().int().nonnegative().multipleOf(60).default(0),
});

/** `content/scenarios/<track>/lab-N.yaml`: a start state, faults, goals and the solution. */
export const scenarioSchema = z.strictObject({
  title: lineSchema,
  /** Seed of every random choice. */
  seed: z.number().int().nonnegative(),
  /** Cluster at the start. */
  start: startSchema,
  faults: z.array(faultSchema).default([]),
  checkpoints: z.array(scenarioCheckpointSchema).min(1),
  /** The lines that solve it, in order, as they are typed. */
  solution: z.array(lineSchema).min(1),
  /** Plausible attempts that must not pass. */
  wrongApproaches: z
    .array(
      z.strictObject({
        title: lineSchema,
        commands: z.array(lineSchema).min(1),
        /** Checkpoints that it leaves open. */
        open: z.array(idSchema).min(1),
      }),
    )
    .min(2),
});
export type Scenario = z.output<typeof scenarioSchema>;
