import type { Finding } from '../domain/finding.ts';
import type { Report } from './report.ts';

/** Findings for people: place and rule, what is wrong, what to do. */
export function reportText({ findings }: Report): string {
  return findings.map((finding) => `${formatFinding(finding)}\n`).join('\n');
}

/** One finding: place and rule, what is wrong, where two texts differ, what to do. */
export function formatFinding({ file, line, rule, message, hint, diff = [] }: Finding): string {
  return [`${file}:${line}  ${rule}`, `  ${message}`, ...diff.map((text) => `    ${text}`), `  ${hint}`].join(
    '\n',
  );
}
