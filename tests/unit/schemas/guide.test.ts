import { describe, expect, test } from 'vitest';
import { guideSchema } from '../../../src/schemas/guide.ts';
import { guideEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = guideEntry('coordinators').data;

describe('guideSchema', () => {
  test('takes a sound example as it is', () => {
    expect(guideSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(guideSchema, example)).toEqual([]);
  });

  test('asks for a reader and a time', () => {
    expect(refusals(guideSchema, { ...example, audience: '', minutes: 0 })).toMatchInlineSnapshot(`
      [
        "audience: found "", expected some text",
        "minutes: found 0, expected more than 0",
      ]
    `);
  });

  test('keeps a title on one line', () => {
    expect(refusals(guideSchema, { ...example, title: 'Guide for\ncoordinators' })).toMatchInlineSnapshot(`
      [
        "title: found "Guide for coordinators"; keep this on one line",
      ]
    `);
  });
});
