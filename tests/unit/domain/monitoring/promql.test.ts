import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePromql } from '../../../../src/domain/monitoring/promql.ts';

describe('parsePromql', () => {
  test('lists selectors with the labels of their matchers', () => {
    expect(
      parsePromql('sum(rate(a_total{node=~"x.*", mode!="b"}[5m] offset 1h)) > 0 or {__name__="c"}'),
    ).toEqual({
      selectors: [
        { metric: 'a_total', labels: ['node', 'mode'] },
        { metric: '', labels: [] },
      ],
      groupings: [],
    });
  });

  test('says which series a list of labels belongs to', () => {
    expect(parsePromql('sum by (le) (rate(a_bucket[5m])) / on (node) group_left (mode) b')).toMatchObject({
      groupings: [
        { labels: ['le'], metrics: ['a_bucket'] },
        { labels: ['node'], metrics: ['a_bucket', 'b'] },
        { labels: ['mode'], metrics: ['a_bucket', 'b'] },
      ],
    });
  });

  test.each([
    ['sum(rate(a[5m])', 'the end, after "sum(rate(a[5m])"'],
    ['', 'the end, after ""'],
    ['a{node=}', '"}"'],
    ['a > > 1', '"> 1"'],
  ])('finds where %j stops making sense', (text, near) => {
    expect(parsePromql(text)).toEqual({ near });
  });

  test('answers every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab{}()[]="~!,5m >+-*/ by\n') }), (text) => {
        const parsed = parsePromql(text);
        expect('near' in parsed ? typeof parsed.near : Array.isArray(parsed.selectors)).toBeTruthy();
      }),
    );
  });
});
