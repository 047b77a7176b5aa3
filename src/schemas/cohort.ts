// The small Zod: whoever opens the link of a cohort loads this file.
import * as z from 'zod/mini';
import { idPattern, timeOfDayPattern } from './patterns.ts';

/** Text that somebody typed into one line; half a surrogate pair would not survive the way through a link. */
const typedLine = (most: number) =>
  z.string().check(
    z.maxLength(most, `at most ${most} characters`),
    z.refine((text) => !/\p{Cc}/u.test(text), 'keep this on one line'),
    z.refine((text) => text.isWellFormed(), 'this has half a character in it'),
  );

const wholeNumber = (least: number, most: number) => {
  const message = `use a whole number from ${least} to ${most}`;
  return z.int(message).check(z.gte(least, message), z.lte(most, message));
};

/** A name of the IANA time zone database that this browser or Node knows: `Asia/Kolkata`. */
export const timeZoneSchema = z
  .string()
  .check(
    z.maxLength(64, 'no time zone has so long a name'),
    z.refine(isTimeZone, 'name a time zone of the IANA database, e.g. "Europe/Berlin"'),
  );

const timeOfDaySchema = z
  .string()
  .check(z.regex(timeOfDayPattern, 'write a time of day as HH:MM, e.g. "09:00"'));

function isTimeZone(name: string): boolean {
  // Offsets such as "+01:00" are taken by the same function, but know nothing of summer.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A day that a class can be on; calendars and time zones are known well enough for these years. */
const classDateSchema = z.iso
  .date('write a date as YYYY-MM-DD')
  .check(z.refine((date) => date >= '2000-01-01' && date <= '2099-12-31', 'choose a day from 2000 to 2099'));

/** Holidays a cohort can hold, so that its link stays short enough. */
export const mostHolidays = 60;

/**
 * One class with its dates and people: all that the link of a cohort holds. Lengths are limited so that the link stays
 * under 2,000 characters in any script.
 */
export const cohortSchema = z.strictObject({
  /** Never changes, so that a calendar recognises events it has already: eight letters and digits. */
  id: z.string().check(z.regex(/^[a-z0-9]{8}$/, 'use eight lower-case letters and digits')),
  /** Rises with each change that is published; 0 at first. */
  revision: wholeNumber(0, 9999),
  /** Schedule the class follows, which fixes track and length: `operations-5-day`. */
  schedule: z.string().check(z.maxLength(40, 'at most 40 characters'), z.regex(idPattern, 'name a schedule')),
  /** First day of the class. */
  startDate: classDateSchema,
  timeZone: timeZoneSchema,
  /** Days of the week with class, ISO 8601: 1 is Monday, 7 is Sunday; ascending. */
  workingDays: z
    .array(wholeNumber(1, 7))
    .check(
      z.minLength(1, 'choose at least one day of the week'),
      z.refine(isAscending, 'name each day once, in order'),
    ),
  /** When the first session of a day starts, in the room. */
  dailyStart: timeOfDaySchema,
  /** When the room has to be empty; without it, nothing is too late. */
  roomCloses: z.optional(timeOfDaySchema),
  /** A room, or the address of a meeting. */
  place: typedLine(250),
  instructor: typedLine(60),
  /** Number of learners. */
  size: wholeNumber(1, 500),
  /** Days without class, ascending. */
  holidays: z
    .array(classDateSchema)
    .check(
      z.maxLength(mostHolidays, `at most ${mostHolidays} holidays; keep those near the class`),
      z.refine(isAscending, 'name each holiday once, in order'),
    ),
});
export type Cohort = z.output<typeof cohortSchema>;

function isAscending(values: readonly (number | string)[]): boolean {
  return values.every((value, index) => {
    const before = values[index - 1];
    return before === undefined || before < value;
  });
}
