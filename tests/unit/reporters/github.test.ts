import { describe, expect, test } from 'vitest';
import { reportGithub } from '../../../src/reporters/github.ts';
import { buildReport } from './report-builder.ts';

describe('reportGithub', () => {
  test('writes one escaped workflow command for each finding', () => {
    expect(reportGithub(buildReport())).toMatchInlineSnapshot(`
      "::error file=content/manuals/a%2C b/01 100%25.mdx,line=1,title=complete-but-short::"Operations manual" has 1,200 lines, but the index states at least 1,950: 750 are missing.%0AAdd the missing 750,%0Aor correct the index.
      ::error file=content/labs/operations/lab-1.mdx,line=12,title=dead-page::The link "/nowhere/" leads to no page.%0ACorrect the address.
      "
    `);
  });

  test('is silent when there is nothing to look at', () => {
    expect(reportGithub(buildReport({ findings: [] }))).toBe('');
  });
});
