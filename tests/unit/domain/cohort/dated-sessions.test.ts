import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addBusinessDays, isClassDay, placeClassDays } from '../../../../src/domain/cohort/class-days.ts';
import { dateSessions } from '../../../../src/domain/cohort/dated-sessions.ts';
import { anyCohort, buildCohort, buildPlan, planSession, timeZones } from '../../cohort-builder.ts';

const starts = (cohort: Parameters<typeof buildCohort>[0], plan = buildPlan()) =>
  dateSessions(buildCohort(cohort), plan).map(({ start }) => start.toString());

describe('placeClassDays', () => {
  test('gives ascending days with class after the first, whatever the week and the holidays', () => {
    fc.assert(
      fc.property(anyCohort, fc.integer({ min: 1, max: 6 }), (cohort, count) => {
        const dates = placeClassDays(cohort, count);
        expect(dates).toHaveLength(count);
        expect(dates[0]?.toString()).toBe(cohort.startDate);
        for (const [index, date] of dates.entries()) {
          const before = dates[index - 1];
          if (before === undefined) continue;
          expect(Temporal.PlainDate.compare(before, date)).toBe(-1);
          expect(isClassDay(date, cohort)).toBe(true);
          // Nothing that could have been used is left out.
          for (let day = before.add({ days: 1 }); !day.equals(date); day = day.add({ days: 1 }))
            expect(isClassDay(day, cohort)).toBe(false);
        }
      }),
    );
  });

  test('goes through a leap day and over a weekend', () => {
    const days = (startDate: string, workingDays = [1, 2, 3, 4, 5]) =>
      placeClassDays({ startDate, workingDays, holidays: [] }, 3).map(String);
    expect(days('2028-02-28')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(days('2027-02-25')).toEqual(['2027-02-25', '2027-02-26', '2027-03-01']);
    // Where the week begins on Sunday.
    expect(days('2027-03-03', [1, 2, 3, 4, 7])).toEqual(['2027-03-03', '2027-03-04', '2027-03-07']);
  });
});

describe('addBusinessDays', () => {
  test('leaves weekends and holidays out', () => {
    const friday = Temporal.PlainDate.from('2027-03-05');
    expect(addBusinessDays(friday, 3, []).toString()).toBe('2027-03-10');
    expect(addBusinessDays(friday, 3, ['2027-03-08']).toString()).toBe('2027-03-11');
  });
});

describe('dateSessions', () => {
  test('keeps the clock of the room on both sides of a clock change', () => {
    expect(starts({ startDate: '2027-03-26', workingDays: [1, 5] })).toMatchInlineSnapshot(`
      [
        "2027-03-26T09:00:00+01:00[Europe/Berlin]",
        "2027-03-26T10:00:00+01:00[Europe/Berlin]",
        "2027-03-26T10:15:00+01:00[Europe/Berlin]",
        "2027-03-29T09:00:00+02:00[Europe/Berlin]",
        "2027-03-29T10:30:00+02:00[Europe/Berlin]",
        "2027-03-29T13:00:00+02:00[Europe/Berlin]",
        "2027-03-29T15:15:00+02:00[Europe/Berlin]",
      ]
    `);
  });

  test('is right in zones with half and quarter hours', () => {
    expect(starts({ timeZone: 'Asia/Kolkata' })[0]).toBe('2027-03-01T09:00:00+05:30[Asia/Kolkata]');
    expect(starts({ timeZone: 'Asia/Kathmandu' })[0]).toBe('2027-03-01T09:00:00+05:45[Asia/Kathmandu]');
    expect(starts({ timeZone: 'Australia/Lord_Howe' })[0]).toBe(
      '2027-03-01T09:00:00+11:00[Australia/Lord_Howe]',
    );
  });

  test('moves a start that clocks skip, and says so', () => {
    const [first] = dateSessions(
      buildCohort({ startDate: '2027-03-28', dailyStart: '02:30', workingDays: [7] }),
      buildPlan(),
    );
    expect(first?.skippedTime).toBe('02:30');
    expect(first?.start.toString()).toBe('2027-03-28T03:30:00+02:00[Europe/Berlin]');
  });

  test('in every zone begins at the time on the clock and lasts as long as planned', () => {
    const plan = buildPlan();
    for (const timeZone of timeZones) {
      fc.assert(
        fc.property(anyCohort, (any) => {
          const cohort = { ...any, timeZone, dailyStart: '09:00' };
          for (const { session, start, end, day, skippedTime } of dateSessions(cohort, plan)) {
            expect(start.until(end).total('minutes')).toBe(lengthOf(session));
            // A whole day that a country leaves out of its calendar is a start that is moved.
            if (skippedTime !== undefined) continue;
            expect(start.toPlainTime().toString().slice(0, 5)).toBe(session.start);
            expect(start.toPlainDate().toString()).toBe(placeClassDays(cohort, day + 1)[day]?.toString());
          }
        }),
        { numRuns: 3 },
      );
    }
  }, 60_000);

  test('shifts the whole day with the daily start', () => {
    const plan = buildPlan({
      days: [
        { title: 'Day', sessions: [planSession('09:00', '10:00', 'A'), planSession('11:00', '12:00', 'B')] },
      ],
    });
    expect(starts({ dailyStart: '13:30' }, plan)).toEqual([
      '2027-03-01T13:30:00+01:00[Europe/Berlin]',
      '2027-03-01T15:30:00+01:00[Europe/Berlin]',
    ]);
  });
});

function lengthOf({ start, end }: { readonly start: string; readonly end: string }): number {
  return Temporal.PlainTime.from(start).until(Temporal.PlainTime.from(end)).total('minutes');
}
