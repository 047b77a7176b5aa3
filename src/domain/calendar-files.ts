import type { Program } from './program.ts';

/** Address of a schedule's calendar file, without the base path. */
export function calendarUrl(schedule: string): string {
  return `/schedules/${schedule}.ics`;
}

/** Addresses of the calendar files that the build writes, one for each schedule that is written. */
export function calendarFiles({ index, schedules }: Pick<Program, 'index' | 'schedules'>): string[] {
  return index.data.materials.flatMap(({ kind, id }) =>
    kind === 'schedule' && schedules.some((schedule) => schedule.id === id) ? [calendarUrl(id)] : [],
  );
}
