import type { Temporal } from 'temporal-polyfill';

/** Writes a date for people: `Mon 1 March 2027`. */
export function formatDate(date: Temporal.PlainDate | Temporal.ZonedDateTime): string {
  return `${formatWeekday(date)} ${date.day} ${months[date.month - 1] ?? ''} ${date.year}`;
}

/** `Mon`, `Tue` and so on. */
export function formatWeekday(date: { readonly dayOfWeek: number }): string {
  return weekdays[date.dayOfWeek - 1] ?? '';
}

/** `09:30` of a moment, in its own zone. */
export function formatClock(moment: Temporal.ZonedDateTime): string {
  return moment.toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Short names of the days of the week, from Monday. */
export const weekdays: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

// Written out rather than asked of the system, so that files made in a browser and in a test are the same.
const months: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
