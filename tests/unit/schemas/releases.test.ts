import { describe, expect, test } from 'vitest';
import { releasesSchema } from '../../../src/schemas/releases.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = { releases: [{ date: '2026-11-23', title: 'First release', changes: ['Everything'] }] };

describe('releasesSchema', () => {
  test('takes a sound example as it is', () => {
    expect(releasesSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(releasesSchema, example)).toEqual([]);
  });

  test('asks what learners notice', () => {
    expect(
      refusals(releasesSchema, { releases: [{ date: '2026-11-23', title: 'First release', changes: [] }] }),
    ).toMatchInlineSnapshot(`
      [
        "releases[First release].changes: found an empty list, expected at least 1 entry",
      ]
    `);
  });

  test('asks for the list', () => {
    expect(refusals(releasesSchema, {})).toMatchInlineSnapshot(`
      [
        "releases: it is missing, expected a list",
      ]
    `);
  });
});
