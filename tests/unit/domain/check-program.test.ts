import { describe, expect, test } from 'vitest';
import { checkProgram } from '../../../src/domain/check-program.ts';
import { compareFindings } from '../../../src/domain/finding.ts';
import { buildProgram, dataEntry, withIndex } from '../program-builder.ts';

const source = { file: 'content/guides/a.mdx', text: 'FranÃ§ais' };
const rulesOf = (...args: Parameters<typeof checkProgram>): string[] =>
  checkProgram(...args).map(({ rule }) => rule);

describe('checkProgram', () => {
  const overdue = withIndex(buildProgram(), { review: { last: '2025-01-01', next: '2025-06-01' } });

  test('compares dates with the day that it is given', () => {
    expect(rulesOf(overdue, [], { today: '2025-06-01' })).not.toContain('review-date-passed');
    expect(rulesOf(overdue, [], { today: '2025-06-02' })).toContain('review-date-passed');
  });

  test('looks at the characters of every file', () => {
    expect(rulesOf(buildProgram(), [source], { today: '2026-01-01' })).toEqual(
      expect.arrayContaining(['mojibake', 'mixed-newlines']),
    );
  });

  test('puts findings in the order of files and lines', () => {
    const findings = checkProgram(overdue, [source], { today: '2027-01-01' });
    expect(findings).toEqual(findings.toSorted(compareFindings));
    expect(findings.length).toBeGreaterThan(2);
  });

  test('leaves out what an exception accepts', () => {
    const exception = {
      rule: 'review-date-passed',
      subject: 'review',
      reason: 'The review is under way.',
      until: '2027-02-01',
    };
    const program = {
      ...overdue,
      exceptions: dataEntry('content/program/exceptions.yaml', { exceptions: [exception] }),
    };
    expect(rulesOf(program, [], { today: '2027-01-01' })).not.toContain('review-date-passed');
    expect(rulesOf(program, [], { today: '2027-02-02' })).toEqual(
      expect.arrayContaining(['review-date-passed', 'exception-expired']),
    );
  });
});
