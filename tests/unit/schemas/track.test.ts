import { describe, expect, test } from 'vitest';
import { trackSchema } from '../../../src/schemas/track.ts';
import { trackEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = trackEntry().data;

describe('trackSchema', () => {
  test('takes a sound example as it is', () => {
    expect(trackSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(trackSchema, example)).toEqual([]);
  });

  test('takes a step that names one material', () => {
    expect(
      refusals(trackSchema, { ...example, path: [{ section: 'operations/1', lab: 'operations/lab-1' }] }),
    ).toMatchInlineSnapshot(`
      [
        "path[1].lab is not a field",
      ]
    `);
  });

  test('says what is wrong with the reference of a step', () => {
    expect(refusals(trackSchema, { ...example, path: [{ lab: 'operations/1' }] })).toMatchInlineSnapshot(`
      [
        "path[1].lab: found "operations/1"; name a lab as track/lab-number, e.g. "operations/lab-1"",
      ]
    `);
  });

  test('asks for an audience and a path', () => {
    expect(refusals(trackSchema, { ...example, audience: [], path: [], days: { min: 0, max: 5 } }))
      .toMatchInlineSnapshot(`
      [
        "audience: found an empty list, expected at least 1 entry",
        "days.min: found 0, expected more than 0",
        "path: found an empty list, expected at least 1 entry",
      ]
    `);
  });
});
