import ical, { ICalCalendarMethod } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { placeClassDays } from '../../domain/cohort/class-days.ts';
import type { ClassPlan } from '../../domain/cohort/class-plan.ts';
import { describeSession, productId, sessionSummary } from './session-text.ts';

/** Weeks between a release and the class that its plain schedules are dated with. */
const weeksAhead = 4;

/** The Monday that plain schedules begin on: four weeks after the newest release, or the first Monday after that. */
export function templateStart(release: string): Temporal.PlainDate {
  const date = Temporal.PlainDate.from(release).add({ weeks: weeksAhead });
  return date.add({ days: (8 - date.dayOfWeek) % 7 });
}

/**
 * A schedule without a cohort as an iCalendar file: floating times, which are the same on the clock everywhere, from a
 * Monday on. Made from the same release it is the same to the byte.
 */
export function scheduleCalendar(
  plan: ClassPlan,
  context: {
    readonly absolute: (url: string) => string;
    /** Date of the newest release, ISO 8601. */
    readonly release: string;
    /** How many releases there have been; rises with each. */
    readonly sequence: number;
  },
): string {
  const start = templateStart(context.release).toString();
  const dates = placeClassDays(
    { startDate: start, workingDays: [1, 2, 3, 4, 5], holidays: [] },
    plan.days.length,
  );
  const calendar = ical({ name: plan.title, prodId: productId, method: ICalCalendarMethod.PUBLISH });
  const stamp = Temporal.Instant.from(`${context.release}T00:00:00Z`);
  for (const [day, { sessions }] of plan.days.entries()) {
    const date = dates[day];
    if (date === undefined) continue;
    for (const [position, session] of sessions.entries()) {
      if (session.kind === 'break') continue;
      calendar.createEvent({
        id: `dwcp-schedule-${plan.id}-${day + 1}-${position + 1}`,
        sequence: context.sequence,
        stamp,
        floating: true,
        start: date.toPlainDateTime(session.start),
        end: date.toPlainDateTime(session.end),
        summary: sessionSummary(plan, session),
        description: describeSession(session, context.absolute, [
          `Dated as if the class began on ${start}; for your own dates: ${context.absolute('/cohorts/new/')}`,
        ]),
        url: context.absolute(session.labs[0]?.url ?? session.links[0]?.url ?? `/schedules/${plan.id}/`),
        categories: [{ name: session.kind }],
      });
    }
  }
  const text = calendar.toString().replaceAll(/\r?\n/g, '\r\n');
  return text.endsWith('\r\n') ? text : `${text}\r\n`;
}
