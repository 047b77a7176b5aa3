import { checkProgram } from '../domain/check-program.ts';
import { measureClaims } from '../domain/claims.ts';
import { compareFindings } from '../domain/finding.ts';
import type { Program } from '../domain/program.ts';
import { formatAmount } from '../domain/wording.ts';
import type { Report } from '../reporters/report.ts';
import type { CheckOptions } from './check-options.ts';
import { documentCacheFile, openDocumentCache } from './document-cache.ts';
import { readCommissioned, readProgram } from './read-program.ts';
import { readSiteSettings } from './site-settings.ts';

type CheckScope = Pick<CheckOptions, 'content' | 'isCommissioned' | 'today' | 'only'>;

/** Reads the content and checks it. The program is there when enough of it could be read. */
export async function runCheck({
  content,
  isCommissioned,
  today,
  only,
}: CheckScope): Promise<{ report: Report; program?: Program }> {
  const cache = openDocumentCache(documentCacheFile);
  const { program, sources, findings } = await (isCommissioned
    ? readCommissioned(content)
    : readProgram(content, cache.parse));
  if (!isCommissioned) cache.save();
  const checked = program === undefined ? [] : checkProgram(program, sources, { today });
  const all = [...findings, ...checked].sort(compareFindings);
  const report = {
    findings: only === undefined ? all : all.filter(({ rule }) => only.has(rule)),
    claims: program === undefined ? [] : measureClaims(program),
    files: sources.length,
    ...siteAddress(),
  };
  return { report, ...(program === undefined ? {} : { program }) };
}

/** The sentence after the findings. */
export function summarise({ findings, claims, files }: Report, milliseconds: number): string {
  const read = `${formatAmount(files, 'files')} and ${formatAmount(claims.length, 'claims')} in ${(milliseconds / 1000).toFixed(1)} s`;
  if (findings.length === 0) return `Nothing to look at: ${read}.`;
  const isIncomplete = findings.some(({ rule }) => rule === 'invalid-content' || rule === 'unreadable-file');
  const note = isIncomplete
    ? ' Files that could not be read were left out, so other findings may come from that.'
    : '';
  return `${formatAmount(findings.length, 'things')} to look at: ${read}.${note}`;
}

/** Where rules are explained, when the environment says where the site is published. */
function siteAddress(): { site?: string } {
  if (process.env['SITE_URL'] === undefined) return {};
  const { site, base } = readSiteSettings();
  return { site: new URL(base, site).href };
}
