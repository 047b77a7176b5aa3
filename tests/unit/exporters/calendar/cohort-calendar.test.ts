import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { dateSessions } from '../../../../src/domain/cohort/dated-sessions.ts';
import { cohortCalendar } from '../../../../src/exporters/calendar/cohort-calendar.ts';
import { contentLine } from '../../../../src/exporters/calendar/content-line.ts';
import { scheduleCalendar, templateStart } from '../../../../src/exporters/calendar/schedule-calendar.ts';
import type { Cohort } from '../../../../src/schemas/cohort.ts';
import { anyCohort, buildCohort, buildPlan, timeZones } from '../../cohort-builder.ts';

const context = {
  absolute: (url: string) => `https://training.example.com${url}`,
  stamp: Temporal.Instant.from('2027-01-04T08:00:00Z'),
  link: 'https://training.example.com/cohorts/#c1.x',
  withObligations: true,
};
const write = (cohort: Cohort) => cohortCalendar({ cohort, plan: buildPlan() }, context);
const parse = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]);

/** The moments of the events as ical.js understands them from the VTIMEZONE in the file, not from a database. */
function moments(text: string): string[] {
  const calendar = parse(text);
  const zone = calendar.getFirstSubcomponent('vtimezone');
  if (zone === null) throw new Error('The file has no VTIMEZONE.');
  const timeZone = new ICAL.Timezone(zone);
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const time = event.getFirstPropertyValue('dtstart') as InstanceType<typeof ICAL.Time>;
    time.zone = timeZone;
    return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000).toString();
  });
}

const expected = (cohort: Cohort) =>
  dateSessions(cohort, buildPlan())
    .filter(({ session }) => session.kind !== 'break')
    .map(({ start }) => start.toInstant().toString());

describe('cohortCalendar', () => {
  test('is read by ical.js with the same moments in every zone', () => {
    for (const timeZone of timeZones) {
      // A week over a change of clocks in most of the world that changes them, and one without.
      for (const startDate of ['2027-03-26', '2027-10-29', '2027-07-05']) {
        const cohort = buildCohort({ timeZone, startDate });
        expect(moments(write(cohort)), timeZone).toEqual(expected(cohort));
      }
    }
  }, 60_000);

  test('is read by ical.js for any cohort', () => {
    fc.assert(
      fc.property(anyCohort, (cohort) => {
        const text = write(cohort);
        expect(moments(text)).toEqual(expected(cohort));
        const events = parse(text).getAllSubcomponents('vevent');
        for (const event of events) {
          expect(event.getFirstPropertyValue('sequence')).toBe(cohort.revision);
          // The library trims what a person typed.
          if (cohort.place.trim() !== '')
            expect(String(event.getFirstPropertyValue('location')).trim()).toBe(cohort.place.trim());
        }
        for (const line of text.split('\r\n'))
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the ids of events and to-dos when the class moves, and raises their sequence', () => {
    const ids = (cohort: Cohort) =>
      parse(write(cohort))
        .getAllSubcomponents()
        .filter(({ name }) => name === 'vevent' || name === 'vtodo')
        .map((component) => component.getFirstPropertyValue('uid'));
    const moved = buildCohort({ startDate: '2027-04-05', revision: 1 });
    expect(ids(moved)).toEqual(ids(buildCohort()));
    expect(new Set(ids(moved)).size).toBe(ids(moved).length);
  });

  test('has an alarm in each event and the duties as to-dos', () => {
    const calendar = parse(write(buildCohort()));
    const events = calendar.getAllSubcomponents('vevent');
    expect(events).toHaveLength(6);
    for (const event of events) expect(event.getAllSubcomponents('valarm')).toHaveLength(1);
    const todos = calendar.getAllSubcomponents('vtodo').map((todo) => {
      const due = todo.getFirstPropertyValue('due');
      return `${String(due)} ${String(todo.getFirstPropertyValue('summary'))}`;
    });
    expect(todos).toContain('2027-02-22 Send the pre-reading (Operations class)');
    expect(todos).toHaveLength(11);
  });

  test('without the duties is what learners get', () => {
    const text = cohortCalendar(
      { cohort: buildCohort(), plan: buildPlan() },
      { ...context, withObligations: false },
    );
    expect(text).not.toContain('VTODO');
    expect(parse(text).getAllSubcomponents('vevent')).toHaveLength(6);
  });

  const python = '/usr/bin/python3';
  const hasPython = existsSync(python) && spawnSync(python, ['-c', 'import icalendar']).status === 0;
  // On a machine without Debian's python3-icalendar there is nothing to read with; CI installs it.
  test.runIf(hasPython || process.env['CI'] !== undefined)(
    'is read by python3-icalendar with the same moments',
    () => {
      const cohorts = [
        buildCohort({ startDate: '2027-03-26' }),
        buildCohort({ timeZone: 'Asia/Kolkata', place: 'Café; "A", \\ 界' }),
        buildCohort({ timeZone: 'Australia/Lord_Howe', startDate: '2027-04-02' }),
        buildCohort({ timeZone: 'UTC' }),
      ];
      for (const cohort of cohorts) {
        const script = `
import sys, icalendar
from datetime import timezone
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    print(event.decoded('DTSTART').astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ'), event['LOCATION'])
for todo in calendar.walk('VTODO'):
    assert not todo.errors, todo.errors
    print(todo.decoded('DUE').isoformat())
`;
        const { stdout, stderr, status } = spawnSync(python, ['-c', script], {
          input: write(cohort),
          encoding: 'utf8',
        });
        expect(stderr).toBe('');
        expect(status).toBe(0);
        const lines = stdout.trim().split('\n');
        expect(lines.slice(0, 6)).toEqual(expected(cohort).map((moment) => `${moment} ${cohort.place}`));
        expect(lines).toHaveLength(6 + 11);
      }
    },
  );
});

describe('scheduleCalendar', () => {
  const file = scheduleCalendar(buildPlan(), {
    absolute: context.absolute,
    release: '2026-11-23',
    sequence: 2,
  });

  test('has floating times from a Monday on', () => {
    expect(templateStart('2026-11-23').toString()).toBe('2026-12-21');
    expect(templateStart('2026-11-24').toString()).toBe('2026-12-28');
    const starts = parse(file)
      .getAllSubcomponents('vevent')
      .map((event) => event.getFirstPropertyValue('dtstart') as InstanceType<typeof ICAL.Time>);
    expect(starts[0]?.toString()).toBe('2026-12-21T09:00:00');
    expect(starts.every(({ zone }) => zone === ICAL.Timezone.localTimezone)).toBe(true);
    expect(file).not.toContain('TZID');
  });
});

describe('contentLine', () => {
  test('folds at 75 octets and between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const text = contentLine('SUMMARY', value.replaceAll(/\p{Cc}/gu, ' '));
        expect(text.replaceAll('\r\n ', '')).toBe(`SUMMARY:${value.replaceAll(/\p{Cc}/gu, ' ')}\r\n`);
        for (const line of text.split('\r\n'))
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      }),
    );
  });
});
