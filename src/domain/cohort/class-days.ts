import { Temporal } from 'temporal-polyfill';
import type { Cohort } from '../../schemas/cohort.ts';

/** What decides whether there is class on a day. */
export type ClassWeek = Pick<Cohort, 'workingDays' | 'holidays'>;

/** Whether there can be class on the day. */
export function isClassDay(date: Temporal.PlainDate, { workingDays, holidays }: ClassWeek): boolean {
  return workingDays.includes(date.dayOfWeek) && !holidays.includes(date.toString());
}

/** The day itself where there can be class on it, otherwise the next one. */
export function nextClassDay(date: Temporal.PlainDate, week: ClassWeek): Temporal.PlainDate {
  let day = date;
  // At least one day of each week has class, and holidays are few; the loop ends.
  while (!isClassDay(day, week)) day = day.add({ days: 1 });
  return day;
}

/**
 * The dates of a class: the first day is the one asked for, whatever it is, since moving it is the coordinator's
 * decision; each later one is the next day with class.
 */
export function placeClassDays(
  cohort: Pick<Cohort, 'startDate'> & ClassWeek,
  count: number,
): Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = [];
  let date = Temporal.PlainDate.from(cohort.startDate);
  for (let day = 0; day < count; day += 1) {
    if (day > 0) date = nextClassDay(date.add({ days: 1 }), cohort);
    dates.push(date);
  }
  return dates;
}

/** The day that is so many business days (Monday to Friday without the holidays) after another. */
export function addBusinessDays(
  date: Temporal.PlainDate,
  count: number,
  holidays: readonly string[],
): Temporal.PlainDate {
  const week: ClassWeek = { workingDays: [1, 2, 3, 4, 5], holidays: [...holidays] };
  let day = date;
  for (let passed = 0; passed < count; passed += 1) day = nextClassDay(day.add({ days: 1 }), week);
  return day;
}
