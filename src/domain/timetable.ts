import { formatTimeOfDay, parseTimeOfDay } from './time-of-day.ts';

/** Height of a row of the timetable. */
const rowMinutes = 15;

/** Anything with times of day, such as a session of a schedule. */
interface Timed {
  readonly start: string;
  readonly end: string;
}

/** A session in its place: rows are counted from 1 and a session ends before `lastRow`. */
export interface PlacedSession<Session extends Timed> {
  readonly session: Session;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly minutes: number;
}

/** A timetable: hours down, days across. */
export interface Timetable<Session extends Timed> {
  readonly hours: readonly { readonly label: string; readonly row: number }[];
  readonly days: readonly { readonly title: string; readonly sessions: readonly PlacedSession<Session>[] }[];
}

/** Places the sessions of a schedule on rows of a quarter of an hour, from the hour before the first one. */
export function layOutTimetable<Session extends Timed>(schedule: {
  readonly days: readonly { readonly title: string; readonly sessions: readonly Session[] }[];
}): Timetable<Session> {
  const times = schedule.days.flatMap(({ sessions }) =>
    sessions.flatMap(({ start, end }) => [parseTimeOfDay(start), parseTimeOfDay(end)]),
  );
  const first = Math.floor(Math.min(...times) / 60) * 60;
  const last = Math.ceil(Math.max(...times) / 60) * 60;
  const row = (minutes: number): number => Math.round((minutes - first) / rowMinutes) + 1;
  const hours = Array.from({ length: (last - first) / 60 + 1 }, (_, hour) => first + hour * 60);
  return {
    hours: hours.map((minutes) => ({ label: formatTimeOfDay(minutes), row: row(minutes) })),
    days: schedule.days.map(({ title, sessions }) => ({
      title,
      sessions: sessions.map((session) => {
        const start = parseTimeOfDay(session.start);
        const end = parseTimeOfDay(session.end);
        return {
          session,
          firstRow: row(start),
          lastRow: Math.max(row(end), row(start) + 1),
          minutes: end - start,
        };
      }),
    })),
  };
}
