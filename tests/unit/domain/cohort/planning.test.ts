import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  bookingsCsv,
  environmentsFor,
  findCollisions,
  listBookings,
  peakNodes,
} from '../../../../src/domain/cohort/bookings.ts';
import { findConflicts } from '../../../../src/domain/cohort/conflicts.ts';
import { readHolidays } from '../../../../src/domain/cohort/holidays.ts';
import { listObligations } from '../../../../src/domain/cohort/obligations.ts';
import { buildCohort, buildPlan } from '../../cohort-builder.ts';

const today = Temporal.PlainDate.from('2027-01-04');
const conflicts = (overrides: Parameters<typeof buildCohort>[0], on = today) =>
  findConflicts(buildCohort({ size: 8, ...overrides }), buildPlan(), on);
const kinds = (overrides: Parameters<typeof buildCohort>[0], on = today) =>
  conflicts(overrides, on).map(({ kind }) => kind);

describe('findConflicts', () => {
  test('finds nothing in a class on working days, announced in time', () => {
    expect(conflicts({})).toEqual([]);
  });

  test('finds a start on a weekend and on a holiday, and names the next day with class', () => {
    expect(conflicts({ startDate: '2027-03-06' })[0]).toMatchObject({
      kind: 'starts-on-day-off',
      fix: { startDate: '2027-03-08' },
    });
    expect(conflicts({ holidays: ['2027-03-01', '2027-03-02'] })[0]).toMatchObject({
      kind: 'starts-on-holiday',
      fix: { startDate: '2027-03-03' },
    });
  });

  test('every fix it offers puts its conflict right', () => {
    for (const overrides of [
      { startDate: '2027-03-06' },
      { startDate: '2027-03-05' },
      { startDate: '2027-01-08' },
      { startDate: '2026-12-01' },
      { holidays: ['2027-03-02'] },
      { roomCloses: '17:00' },
    ]) {
      const found = conflicts(overrides);
      expect(found.length).toBeGreaterThan(0);
      for (const { kind, fix } of found) expect(kinds({ ...overrides, ...fix })).not.toContain(kind);
    }
  });

  test('finds a class that leaves no week for the pre-reading', () => {
    expect(conflicts({ startDate: '2027-01-08' })).toMatchInlineSnapshot(`
      [
        {
          "fix": {
            "startDate": "2027-01-11",
          },
          "kind": "too-soon-for-pre-reading",
          "message": "The pre-reading (1 h 15 min) goes out one week before the class, on Fri 1 January 2027, which has passed.",
          "remedy": "Start on Mon 11 January 2027 or later.",
          "severity": "problem",
        },
        {
          "fix": {
            "startDate": "2027-01-11",
          },
          "kind": "split-by-weekend",
          "message": "Days without class lie between day 1 and day 2 (Mon 11 January 2027).",
          "remedy": "Start on Mon 11 January 2027 to keep the days together, or take snapshots of the clusters over the gap.",
          "severity": "note",
        },
      ]
    `);
  });

  test('finds labs and exams that end after the room has closed', () => {
    expect(kinds({ roomCloses: '12:00' })).toEqual([
      'lab-does-not-fit',
      'exam-does-not-fit',
      'exam-does-not-fit',
    ]);
    expect(kinds({ dailyStart: '18:00' })).toContain('exam-does-not-fit');
  });

  test('tells days that are split, a skipped start and a class that needs an assistant', () => {
    expect(kinds({ startDate: '2027-03-05' })).toEqual(['split-by-weekend']);
    expect(kinds({ holidays: ['2027-03-02'] })).toEqual(['split-by-holiday']);
    expect(kinds({ startDate: '2027-03-28', dailyStart: '02:30', workingDays: [1, 7] })).toEqual([
      'clock-change',
    ]);
    expect(kinds({ size: 9 })).toEqual(['needs-assistant']);
  });
});

describe('listObligations', () => {
  test('dates every duty from the first day and the last exam', () => {
    const list = listObligations(buildCohort(), buildPlan()).map(
      ({ due, title }) => `${due.toString()} ${title}`,
    );
    expect(list.join('\n')).toMatchInlineSnapshot(`
      "2027-02-08 Book 5 clusters
      2027-02-19 Set up Grafana, Prometheus and Jaeger
      2027-02-22 Send the pre-reading
      2027-02-25 Create 12 accounts
      2027-02-25 Prepare the sample VMs
      2027-03-02 Hold the written exam, 1 h 30 min
      2027-03-02 Hold the practical exam, 4 h
      2027-03-05 Finish grading and send the results
      2027-03-05 Issue the badges
      2028-01-02 Remind certificate holders to renew
      2028-03-02 The certificates of the class end after 1 year"
    `);
  });

  test.each([
    [1, '2029-02-28'],
    [2, '2030-02-28'],
    [3, '2031-02-28'],
    [4, '2032-02-29'],
  ])('a certificate of %i years from a leap day ends on %s', (validYears, expires) => {
    const plan = buildPlan({ certificate: { title: 'Level', validYears, practicalMinutes: 240 } });
    const list = listObligations(buildCohort({ startDate: '2028-02-28' }), plan);
    expect(list.find(({ id }) => id === 'expiry')?.due.toString()).toBe(expires);
  });

  test('grading leaves weekends and holidays out', () => {
    const cohort = buildCohort({ startDate: '2027-03-04', holidays: ['2027-03-09'] });
    const grading = listObligations(cohort, buildPlan()).find(({ id }) => id === 'grading');
    expect(grading?.due.toString()).toBe('2027-03-11');
  });
});

describe('readHolidays', () => {
  test('reads lines with words, and says which it could not read', () => {
    expect(readHolidays('2027-05-06 Ascension\n2027-05-01\n\n1 May 2028\n2027-02-30\n2027-05-01')).toEqual({
      dates: ['2027-05-01', '2027-05-06'],
      problems: [
        '"1 May 2028" has no date of the form 2027-05-01.',
        '"2027-02-30" has no date of the form 2027-05-01.',
      ],
    });
  });

  test('reads the all-day events of a calendar, with several days and folded lines', () => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20271225',
      'DTEND;VALUE=DATE:20271227',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DA',
      ' TE:20280101',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART:20280102T090000Z',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    expect(readHolidays(text)).toEqual({ dates: ['2027-12-25', '2027-12-26', '2028-01-01'], problems: [] });
  });
});

describe('bookings', () => {
  const planned = (overrides: Parameters<typeof buildCohort>[0] = {}) => ({
    cohort: buildCohort(overrides),
    plan: buildPlan(),
  });

  test('counts environments, nodes and hours with half an hour on either side', () => {
    expect(environmentsFor({ size: 12 })).toBe(5);
    const list = listBookings(planned()).map(({ what, environments, nodes, nodeHours }) => ({
      what,
      environments,
      nodes,
      nodeHours,
    }));
    expect(list).toEqual([
      { what: 'Lab 1', environments: 5, nodes: 65, nodeHours: 195 },
      { what: 'Lab 2', environments: 5, nodes: 65, nodeHours: 130 },
      { what: 'Practical exam', environments: 12, nodes: 96, nodeHours: 96 * 5.25 },
    ]);
  });

  test('finds the peak over several cohorts, across zones', () => {
    const berlin = planned({ place: 'A', instructor: 'X' });
    // 08:00 in London is 09:00 in Berlin.
    const london = planned({
      id: 'london00',
      timeZone: 'Europe/London',
      dailyStart: '08:00',
      place: 'B',
      instructor: 'Y',
    });
    const peak = peakNodes([...listBookings(berlin), ...listBookings(london)]);
    expect(peak?.nodes).toBe(192);
    expect(peak?.at.toString()).toBe('2027-03-02T11:30:00Z');
    expect(new Set(findCollisions([berlin, london]).map(({ kind }) => kind))).toEqual(new Set(['clusters']));
  });

  test('finds an instructor and a room booked twice, and none where classes follow each other', () => {
    const first = planned();
    const second = planned({ id: 'second00', instructor: ' a. trainer' });
    expect(new Set(findCollisions([first, second]).map(({ kind }) => kind))).toEqual(
      new Set(['instructor', 'place', 'clusters']),
    );
    expect(findCollisions([first, planned({ id: 'second00', startDate: '2027-03-03' })])).toEqual([]);
  });

  test('writes CSV in which no name is a formula', () => {
    const csv = bookingsCsv(listBookings(planned({ place: '=1+1', instructor: 'A "B", C' })));
    expect(csv.split('\r\n')[1]).toContain(`"'=1+1","A ""B"", C"`);
    expect(csv.endsWith('\r\n')).toBe(true);
  });
});
