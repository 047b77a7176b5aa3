import { describe, expect, test } from 'vitest';
import { parseExcerpt } from '../../../../src/client/search/excerpt.ts';

describe('parseExcerpt', () => {
  test('tells matches from the text around them', () => {
    expect(parseExcerpt('the <mark>quorum</mark> of three')).toEqual([
      { text: 'the ', isMatch: false },
      { text: 'quorum', isMatch: true },
      { text: ' of three', isMatch: false },
    ]);
  });

  test('reads escaped brackets, and leaves what else looks escaped', () => {
    expect(parseExcerpt('a &lt; b &gt; c &amp; multi\u200Bstream')).toEqual([
      { text: 'a < b > c &amp; multistream', isMatch: false },
    ]);
  });

  test('shows any other tag as text', () => {
    expect(parseExcerpt('<img src=x onerror=alert(1)><mark>x</mark>')).toEqual([
      { text: '<img src=x onerror=alert(1)>', isMatch: false },
      { text: 'x', isMatch: true },
    ]);
  });

  test('gives nothing for nothing', () => {
    expect(parseExcerpt('')).toEqual([]);
  });
});
