import { Temporal } from 'temporal-polyfill';
import type { Cohort } from '../../schemas/cohort.ts';
import { parseTimeOfDay } from '../time-of-day.ts';
import { placeClassDays } from './class-days.ts';
import type { ClassPlan, PlanSession } from './class-plan.ts';

/** A session of a plan on its date, as moments in the zone of the room. */
export interface DatedSession {
  readonly session: PlanSession;
  /** Counted from 0. */
  readonly day: number;
  readonly dayTitle: string;
  /** Position within the day, counted from 0. */
  readonly position: number;
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime;
  /** The wall-clock time asked for, where clocks skip it on that day. */
  readonly skippedTime?: string;
}

/**
 * Puts a plan on the dates of a cohort. A day begins at the cohort's daily start, and every session keeps its distance
 * on the clock from there. A session that begins on the clock lasts as long as planned in real time; a start that does
 * not exist on a day of a clock change is moved forward by the change, and one that exists twice is the first of the two.
 */
export function dateSessions(cohort: Cohort, plan: ClassPlan): DatedSession[] {
  const dates = placeClassDays(cohort, plan.days.length);
  return plan.days.flatMap(({ title, sessions }, day) => {
    const date = dates[day];
    const first = sessions[0];
    if (date === undefined || first === undefined) return [];
    const shift = parseTimeOfDay(cohort.dailyStart) - parseTimeOfDay(first.start);
    return sessions.map((session, position): DatedSession => {
      const minutes = parseTimeOfDay(session.start) + shift;
      // The plan may pass midnight where the day starts late.
      const wanted = date.toPlainDateTime().add({ minutes });
      const start = wanted.toZonedDateTime(cohort.timeZone, { disambiguation: 'compatible' });
      const isSkipped = !start.toPlainDateTime().equals(wanted);
      return {
        session,
        day,
        dayTitle: title,
        position,
        start,
        end: start.add({ minutes: parseTimeOfDay(session.end) - parseTimeOfDay(session.start) }),
        ...(isSkipped ? { skippedTime: wanted.toPlainTime().toString({ smallestUnit: 'minute' }) } : {}),
      };
    });
  });
}
