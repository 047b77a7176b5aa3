import type { Schedule, Session } from '../schemas/schedule.ts';
import { parseTimeOfDay } from './time-of-day.ts';

/** Minutes of a schedule by kind of session. */
export function scheduleMinutes(schedule: Schedule): Record<Session['kind'], number> {
  const minutes = { teaching: 0, lab: 0, break: 0, exam: 0, review: 0, project: 0, setup: 0 };
  for (const session of schedule.days.flatMap(({ sessions }) => sessions)) {
    minutes[session.kind] += parseTimeOfDay(session.end) - parseTimeOfDay(session.start);
  }
  return minutes;
}
