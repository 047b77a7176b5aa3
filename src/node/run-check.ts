import { checkProgram } from '../domain/check-program.ts';
import { measureClaims } from '../domain/claims.ts';
import { compareFindings } from '../domain/finding.ts';
import type { Program } from '../domain/program.ts';
import { formatAmount } from '../domain/wording.ts';
import type { Report } from '../reporters/report.ts';
import type { CheckOptions } from './check-options.ts';
import { measureContentBlocks } from './blocks/content-blocks.ts';
import { updateContent } from './blocks/update-content.ts';
import { documentCacheFile, openDocumentCache } from './document-cache.ts';
import { readCommissioned, readProgram } from './read-program.ts';
import { readSiteSettings } from './site-settings.ts';

type CheckScope = Pick<CheckOptions, 'content' | 'isCommissioned' | 'isUpdate' | 'today' | 'only'>;

/**
 * Reads the content and checks it. The program is there when enough of it could be read. An update first prints what came
 * out into the content, then checks what it has become.
 */
export async function runCheck({
  content,
  isCommissioned,
  today,
  only,
  isUpdate = false,
}: CheckScope): Promise<CheckResult> {
  const cache = openDocumentCache(documentCacheFile);
  const { program, sources, findings } = await (isCommissioned
    ? readCommissioned(content)
    : readProgram(content, cache.parse));
  if (!isCommissioned) cache.save();
  const blocks = program === undefined || isCommissioned ? undefined : await measureContentBlocks(program);
  if (isUpdate && program !== undefined && blocks !== undefined) {
    const updated = await updateContent(program, blocks);
    const { report } = await runCheck({
      content,
      isCommissioned,
      today,
      ...(only === undefined ? {} : { only }),
    });
    return { report, program, updated };
  }
  const checked =
    program === undefined
      ? []
      : checkProgram(program, sources, { today, ...(blocks === undefined ? {} : { blocks }) });
  const all = [...findings, ...checked].sort(compareFindings);
  const report = {
    findings: only === undefined ? all : all.filter(({ rule }) => only.has(rule)),
    claims: program === undefined ? [] : measureClaims(program),
    files: sources.length,
    ...siteAddress(),
  };
  return { report, ...(program === undefined ? {} : { program }) };
}

/** What came of a check. */
interface CheckResult {
  readonly report: Report;
  readonly program?: Program;
  /** Files that an update has changed. */
  readonly updated?: readonly string[];
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
