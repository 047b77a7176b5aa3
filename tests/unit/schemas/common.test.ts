import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  dateSchema,
  idSchema,
  labRefSchema,
  lineSchema,
  minutesSchema,
  sectionRefSchema,
  timeOfDaySchema,
} from '../../../src/schemas/common.ts';
import { refusals } from './refusals.ts';

const accepted = (schema: z.ZodType, values: readonly unknown[]): unknown[] =>
  values.filter((value) => schema.safeParse(value).success);

describe('idSchema', () => {
  test('takes lower-case words joined by single hyphens', () => {
    expect(accepted(idSchema, ['operations-lab-1', 'a', 'A', 'a_b', 'a--b', '-a', 'a-', 'ä', ''])).toEqual([
      'operations-lab-1',
      'a',
    ]);
    expect(refusals(idSchema, 'Lab 1')).toMatchInlineSnapshot(`
      [
        ": found "Lab 1"; use lower-case words joined by hyphens, e.g. "operations-lab-1"",
      ]
    `);
  });
});

describe('sectionRefSchema and labRefSchema', () => {
  test('tell sections from labs', () => {
    const values = [
      'operations/2',
      'security/lab-12',
      'operations/lab-',
      'operations/123',
      'sales/1',
      'operations/2/',
      ' operations/2',
    ];
    expect(accepted(sectionRefSchema, values)).toEqual(['operations/2']);
    expect(accepted(labRefSchema, values)).toEqual(['security/lab-12']);
  });
});

describe('dateSchema', () => {
  test('takes a date as text, and as the moment that YAML makes of one without quotes', () => {
    expect(dateSchema.parse('2026-11-23')).toBe('2026-11-23');
    expect(dateSchema.parse(new Date('2026-11-23T00:00:00Z'))).toBe('2026-11-23');
  });

  test('refuses days that do not exist, other forms and times of day', () => {
    expect(
      accepted(dateSchema, [
        '2026-02-29',
        '2028-02-29',
        '23.11.2026',
        '2026-11-23T09:00',
        new Date('2026-11-23T09:00:00Z'),
      ]),
    ).toEqual(['2028-02-29']);
    expect(refusals(dateSchema, '23.11.2026')).toMatchInlineSnapshot(`
      [
        ": found "23.11.2026"; write a date as YYYY-MM-DD",
      ]
    `);
  });
});

describe('timeOfDaySchema', () => {
  test('takes the minutes of a day', () => {
    expect(accepted(timeOfDaySchema, ['00:00', '23:59', '24:00', '9:00', '09:60', '09:00:00'])).toEqual([
      '00:00',
      '23:59',
    ]);
  });
});

describe('minutesSchema', () => {
  test('takes whole minutes from 1 on', () => {
    expect(accepted(minutesSchema, [0, 1, 1.5, -1, '1', Number.NaN])).toEqual([1]);
  });
});

describe('lineSchema', () => {
  test('takes off outer spaces and refuses an empty text or a second line', () => {
    expect(lineSchema.parse('  A lab ')).toBe('A lab');
    expect([...refusals(lineSchema, '  '), ...refusals(lineSchema, 'a\nb')]).toMatchInlineSnapshot(`
      [
        ": found "", expected some text",
        ": found "a b"; keep this on one line",
      ]
    `);
  });
});
