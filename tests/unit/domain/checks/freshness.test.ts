import { describe, expect, test } from 'vitest';
import { checkFreshness } from '../../../../src/domain/checks/freshness.ts';
import { buildProgram, withIndex } from '../../program-builder.ts';

const program = withIndex(buildProgram(), {
  review: { last: '2025-01-10', next: '2025-04-01' },
  versions: [
    { version: '1.0.0', date: '2025-01-10', changes: 'First release' },
    { version: '1.1.0', date: 'TBD', due: '2025-03-01', changes: 'Security' },
    { version: '2.0.0', date: 'TBD', changes: 'Everything' },
  ],
});
const report = (today: string): string[] =>
  checkFreshness(program, today).map(
    ({ rule, subject, message, hint }) => `${rule}  ${subject}  ${message} ${hint}`,
  );

describe('review-date-passed', () => {
  test('reports on the day after the review was due', () => {
    expect(report('2025-04-02').filter((line) => line.startsWith('review'))).toMatchInlineSnapshot(`
      [
        "review-date-passed  review  The next review was due on 2025-04-01, and it is 2025-04-02. The last one was on 2025-01-10. Review the program, then set both dates of "review".",
      ]
    `);
  });

  test('is silent on the day itself', () => {
    expect(report('2025-04-01').filter((line) => line.startsWith('review'))).toEqual([]);
  });
});

describe('version-overdue', () => {
  test('reports a promised version on the day after it was due', () => {
    expect(report('2025-03-01')).toEqual([]);
    expect(report('2025-03-02')).toMatchInlineSnapshot(`
      [
        "version-overdue  1.1.0  Version 1.1.0 was due on 2025-03-01, it is 2025-03-02, and its date is still TBD. State the day on which it was released, or move its due date.",
      ]
    `);
  });

  test('takes the review as the due date of a version that has none', () => {
    expect(report('2025-04-02').filter((line) => line.includes('2.0.0'))).toMatchInlineSnapshot(`
      [
        "version-overdue  2.0.0  Version 2.0.0 has neither a release date nor a due date, and the review of 2025-04-01 that should have set one has passed. State the day on which it was released, or when it is due.",
      ]
    `);
  });

  test('is silent about versions with a date', () => {
    expect(checkFreshness(buildProgram(), '2026-07-15')).toEqual([]);
  });
});
