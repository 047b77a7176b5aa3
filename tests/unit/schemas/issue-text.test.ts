import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dateSchema, lineSchema } from '../../../src/schemas/common.ts';
import { showPath, showValue, validate } from '../../../src/schemas/issue-text.ts';
import { pathStepSchema } from '../../../src/schemas/track.ts';

const issuesOf = (schema: z.ZodType, data: unknown): string[] => {
  const result = validate(schema, data);
  if ('data' in result) return [];
  return result.issues.map((issue) =>
    issue.type === 'value'
      ? `${issue.path.join('.')}: ${issue.text}`
      : `${issue.path.join('.')}: unknown, known are ${issue.known.join(' ')}`,
  );
};

describe('validate', () => {
  test('returns what the schema makes of valid data', () => {
    const schema = z.strictObject({ title: lineSchema, steps: z.array(z.string()).default([]) });
    expect(validate(schema, { title: ' A lab ' })).toEqual({ data: { title: 'A lab', steps: [] } });
  });

  test('says what was found and what was expected', () => {
    const schema = z.strictObject({
      title: lineSchema,
      minutes: z.number().int().positive(),
      status: z.enum(['complete', 'planned']),
      steps: z.array(z.string()).min(1),
      isOpen: z.boolean(),
      email: z.email(),
      level: z.strictObject({ id: z.string() }),
    });
    const data = {
      title: '',
      minutes: 1.5,
      status: 'done',
      steps: [],
      isOpen: 'yes',
      email: 'nobody',
      level: ['associate'],
    };
    expect(issuesOf(schema, data)).toMatchInlineSnapshot(`
      [
        "title: found "", expected some text",
        "minutes: found 1.5, expected a whole number",
        "status: found "done", expected "complete" or "planned"",
        "steps: found an empty list, expected at least 1 entry",
        "isOpen: found "yes", expected true or false",
        "email: found "nobody", expected an email address",
        "level: found a list of 1, expected named fields",
      ]
    `);
  });

  test('says that a field is missing', () => {
    expect(issuesOf(z.strictObject({ title: z.string() }), {})).toMatchInlineSnapshot(`
      [
        "title: it is missing, expected text",
      ]
    `);
  });

  test('says what to do where the schema does', () => {
    expect(issuesOf(z.strictObject({ date: dateSchema }), { date: '23 November' })).toMatchInlineSnapshot(`
      [
        "date: found "23 November"; write a date as YYYY-MM-DD",
      ]
    `);
  });

  test('names unknown fields with those that are known', () => {
    expect(
      issuesOf(z.strictObject({ lab: z.strictObject({ minutes: z.number() }) }), {
        lab: { minutes: 5, mintues: 6 },
      }),
    ).toMatchInlineSnapshot(`
      [
        "lab.mintues: unknown, known are minutes",
      ]
    `);
  });

  test('reports the alternative that was meant', () => {
    expect(issuesOf(pathStepSchema, { section: 'operations-2' })).toMatchInlineSnapshot(`
      [
        "section: found "operations-2"; name a manual section as track/number, e.g. "operations/2"",
      ]
    `);
    expect(issuesOf(pathStepSchema, { secton: 'operations/2' })).toMatchInlineSnapshot(`
      [
        "secton: unknown, known are section note lab material activity",
      ]
    `);
  });

  test('lists the alternatives of a single value', () => {
    expect(issuesOf(z.strictObject({ port: z.union([z.number(), z.literal('any')]) }), { port: true }))
      .toMatchInlineSnapshot(`
      [
        "port: found true, expected a number, or "any"",
      ]
    `);
  });

  test('names the kinds that an entry can have', () => {
    const schema = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('lab') }),
      z.strictObject({ kind: z.literal('deck') }),
    ]);
    expect(issuesOf(schema, { kind: 'labb' })).toMatchInlineSnapshot(`
      [
        "kind: found "labb", expected "lab" or "deck"",
      ]
    `);
  });

  test('accepts a date that YAML has read as a moment', () => {
    expect(validate(dateSchema, new Date('2026-11-23'))).toEqual({ data: '2026-11-23' });
    expect(issuesOf(dateSchema, new Date('2026-11-23T09:30:00Z'))).toMatchInlineSnapshot(`
      [
        ": found the moment 2026-11-23T09:30:00.000Z; write a date as YYYY-MM-DD",
      ]
    `);
  });
});

describe('showValue', () => {
  test('shortens long text', () => {
    expect(showValue(`${'long '.repeat(30)}end`)).toHaveLength(62);
  });
});

describe('showPath', () => {
  test('names entries of lists by their id, and by position where they have none', () => {
    expect(showPath({ materials: [{ id: 'lab-1', steps: ['one'] }] }, ['materials', 0, 'steps', 0])).toBe(
      'materials[lab-1].steps[1]',
    );
  });
});
