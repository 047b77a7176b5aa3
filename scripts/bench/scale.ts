import { checkContent, measureContent } from './check.ts';
import { formatRatio, formatSeconds, spreadOf } from './measure.ts';
import type { PartReport } from './report.ts';
import { scaleSite } from './scaled-content.ts';
import { clearCaches, copyProject, indexSite, renderSite } from './workspace.ts';

const times = 10;
const stages = ['render', 'index', 'check'] as const;
type Stage = (typeof stages)[number];

/** What is aimed at: the check of a full program. */
const checkTarget = { lines: 11_000, seconds: 3 };

/** Ten times the documents against the content as it is: render, index and check. */
export async function benchScale({ runs }: { runs: number }): Promise<PartReport> {
  const once = copyProject('site');
  const scaled = copyProject('site-scaled');
  await scaleSite(scaled, times);

  const sites = [measured(once), measured(scaled)];
  for (let run = 0; run < runs; run += 1) {
    for (const site of run % 2 === 0 ? sites : sites.toReversed()) {
      clearCaches(site.folder);
      site.wallMs.render.push((await renderSite(site.folder)).wallMs);
      const index = await indexSite(site.folder);
      site.wallMs.index.push(index.wallMs);
      site.pages = index.pages;
      const check = await checkContent(site.folder);
      site.wallMs.check.push(check.wallMs);
      site.findings = check.findings;
    }
  }
  const [small, large] = await Promise.all(sites.map(async (site) => ({ ...site, size: await measureContent(site.folder) })));
  if (small === undefined || large === undefined) throw new Error('Both sizes are measured.');
  const spread = (site: typeof small, stage: Stage) => spreadOf(site.wallMs[stage]);
  const check = spread(large, 'check');
  const isFast = check.median < checkTarget.seconds * 1000 && large.size.documentLines >= checkTarget.lines;
  return {
    title: `Scale: ${times} times the documents`,
    tables: [{
      columns: ['', 'As it is', `${times} times`, 'Ratio'],
      rows: [
        ['Lines of MDX', String(small.size.documentLines), String(large.size.documentLines), formatRatio(large.size.documentLines, small.size.documentLines)],
        ['Pages in the full-text index', String(small.pages), String(large.pages), formatRatio(large.pages, small.pages)],
        ['Findings', String(small.findings), String(large.findings), ''],
        ...stages.map((stage) => [titles[stage], formatSeconds(spread(small, stage)), formatSeconds(spread(large, stage)), formatRatio(spread(large, stage).median, spread(small, stage).median)]),
      ],
    }],
    notes: [
      `Sections, labs, runbooks, guides and exams are copied with exchanged words; copies stand in the index and on the tracks. Reference, question banks and schedules are the same, so times would also stay below ${times}× if each document cost a little more among many.`,
      `A further ${large.size.documentLines - small.size.documentLines} lines cost ${perThousandLines(small, large, 'render')} to render and ${perThousandLines(small, large, 'check')} to check, for 1,000 lines.`,
      `Target: at least ${checkTarget.lines.toLocaleString('en')} lines checked in under ${checkTarget.seconds} s: ${isFast ? 'met' : 'missed'}, ${large.size.documentLines} lines in ${formatSeconds(check)}.`,
      `Each cold, in ${runs} alternating runs: median (fastest–slowest).`,
    ],
    data: { small, large },
  };
}

const titles: Record<Stage, string> = { render: 'Render, cold', index: 'Full-text index', check: 'Check' };

interface MeasuredSite {
  readonly folder: string;
  readonly wallMs: Record<Stage, number[]>;
  pages: number;
  findings: number;
}

const measured = (folder: string): MeasuredSite => ({ folder, wallMs: { render: [], index: [], check: [] }, pages: 0, findings: 0 });

type Sized = MeasuredSite & { readonly size: { readonly documentLines: number } };

function perThousandLines(small: Sized, large: Sized, stage: Stage): string {
  const more = spreadOf(large.wallMs[stage]).median - spreadOf(small.wallMs[stage]).median;
  return `${((more / (large.size.documentLines - small.size.documentLines)) * 1000).toFixed(0)} ms`;
}
