import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCohort, reviseCohort, writeCohort } from '../../../../src/domain/cohort/link.ts';
import { mostHolidays } from '../../../../src/schemas/cohort.ts';
import { anyCohort, buildCohort } from '../../cohort-builder.ts';

const problemOf = (text: string): string => {
  const read = readCohort(text);
  return 'problem' in read ? read.problem : '';
};

describe('writeCohort and readCohort', () => {
  test('give back every cohort, in a fragment that fits a link of 2,000 characters', () => {
    fc.assert(
      fc.property(anyCohort, (cohort) => {
        const text = writeCohort(cohort);
        expect(text).toMatch(/^[A-Za-z0-9._-]+$/);
        expect(text.length).toBeLessThan(1800);
        expect(readCohort(`https://training.example.com/cohorts/#${text}`)).toEqual({ cohort });
      }),
    );
  });

  test('keep the fullest cohort in the most costly script under the limit', () => {
    const holidays = Array.from({ length: mostHolidays }, (_, index) => `20${30 + index}-12-25`);
    const cohort = buildCohort({
      place: '界'.repeat(250),
      instructor: '界'.repeat(60),
      timeZone: 'America/Argentina/ComodRivadavia',
      schedule: 'a'.repeat(40),
      roomCloses: '18:00',
      revision: 9999,
      holidays,
    });
    expect(writeCohort(cohort).length).toBeLessThan(1800);
    expect(readCohort(writeCohort(cohort))).toEqual({ cohort });
  });

  test('find every single character that is changed, and every cut', () => {
    const text = writeCohort(buildCohort());
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'abcXYZ019-_'), (place, character) => {
        fc.pre(text[place] !== character);
        expect(problemOf(text.slice(0, place) + character + text.slice(place + 1))).not.toBe('');
        expect(problemOf(text.slice(0, place))).not.toBe('');
      }),
    );
  });

  test('refuse anything else without failing', () => {
    fc.assert(fc.property(fc.string(), (text) => problemOf(text) !== ''));
  });

  test('say why', () => {
    const text = writeCohort(buildCohort());
    expect(
      [
        '',
        'https://example.com/#features',
        text.replace('c1', 'c2'),
        text.slice(0, -1),
        writeCohort(buildCohort({ size: 0 })),
      ].map(problemOf),
    ).toMatchInlineSnapshot(`
      [
        "There is no cohort in this link: nothing follows "#".",
        "This is not the link of a cohort.",
        "This link was made by another version of the planner, which cannot be read here.",
        "This link is damaged: a part is missing or changed. Copy it again, whole.",
        "This link holds a cohort with a wrong value (size: use a whole number from 1 to 500).",
      ]
    `);
  });
});

describe('reviseCohort', () => {
  test('keeps the revision of what is unchanged, raises it otherwise, and never changes the id', () => {
    const published = buildCohort({ revision: 3 });
    expect(reviseCohort(published, { ...published, id: 'zzzzzzzz', revision: 0 })).toEqual(published);
    expect(reviseCohort(published, buildCohort({ id: 'zzzzzzzz', size: 8 }))).toEqual({
      ...published,
      size: 8,
      revision: 4,
    });
  });
});
