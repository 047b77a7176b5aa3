import type { Verdict } from '../domain/claims.ts';
import type { Report } from './report.ts';

/** Findings and the ledger of claims for other programs. `version` changes when a field changes its meaning. */
export function reportJson({ findings, claims, files }: Report): string {
  const counts = {
    files,
    findings: findings.length,
    rules: countBy(findings.map(({ rule }) => rule)),
    claims: claims.length,
    verdicts: countBy(claims.map(({ verdict }): Verdict => verdict)),
  };
  return `${JSON.stringify({ version: 1, findings, claims, counts }, null, 2)}\n`;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
