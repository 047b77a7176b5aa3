import { describe, expect, test } from 'vitest';
import { checkSessionTimes } from '../../../../src/domain/checks/session-times.ts';
import type { Session } from '../../../../src/schemas/schedule.ts';
import { scheduleEntry, session } from '../../program-builder.ts';

const checkDay = (...sessions: Session[]) =>
  checkSessionTimes(scheduleEntry('one-day', { days: [{ title: 'Monitoring', sessions }] }));
const report = (...sessions: Session[]): string =>
  checkDay(...sessions)
    .map(({ rule, subject, message, hint }) => [`${rule}  ${subject}`, message, hint].join('\n'))
    .join('\n\n');

const lunch = (start: string, end: string) => session(start, end, 'Lunch', { kind: 'break' });

describe('session-ends-before-start', () => {
  test('reports a session that runs backwards, and one of no length', () => {
    expect(report(session('11:00', '09:00', 'Monitoring'), session('12:00', '12:00', 'Labs')))
      .toMatchInlineSnapshot(`
      "session-ends-before-start  one-day: Monitoring, 11:00 Monitoring
      "Monitoring" on day 1 starts at 11:00 and ends at 09:00.
      Correct its start or its end.

      session-ends-before-start  one-day: Monitoring, 12:00 Labs
      "Labs" on day 1 starts at 12:00 and ends at 12:00.
      Correct its start or its end."
    `);
  });

  test('is silent about a session of a minute', () => {
    expect(checkDay(session('09:00', '09:01', 'Monitoring'))).toEqual([]);
  });
});

describe('session-duration-differs', () => {
  test('reports both durations', () => {
    expect(report(session('09:00', '12:00', 'Monitoring', { statedMinutes: 150 }))).toMatchInlineSnapshot(`
      "session-duration-differs  one-day: Monitoring, 09:00 Monitoring
      "Monitoring" states 2 h 30 min, but day 1, 09:00–12:00 lasts 3 h.
      Correct its times, or set statedMinutes to 180."
    `);
  });

  test('is silent about the right duration, and where none is stated', () => {
    expect(
      checkDay(
        session('09:00', '10:30', 'Monitoring', { statedMinutes: 90 }),
        session('11:00', '12:00', 'Alerts'),
      ),
    ).toEqual([]);
  });
});

describe('sessions-overlap', () => {
  test('reports a session that starts before an earlier one has ended', () => {
    expect(report(session('09:00', '12:00', 'Monitoring'), session('11:30', '12:30', 'Alerts')))
      .toMatchInlineSnapshot(`
      "sessions-overlap  one-day: Monitoring, 11:30 Alerts
      "Alerts" starts on day 1 at 11:30, but "Monitoring" before it ends at 12:00.
      Move one of them, or shorten the first."
    `);
  });

  test('sees a long session behind a short one', () => {
    const overlaps = checkDay(
      session('09:00', '12:00', 'Project'),
      session('09:30', '10:00', 'Review'),
      session('11:00', '12:00', 'Alerts'),
    );
    expect(overlaps.map(({ subject }) => subject)).toEqual([
      'one-day: Monitoring, 09:30 Review',
      'one-day: Monitoring, 11:00 Alerts',
    ]);
  });

  test('lets one session start as the previous one ends', () => {
    expect(checkDay(session('09:00', '12:00', 'Monitoring'), session('12:00', '13:00', 'Labs'))).toEqual([]);
  });

  test('compares sessions of the same day only', () => {
    const days = ['First', 'Second'].map((title) => ({
      title,
      sessions: [session('09:00', '12:00', 'Monitoring')],
    }));
    expect(checkSessionTimes(scheduleEntry('two-days', { days }))).toEqual([]);
  });
});

describe('no-break', () => {
  test('reports more than four and a half hours of work at a stretch', () => {
    expect(
      report(
        session('14:00', '18:00', 'Deployment'),
        session('18:00', '19:00', 'Lab setup', { kind: 'setup' }),
      ),
    ).toMatchInlineSnapshot(`
      "no-break  one-day: Monitoring, from 14:00
      Day 1 has 5 h of work from 14:00 to 19:00 without a break of at least 15 min; the limit is 4 h 30 min.
      Put in a break of at least 15 min."
    `);
  });

  test('does not take 10 minutes for a break, whether they are planned or left free', () => {
    expect(
      checkDay(session('09:00', '12:00', 'One'), lunch('12:00', '12:10'), session('12:10', '14:00', 'Two')),
    ).toHaveLength(1);
    expect(checkDay(session('09:00', '12:00', 'One'), session('12:10', '14:00', 'Two'))).toHaveLength(1);
  });

  test('takes 15 minutes for a break, whether they are planned or left free', () => {
    expect(
      checkDay(session('09:00', '12:00', 'One'), lunch('12:00', '12:15'), session('12:15', '14:00', 'Two')),
    ).toEqual([]);
    expect(checkDay(session('09:00', '12:00', 'One'), session('12:15', '14:00', 'Two'))).toEqual([]);
  });

  test('lets people work for exactly four and a half hours', () => {
    expect(checkDay(session('09:00', '13:30', 'One'))).toEqual([]);
    expect(checkDay(session('09:00', '13:31', 'One'))).toHaveLength(1);
  });
});
