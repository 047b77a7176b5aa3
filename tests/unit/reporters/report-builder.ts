import type { Finding } from '../../../src/domain/finding.ts';
import type { Report } from '../../../src/reporters/report.ts';

/** A finding with characters that every form has to escape. */
export const shortManual: Finding = {
  rule: 'complete-but-short',
  file: 'content/manuals/a, b/01 100%.mdx',
  line: 1,
  subject: 'operations-manual:lines',
  message: '"Operations manual" has 1,200 lines, but the index states at least 1,950: 750 are missing.',
  hint: 'Add the missing 750,\nor correct the index.',
};

export const deadLink: Finding = {
  rule: 'dead-page',
  file: 'content/labs/operations/lab-1.mdx',
  line: 12,
  subject: 'content/labs/operations/lab-1.mdx: /nowhere/',
  message: 'The link "/nowhere/" leads to no page.',
  hint: 'Correct the address.',
};

export function buildReport(overrides: Partial<Report> = {}): Report {
  return {
    findings: [shortManual, deadLink],
    claims: [
      {
        id: 'operations-manual:lines',
        material: 'operations-manual',
        subject: 'Lines',
        claimed: 'at least 1,950',
        measured: 1200,
        verdict: 'short',
        how: 'body lines',
        by: 'the index',
        unit: 'lines',
        missing: 750,
        path: ['materials', 0, 'lines'],
        rule: 'complete-but-short',
      },
    ],
    files: 2,
    ...overrides,
  };
}
