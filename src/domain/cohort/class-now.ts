import { Temporal } from 'temporal-polyfill';
import type { DatedSession } from './dated-sessions.ts';

/** Where a class stands at a moment. Sessions and days are those of the room. */
export interface ClassNow {
  readonly phase: 'before' | 'on-a-day' | 'between-days' | 'after';
  /** The day to look at first, counted from 0: today's, otherwise the next one; none once the class is over. */
  readonly day?: number;
  /** The session that is on. */
  readonly current?: DatedSession;
  /** The next session to come. */
  readonly next?: DatedSession;
  /** Nights to the first day, in the room; only before the class. */
  readonly daysAhead?: number;
}

/** Tells where a class stands; `sessions` are in their order. */
export function classNow(sessions: readonly DatedSession[], now: Temporal.Instant): ClassNow {
  const first = sessions[0];
  const isOver = ({ end }: DatedSession) => Temporal.Instant.compare(end.toInstant(), now) <= 0;
  const hasBegun = ({ start }: DatedSession) => Temporal.Instant.compare(start.toInstant(), now) <= 0;
  const next = sessions.find((session) => !hasBegun(session));
  const current = sessions.find((session) => hasBegun(session) && !isOver(session));
  const coming = current ?? next;
  if (first === undefined || coming === undefined) return { phase: 'after' };
  const today = now.toZonedDateTimeISO(first.start.timeZoneId).toPlainDate();
  const begins = first.start.toPlainDate();
  const progress = {
    day: coming.day,
    ...(current === undefined ? {} : { current }),
    ...(next === undefined ? {} : { next }),
  };
  const isToday = current !== undefined || coming.start.toPlainDate().equals(today);
  if (isToday) return { phase: 'on-a-day', ...progress };
  if (Temporal.PlainDate.compare(today, begins) < 0)
    return { phase: 'before', ...progress, daysAhead: today.until(begins).days };
  return { phase: 'between-days', ...progress };
}
