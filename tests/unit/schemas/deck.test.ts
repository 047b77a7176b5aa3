import { describe, expect, test } from 'vitest';
import { deckSchema } from '../../../src/schemas/deck.ts';
import { deckEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = deckEntry('operations-deck').data;
const slide = example.days[0]?.slides[0];

describe('deckSchema', () => {
  test('takes a sound example as it is', () => {
    expect(deckSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(deckSchema, example)).toEqual([]);
  });

  test('keeps a slide short and says what the instructor says', () => {
    expect(
      refusals(deckSchema, {
        ...example,
        days: [
          {
            title: 'Day',
            slides: [
              {
                ...slide,
                lines: ['1', '2', '3', '4', '5', '6', '7'],
                notes: ' ',
                minutes: 0,
                section: 'operations-2',
              },
            ],
          },
        ],
      }),
    ).toMatchInlineSnapshot(`
      [
        "days[Day].slides[A cluster has nodes].lines: found a list of 7, expected at most 6 entries",
        "days[Day].slides[A cluster has nodes].notes: found "", expected some text",
        "days[Day].slides[A cluster has nodes].minutes: found 0, expected more than 0",
        "days[Day].slides[A cluster has nodes].section: found "operations-2"; name a manual section as track/number, e.g. "operations/2"",
      ]
    `);
  });

  test('asks for a day', () => {
    expect(refusals(deckSchema, { title: 'Slides', days: [] })).toMatchInlineSnapshot(`
      [
        "summary: it is missing, expected text",
        "days: found an empty list, expected at least 1 entry",
      ]
    `);
  });
});
