import { z } from 'zod';
import { lineSchema, sectionRefSchema } from './common.ts';

/** One slide. */
export const slideSchema = z.strictObject({
  /** States the idea of the slide. */
  title: lineSchema,
  /** At most six short lines. */
  lines: z.array(lineSchema).max(6).default([]),
  /** A picture of `content/figures` in place of lines. */
  figure: z.string().optional(),
  /** What the instructor says. */
  notes: z.string().trim().min(1),
  minutes: z.number().positive(),
  /** Manual section it comes from. */
  section: sectionRefSchema,
});

/** A deck, `content/decks/<slug>.yaml`. */
export const deckSchema = z.strictObject({
  title: lineSchema,
  summary: lineSchema,
  days: z.array(z.strictObject({ title: lineSchema, slides: z.array(slideSchema) })).min(1),
});
export type Deck = z.output<typeof deckSchema>;
