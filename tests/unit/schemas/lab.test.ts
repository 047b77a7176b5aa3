import { describe, expect, test } from 'vitest';
import { labSchema } from '../../../src/schemas/lab.ts';
import { labEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = labEntry(1, 'deploy-test-cluster', { scenario: 'lab-1' }).data;

describe('labSchema', () => {
  test('takes a sound example as it is', () => {
    expect(labSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(labSchema, example)).toEqual([]);
  });

  test('asks for objectives and for what it practises', () => {
    expect(refusals(labSchema, { ...example, objectives: [], practises: [] })).toMatchInlineSnapshot(`
      [
        "objectives: found an empty list, expected at least 1 entry",
        "practises: found an empty list, expected at least 1 entry",
      ]
    `);
  });

  test('names sections by track and number', () => {
    expect(
      refusals(labSchema, {
        ...example,
        practises: ['operations/02-architecture', 'sales/1', 'operations/lab-1'],
      }),
    ).toMatchInlineSnapshot(`
      [
        "practises[1]: found "operations/02-architecture"; name a manual section as track/number, e.g. "operations/2"",
        "practises[2]: found "sales/1"; name a manual section as track/number, e.g. "operations/2"",
        "practises[3]: found "operations/lab-1"; name a manual section as track/number, e.g. "operations/2"",
      ]
    `);
  });

  test('takes whole minutes and an id', () => {
    expect(refusals(labSchema, { ...example, minutes: 12.5, scenario: 'Lab 1' })).toMatchInlineSnapshot(`
      [
        "minutes: found 12.5, expected a whole number",
        "scenario: found "Lab 1"; use lower-case words joined by hyphens, e.g. "operations-lab-1"",
      ]
    `);
  });
});
