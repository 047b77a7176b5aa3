import type { Schedule, Session } from '../schemas/schedule.ts';
import { parseTimeOfDay } from './time-of-day.ts';

/** A session with its place in the schedule and its times in minutes after midnight. */
export interface PlacedSession {
  readonly session: Session;
  /** Counted from 0. */
  readonly day: number;
  readonly dayTitle: string;
  /** Position within the day, counted from 0. */
  readonly position: number;
  readonly startMinutes: number;
  readonly endMinutes: number;
  /** Time between start and end; 0 for a session that ends before it starts. */
  readonly durationMinutes: number;
}

/** All sessions of a schedule, day by day, as they are listed. */
export function listSessions(schedule: Schedule): PlacedSession[] {
  return schedule.days.flatMap(({ title, sessions }, day) =>
    sessions.map((session, position): PlacedSession => {
      const startMinutes = parseTimeOfDay(session.start);
      const endMinutes = parseTimeOfDay(session.end);
      return {
        session,
        day,
        dayTitle: title,
        position,
        startMinutes,
        endMinutes,
        durationMinutes: Math.max(0, endMinutes - startMinutes),
      };
    }),
  );
}

/** Where the session stands in the data, for its line in the file. */
export function sessionPath({ day, position }: PlacedSession): (string | number)[] {
  return ['days', day, 'sessions', position];
}

/** Names a session's place for people: `day 2, 16:00–18:00`. */
export function formatSlot({ day, session }: PlacedSession): string {
  return `day ${day + 1}, ${session.start}–${session.end}`;
}
