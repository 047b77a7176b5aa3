import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  levelIdSchema,
  lineSchema,
  minutesSchema,
  statusSchema,
  trackIdSchema,
} from './common.ts';
import { pathStepSchema } from './track.ts';

/** A number that the index states. "1,950+" is `atLeast: 1950`; "20-30" has both ends. */
export const claimedNumberSchema = z
  .strictObject({
    atLeast: z.number().nonnegative().optional(),
    atMost: z.number().nonnegative().optional(),
    exactly: z.number().nonnegative().optional(),
  })
  .refine(
    (claim) => Object.values(claim).some((value) => value !== undefined),
    'state atLeast, atMost or exactly',
  );
export type ClaimedNumber = z.output<typeof claimedNumberSchema>;

/** What the index counts inside a section of a runbook or guide. */
export const countedUnitSchema = z.enum([
  'checks',
  'steps',
  'scenarios',
  'templates',
  'decisions',
  'questions',
]);
export type CountedUnit = z.output<typeof countedUnitSchema>;

const material = {
  id: idSchema,
  title: lineSchema,
  status: statusSchema,
  /** Path of the plain file the material is published as; unique in the index. */
  published: z
    .string()
    .regex(/^docs\/[A-Za-z0-9_./-]+$/, 'write a path below docs/, e.g. "docs/training/labs/…"')
    .optional(),
  /** One sentence about what it gives; shown while it is planned, too. */
  summary: lineSchema,
};

/** A numbered section that the manual consists of. */
export const indexSectionSchema = z.strictObject({
  number: z.number().int().positive(),
  /** File name after the number: `architecture` for `02-architecture.mdx`. */
  slug: idSchema,
  title: lineSchema,
  /** Body lines, for the sections that the index states them for. */
  lines: claimedNumberSchema.optional(),
});

/** A subject that the manual promises. */
export const topicSchema = z.strictObject({
  id: idSchema,
  title: lineSchema,
  details: z.array(lineSchema).default([]),
  /** Numbers of the sections that cover it. */
  sections: z.array(z.number().int().positive()),
});

export const manualMaterialSchema = z.strictObject({
  kind: z.literal('manual'),
  ...material,
  track: trackIdSchema,
  lines: claimedNumberSchema,
  days: z.strictObject({ min: z.number().int().positive(), max: z.number().int().positive() }),
  audience: z.array(lineSchema).min(1),
  topics: z.array(topicSchema),
  sections: z.array(indexSectionSchema),
  /** Number of labs the manual promises. */
  labs: z.number().int().nonnegative(),
});

/** A limit that a deliverable has to meet: migration under 30 s. */
export const limitSchema = z.strictObject({
  measure: lineSchema,
  lessThan: z.number().optional(),
  moreThan: z.number().optional(),
  atLeast: z.number().optional(),
  exactly: z.number().optional(),
  unit: lineSchema,
});

export const labMaterialSchema = z.strictObject({
  kind: z.literal('lab'),
  ...material,
  track: trackIdSchema,
  number: z.number().int().positive(),
  slug: idSchema,
  /** Absent where the index states none. */
  minutes: minutesSchema.optional(),
  steps: z.array(lineSchema).default([]),
  deliverable: lineSchema.optional(),
  limits: z.array(limitSchema).default([]),
});

/** A part of a runbook or guide, with what the index counts in it. */
export const countedSectionSchema = z.strictObject({
  title: lineSchema,
  detail: lineSchema.optional(),
  counts: z.array(z.strictObject({ unit: countedUnitSchema, claim: claimedNumberSchema })).default([]),
});

export const runbookMaterialSchema = z.strictObject({
  kind: z.literal('runbook'),
  ...material,
  /** File name below `content/runbooks/`. */
  slug: idSchema,
  lines: claimedNumberSchema,
  sections: z.array(countedSectionSchema),
});

export const guideMaterialSchema = z.strictObject({
  kind: z.literal('guide'),
  ...material,
  /** File name below `content/guides/`. */
  slug: idSchema,
  lines: claimedNumberSchema.optional(),
  sections: z.array(countedSectionSchema).default([]),
});

export const examMaterialSchema = z.strictObject({
  kind: z.literal('exam'),
  ...material,
  track: trackIdSchema.optional(),
  level: levelIdSchema,
  format: z.enum(['exam', 'case-study']),
});

export const deckMaterialSchema = z.strictObject({
  kind: z.literal('deck'),
  ...material,
  track: trackIdSchema.optional(),
  slides: claimedNumberSchema,
  days: z.array(z.strictObject({ title: lineSchema, slides: z.number().int().positive() })).min(1),
});

export const scheduleMaterialSchema = z.strictObject({
  kind: z.literal('schedule'),
  ...material,
  track: trackIdSchema,
  days: z.number().int().positive(),
});

/** Anything the program consists of. */
export const materialSchema = z.discriminatedUnion('kind', [
  manualMaterialSchema,
  labMaterialSchema,
  runbookMaterialSchema,
  guideMaterialSchema,
  examMaterialSchema,
  deckMaterialSchema,
  scheduleMaterialSchema,
]);
export type Material = z.output<typeof materialSchema>;
export type MaterialKind = Material['kind'];
export type ManualMaterial = z.output<typeof manualMaterialSchema>;
export type LabMaterial = z.output<typeof labMaterialSchema>;
export type RunbookMaterial = z.output<typeof runbookMaterialSchema>;
export type GuideMaterial = z.output<typeof guideMaterialSchema>;
export type ExamMaterial = z.output<typeof examMaterialSchema>;
export type DeckMaterial = z.output<typeof deckMaterialSchema>;
export type ScheduleMaterial = z.output<typeof scheduleMaterialSchema>;

/** Rules of one certification level. */
export const levelSchema = z.strictObject({
  id: levelIdSchema,
  number: z.number().int().positive(),
  title: lineSchema,
  prerequisites: z.array(lineSchema).default([]),
  written: z
    .strictObject({
      questions: z.number().int().positive(),
      minutes: minutesSchema,
      passPercent: z.number().int().min(1).max(100),
    })
    .optional(),
  practical: z
    .strictObject({
      tasks: z.number().int().positive(),
      passTasks: z.number().int().positive(),
      minutes: minutesSchema,
    })
    .optional(),
  /** What an expert does in place of an exam. */
  caseStudy: lineSchema.optional(),
  validYears: z.number().int().positive(),
  roles: z.array(lineSchema).min(1),
});
export type Level = z.output<typeof levelSchema>;

/** A sum that the index states over materials or over other sums. */
export const totalSchema = z.strictObject({
  id: idSchema,
  title: lineSchema,
  /** Material ids or ids of other totals that it adds up. */
  of: z.array(idSchema).min(1),
  lines: claimedNumberSchema,
});

/** A way to reach people. */
export const contactSchema = z.strictObject({
  id: idSchema,
  title: lineSchema,
  email: z.email(),
  channel: z.string().regex(/^#[a-z0-9-]+$/, 'write a channel as "#name", in lower case'),
});

/** Weekly office hours. `zone` is an IANA name, because abbreviations are wrong half of the year. */
export const officeHoursSchema = z.strictObject({
  text: lineSchema,
  weekday: z.enum(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']).optional(),
  start: z.string().optional(),
  end: z.string().optional(),
  zone: lineSchema.optional(),
});

/** A version of the program, released or promised. */
export const versionSchema = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'write a version as three numbers, e.g. "1.2.0"'),
  /** Release date; `TBD` while it is only promised. */
  date: z.union([dateSchema, z.literal('TBD')]),
  /** When a promised version is due. */
  due: dateSchema.optional(),
  changes: lineSchema,
});

/** A way through the program for a background. */
export const learningPathSchema = z.strictObject({
  id: idSchema,
  title: lineSchema,
  background: lineSchema,
  steps: z.array(pathStepSchema).min(1),
});
export type LearningPath = z.output<typeof learningPathSchema>;

/** `content/program/index.yaml`: everything the program promises. */
export const programIndexSchema = z.strictObject({
  title: lineSchema,
  subtitle: lineSchema,
  lastUpdated: dateSchema,
  maintainer: lineSchema,
  review: z.strictObject({ last: dateSchema, next: dateSchema }),
  materials: z.array(materialSchema).min(1),
  levels: z.array(levelSchema).min(1),
  totals: z.array(totalSchema),
  support: z.array(contactSchema).min(1),
  officeHours: officeHoursSchema,
  feedback: z.strictObject({
    form: z.url(),
    when: z.array(lineSchema),
    report: z.array(lineSchema),
    suggest: z.array(lineSchema),
  }),
  versions: z.array(versionSchema).min(1),
  learningPaths: z.array(learningPathSchema),
  /** What a class of this program needs. */
  labEnvironment: z.strictObject({
    controllers: z.number().int().positive(),
    workers: z.strictObject({ min: z.number().int().positive(), max: z.number().int().positive() }),
    tools: z.array(lineSchema),
  }),
});
export type ProgramIndex = z.output<typeof programIndexSchema>;
