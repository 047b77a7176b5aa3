import { describe, expect, test } from 'vitest';
import { reportJson } from '../../../src/reporters/json.ts';
import { buildReport, deadLink, shortManual } from './report-builder.ts';

describe('reportJson', () => {
  test('has the findings, the ledger and counts', () => {
    const { version, findings, claims, counts } = JSON.parse(reportJson(buildReport())) as Record<
      string,
      unknown
    >;
    expect(version).toBe(1);
    expect(findings).toEqual([shortManual, deadLink]);
    expect(claims).toEqual(buildReport().claims);
    expect(counts).toMatchInlineSnapshot(`
      {
        "claims": 1,
        "files": 2,
        "findings": 2,
        "rules": {
          "complete-but-short": 1,
          "dead-page": 1,
        },
        "verdicts": {
          "short": 1,
        },
      }
    `);
  });
});
