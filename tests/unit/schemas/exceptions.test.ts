import { describe, expect, test } from 'vitest';
import { exceptionsSchema } from '../../../src/schemas/exceptions.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = {
  exceptions: [
    {
      rule: 'dead-page',
      subject: 'content/guides/coordinators.mdx: /x/',
      reason: 'It comes next week.',
      until: '2026-12-01',
    },
  ],
};

describe('exceptionsSchema', () => {
  test('takes a sound example as it is', () => {
    expect(exceptionsSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(exceptionsSchema, example)).toEqual([]);
  });

  test('asks for a reason and an end', () => {
    expect(refusals(exceptionsSchema, { exceptions: [{ rule: 'dead-page', subject: 'x', reason: ' ' }] }))
      .toMatchInlineSnapshot(`
      [
        "exceptions[1].reason: found "", expected some text",
        "exceptions[1].until: it is missing; write a date as YYYY-MM-DD",
      ]
    `);
  });

  test('wants a calendar date', () => {
    expect(refusals(exceptionsSchema, { exceptions: [{ ...example.exceptions[0], until: '2026-02-30' }] }))
      .toMatchInlineSnapshot(`
      [
        "exceptions[1].until: found "2026-02-30"; write a date as YYYY-MM-DD",
      ]
    `);
  });
});
