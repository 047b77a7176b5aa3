import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { dateSessions, type DatedSession } from '../../domain/cohort/dated-sessions.ts';
import type { PlannedCohort } from '../../domain/cohort/bookings.ts';
import { listObligations, type Obligation } from '../../domain/cohort/obligations.ts';
import { contentLine, escapeText } from './content-line.ts';
import { describeSession, productId, sessionSummary } from './session-text.ts';
import { timeZoneComponent } from './time-zone-component.ts';

/** Minutes before a session at which a calendar reminds. */
const alarmMinutes = 10;

/** What the calendar needs from outside. */
export interface CalendarContext {
  /** Makes a whole address of one without the base path. */
  readonly absolute: (url: string) => string;
  /** When the file is made. */
  readonly stamp: Temporal.Instant;
  /** Address of the cohort's page. */
  readonly link: string;
  /** Whether the coordinator's to-dos are in it. */
  readonly withObligations: boolean;
}

/** The sessions of a cohort as an iCalendar file (RFC 5545); breaks are left out, for a calendar is free there. */
export function cohortCalendar(planned: PlannedCohort, context: CalendarContext): string {
  const { cohort, plan } = planned;
  const sessions = dateSessions(cohort, plan).filter(({ session }) => session.kind !== 'break');
  const first = sessions[0]?.start.toInstant() ?? context.stamp;
  const last = sessions.at(-1)?.end.toInstant() ?? context.stamp;
  const calendar = ical({
    name: plan.title,
    prodId: productId,
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: cohort.timeZone, generator: (zone) => timeZoneComponent(zone, first, last) },
  });
  for (const dated of sessions) {
    const url = dated.session.labs[0]?.url ?? dated.session.links[0]?.url;
    const event = calendar.createEvent({
      id: sessionUid(planned, dated),
      sequence: cohort.revision,
      stamp: context.stamp,
      start: dated.start,
      end: dated.end,
      timezone: cohort.timeZone,
      summary: sessionSummary(plan, dated.session),
      description: describeSession(dated.session, context.absolute, [
        ...(cohort.instructor === '' ? [] : [`Instructor: ${cohort.instructor}`]),
        `Class: ${context.link}`,
      ]),
      url: url === undefined ? context.link : context.absolute(url),
      ...(cohort.place === '' ? {} : { location: cohort.place }),
      categories: [{ name: dated.session.kind }],
    });
    event.createAlarm({
      type: ICalAlarmType.display,
      triggerBefore: alarmMinutes * 60,
      description: dated.session.topic,
    });
  }
  const text = calendar.toString().replaceAll(/\r?\n/g, '\r\n');
  const complete = text.endsWith('\r\n') ? text : `${text}\r\n`;
  if (!context.withObligations) return complete;
  const todos = listObligations(cohort, plan).map((obligation) => todo(planned, obligation, context));
  return complete.replace(/END:VCALENDAR\r\n$/, () => `${todos.join('')}END:VCALENDAR\r\n`);
}

function sessionUid({ cohort, plan }: PlannedCohort, { day, position }: DatedSession): string {
  return `dwcp-${cohort.id}-${plan.id}-${day + 1}-${position + 1}`;
}

/** A VTODO (RFC 5545, section 3.6.2), which the library does not write. */
function todo({ cohort, plan }: PlannedCohort, obligation: Obligation, context: CalendarContext): string {
  const due = obligation.due.toString().replaceAll('-', '');
  const { url } = obligation;
  return [
    contentLine('BEGIN', 'VTODO'),
    contentLine('UID', `dwcp-${cohort.id}-${obligation.id}`),
    contentLine('SEQUENCE', String(cohort.revision)),
    contentLine('DTSTAMP', utc(context.stamp)),
    contentLine('SUMMARY', escapeText(`${obligation.title} (${plan.title})`)),
    contentLine('DESCRIPTION', escapeText(`${obligation.detail}\n${context.link}`)),
    contentLine('DUE;VALUE=DATE', due),
    contentLine('STATUS', 'NEEDS-ACTION'),
    ...(url === undefined ? [] : [contentLine('URL', context.absolute(url))]),
    contentLine('BEGIN', 'VALARM'),
    contentLine('ACTION', 'DISPLAY'),
    contentLine(
      'TRIGGER;RELATED=END',
      obligation.remindDays === 0 ? 'PT9H' : `-P${obligation.remindDays}DT0H`,
    ),
    contentLine('DESCRIPTION', escapeText(obligation.title)),
    contentLine('END', 'VALARM'),
    contentLine('END', 'VTODO'),
  ].join('');
}

function utc(moment: Temporal.Instant): string {
  return moment.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}
