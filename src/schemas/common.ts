import { z } from 'zod';
import { idPattern, timeOfDayPattern } from './patterns.ts';

/** The three role tracks of the program. */
export const trackIdSchema = z.enum(['operations', 'developer', 'security']);
export type TrackId = z.output<typeof trackIdSchema>;

/** A kebab-case identifier that never changes once published: `operations-lab-1`. */
export const idSchema = z
  .string()
  .regex(idPattern, 'use lower-case words joined by hyphens, e.g. "operations-lab-1"');

/**
 * A material's place on a track: `operations/2` is section 2 of the operations manual,
 * `operations/lab-1` is its first lab.
 */
export const sectionRefSchema = z
  .string()
  .regex(
    /^(operations|developer|security)\/\d{1,2}$/,
    'name a manual section as track/number, e.g. "operations/2"',
  );

/** A lab by track and number: `operations/lab-1`. */
export const labRefSchema = z
  .string()
  .regex(
    /^(operations|developer|security)\/lab-\d{1,2}$/,
    'name a lab as track/lab-number, e.g. "operations/lab-1"',
  );

/** Calendar date, ISO 8601: `2026-11-23`. YAML reads one without quotes as a moment, midnight UTC, which is as good. */
export const dateSchema = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().replace('T00:00:00.000Z', '') : value),
  z.iso.date('write a date as YYYY-MM-DD'),
);

/** Wall-clock time in 24-hour form: `09:00`. */
export const timeOfDaySchema = z
  .string()
  .regex(timeOfDayPattern, 'write a time of day as HH:MM, e.g. "09:00"');

/** A whole, positive number of minutes. */
export const minutesSchema = z.number().int().positive();

/** How finished a material is, as the index claims. Partial work is measured, never claimed. */
export const statusSchema = z.enum(['complete', 'planned']);
export type Status = z.output<typeof statusSchema>;

/** Severity of an incident, P0 (everything stopped) to P4 (a question). */
export const severitySchema = z.enum(['P0', 'P1', 'P2', 'P3', 'P4']);

/** One non-empty line of text. */
export const lineSchema = z
  .string()
  .trim()
  .min(1)
  .refine((text) => !text.includes('\n'), 'keep this on one line');

/** A certification level. */
export const levelIdSchema = z.enum(['associate', 'professional', 'expert']);
export type LevelId = z.output<typeof levelIdSchema>;
