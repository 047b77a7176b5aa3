import { describe, expect, test } from 'vitest';
import { redirectsSchema } from '../../../src/schemas/redirects.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = {
  redirects: [
    { from: '/manual/', to: '/manuals/operations/' },
    { from: '/old/', to: '/' },
  ],
};

describe('redirectsSchema', () => {
  test('takes a sound example as it is', () => {
    expect(redirectsSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(redirectsSchema, example)).toEqual([]);
  });

  test('wants addresses with slashes at both ends, without host and fragment', () => {
    expect(
      refusals(redirectsSchema, {
        redirects: [
          { from: 'manual/', to: '/manuals' },
          { from: '/a/', to: 'https://example.com/' },
          { from: '/b/', to: '/c/#d' },
        ],
      }),
    ).toMatchInlineSnapshot(`
      [
        "redirects[1].from: found "manual/"; write an address that starts and ends with a slash",
        "redirects[1].to: found "/manuals"; write an address that starts and ends with a slash",
        "redirects[2].to: found "https://example.com/"; write an address that starts and ends with a slash",
        "redirects[3].to: found "/c/#d"; write an address that starts and ends with a slash",
      ]
    `);
  });
});
