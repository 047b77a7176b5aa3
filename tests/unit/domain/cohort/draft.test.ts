import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { findConflicts } from '../../../../src/domain/cohort/conflicts.ts';
import { proposeCohort, readDraft } from '../../../../src/domain/cohort/draft.ts';
import { listObligations } from '../../../../src/domain/cohort/obligations.ts';
import { anyCohort, buildCohort, buildPlan } from '../../cohort-builder.ts';

describe('readDraft', () => {
  test('takes every cohort', () => {
    fc.assert(
      fc.property(anyCohort, (cohort) => {
        expect(readDraft(cohort)).toEqual({ cohort });
      }),
    );
  });

  test('says once for each wrong field what to write there', () => {
    const draft = {
      ...buildCohort(),
      startDate: '',
      timeZone: '+01:00',
      workingDays: [],
      dailyStart: '9',
      size: Number.NaN,
      holidays: ['2027-03-02', '2027-03-01'],
    };
    expect(readDraft(draft)).toEqual({
      issues: [
        { field: 'startDate', message: 'Write a date as YYYY-MM-DD.' },
        { field: 'timeZone', message: 'Name a time zone of the IANA database, e.g. "Europe/Berlin".' },
        { field: 'workingDays', message: 'Choose at least one day of the week.' },
        { field: 'dailyStart', message: 'Write a time of day as HH:MM, e.g. "09:00".' },
        { field: 'size', message: 'Use a whole number from 1 to 500.' },
        { field: 'holidays', message: 'Name each holiday once, in order.' },
      ],
    });
  });
});

describe('proposeCohort', () => {
  test('proposes on any day a Monday without conflicts, by which every duty can still be done', () => {
    const base = { id: 'abcd2345', schedule: 'operations-5-day', timeZone: 'Europe/Berlin' };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const today = Temporal.PlainDate.from('2020-01-01').add({ days });
        const cohort = proposeCohort(base, today);
        const plan = buildPlan();
        expect(Temporal.PlainDate.from(cohort.startDate).dayOfWeek).toBe(1);
        expect(findConflicts(cohort, plan, today).filter(({ severity }) => severity === 'problem')).toEqual(
          [],
        );
        const [first] = listObligations(cohort, plan);
        expect(first !== undefined && Temporal.PlainDate.compare(first.due, today) >= 0).toBe(true);
      }),
    );
  });
});
