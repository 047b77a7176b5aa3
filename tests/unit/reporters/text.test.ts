import { describe, expect, test } from 'vitest';
import { reportText } from '../../../src/reporters/text.ts';
import { buildReport } from './report-builder.ts';

describe('reportText', () => {
  test('gives place and rule, what is wrong, and what to do', () => {
    expect(reportText(buildReport())).toMatchInlineSnapshot(`
      "content/manuals/a, b/01 100%.mdx:1  complete-but-short
        "Operations manual" has 1,200 lines, but the index states at least 1,950: 750 are missing.
        Add the missing 750,
      or correct the index.

      content/labs/operations/lab-1.mdx:12  dead-page
        The link "/nowhere/" leads to no page.
        Correct the address.
      "
    `);
  });

  test('is silent when there is nothing to look at', () => {
    expect(reportText(buildReport({ findings: [] }))).toBe('');
  });
});
