import { z } from 'zod';
import { lineSchema } from '../common.ts';

/** One term, an entry of `content/reference/glossary.yaml`. */
export const termSchema = z.strictObject({
  /** The term as it is written in running text; for an acronym, the acronym. */
  term: lineSchema,
  /** What the acronym stands for; present exactly when the term is an acronym. */
  expansion: lineSchema.optional(),
  /** Other spellings a reader may search for; also what the fact check accepts. */
  aliases: z.array(lineSchema).default([]),
  /** What it means in this course: one to three sentences. */
  meaning: z.string().trim().min(20),
  /** Related terms of this glossary. */
  see: z.array(lineSchema).default([]),
  /** Which area it belongs to. */
  area: z.enum([
    'dwcp',
    'consensus',
    'migration',
    'network',
    'observability',
    'operations',
    'security',
    'virtualisation',
    'training',
    'general',
  ]),
});

/** `content/reference/glossary.yaml`. */
export const glossarySchema = z.strictObject({ terms: z.array(termSchema) });
export type Term = z.output<typeof termSchema>;
