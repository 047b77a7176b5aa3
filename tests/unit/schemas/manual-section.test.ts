import { describe, expect, test } from 'vitest';
import { manualSectionSchema } from '../../../src/schemas/manual-section.ts';
import { sectionEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = sectionEntry(2, 'architecture', {
  labs: ['operations/lab-1'],
  topics: ['ops-topic-architecture'],
}).data;

describe('manualSectionSchema', () => {
  test('takes a sound example as it is', () => {
    expect(manualSectionSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(manualSectionSchema, example)).toEqual([]);
  });

  test('asks for two objectives and for three to six questions', () => {
    expect(
      refusals(manualSectionSchema, { ...example, objectives: ['Name the parts'], selfCheck: ['a', 'b'] }),
    ).toMatchInlineSnapshot(`
      [
        "objectives: found a list of 1, expected at least 2 entries",
        "selfCheck: found a list of 2, expected at least 3 entries",
      ]
    `);
  });

  test('allows no exercise, but not no reading', () => {
    expect(refusals(manualSectionSchema, { ...example, minutes: { read: 0, practise: 0 } }))
      .toMatchInlineSnapshot(`
      [
        "minutes.read: found 0, expected more than 0",
      ]
    `);
  });

  test('tells labs from sections', () => {
    expect(
      refusals(manualSectionSchema, {
        ...example,
        prerequisites: ['operations/lab-1'],
        labs: ['operations/1'],
      }),
    ).toMatchInlineSnapshot(`
      [
        "prerequisites[1]: found "operations/lab-1"; name a manual section as track/number, e.g. "operations/2"",
        "labs[1]: found "operations/1"; name a lab as track/lab-number, e.g. "operations/lab-1"",
      ]
    `);
  });
});
