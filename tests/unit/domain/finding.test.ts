import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFindings, type Finding } from '../../../src/domain/finding.ts';

const finding = (file: string, line: number, rule: Finding['rule'] = 'dead-page', subject = ''): Finding => ({
  rule,
  file,
  line,
  subject,
  message: 'It is wrong.',
  hint: 'Put it right.',
});

describe('compareFindings', () => {
  test('orders by file, then line as a number, then rule, then subject', () => {
    const ordered = [
      finding('a.mdx', 2),
      finding('a.mdx', 10, 'dead-anchor'),
      finding('a.mdx', 10, 'dead-page', 'x'),
      finding('a.mdx', 10, 'dead-page', 'y'),
      finding('b.mdx', 1),
    ];
    expect(ordered.toReversed().sort(compareFindings)).toEqual(ordered);
  });

  test('is an order: the other way round is the opposite', () => {
    const any = fc
      .record({
        file: fc.string({ maxLength: 2 }),
        line: fc.integer({ min: 1, max: 3 }),
        subject: fc.string({ maxLength: 2 }),
      })
      .map(({ file, line, subject }) => finding(file, line, 'dead-page', subject));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(Math.sign(compareFindings(a, b))).toBe(0 - Math.sign(compareFindings(b, a)));
      }),
    );
  });
});
