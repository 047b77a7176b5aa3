import { checkContent, measureContent } from './check.ts';
import { formatRatio, formatSeconds, spreadOf } from './measure.ts';
import { showProgress, type PartReport } from './report.ts';
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
    showProgress(`scale: run ${run + 1} of ${runs}`);
    for (const site of run % 2 === 0 ? sites : sites.toReversed()) {
      clearCaches(site.folder);
      const render = await renderSite(site.folder);
      site.wallMs.render.push(render.wallMs);
      site.cpuMs.render.push(render.cpuMs);
      const index = await indexSite(site.folder);
      site.wallMs.index.push(index.wallMs);
      site.pages = index.pages;
      const check = await checkContent(site.folder);
      site.wallMs.check.push(check.wallMs);
      site.cpuMs.check.push(check.cpuMs);
      site.findings = check.findings;
    }
  }
  const [small, large] = await Promise.all(
    sites.map(async (site) => ({ ...site, size: await measureContent(site.folder) })),
  );
  if (small === undefined || large === undefined) throw new Error('Both sizes are measured.');
  const row = (title: string, measurements: (site: MeasuredSite) => readonly number[]): string[] => {
    const [a, b] = [spreadOf(measurements(small)), spreadOf(measurements(large))];
    return [title, formatSeconds(a), formatSeconds(b), formatRatio(b.median, a.median)];
  };
  return {
    title: `Scale: ${times} times the documents`,
    tables: [
      {
        columns: ['', 'As it is', `${times} times`, 'Ratio'],
        rows: [
          [
            'Lines of MDX',
            String(small.size.documentLines),
            String(large.size.documentLines),
            formatRatio(large.size.documentLines, small.size.documentLines),
          ],
          [
            'Pages in the full-text index',
            String(small.pages),
            String(large.pages),
            formatRatio(large.pages, small.pages),
          ],
          ['Findings', String(small.findings), String(large.findings), ''],
          ...stages.map((stage) => row(titles[stage], ({ wallMs }) => wallMs[stage])),
          row('Render, processor time', ({ cpuMs }) => cpuMs.render),
          row('Check, processor time', ({ cpuMs }) => cpuMs.check),
        ],
      },
    ],
    notes: [
      `Sections, labs, runbooks, guides and exams are copied with exchanged words; copies stand in the index and on the tracks. Reference, question banks and schedules are the same, so times would also stay below ${times}× if each document cost a little more among many.`,
      `A further ${large.size.documentLines - small.size.documentLines} lines cost ${perThousandLines(small, large, 'render')} to render and ${perThousandLines(small, large, 'check')} to check, for 1,000 lines.`,
      describeTarget([small, large]),
      `Each cold, in ${runs} alternating runs: median (fastest–slowest).`,
    ],
    data: { small, large },
  };
}

const titles: Record<Stage, string> = { render: 'Render, cold', index: 'Full-text index', check: 'Check' };

interface MeasuredSite {
  readonly folder: string;
  readonly wallMs: Record<Stage, number[]>;
  readonly cpuMs: Record<'render' | 'check', number[]>;
  pages: number;
  findings: number;
}

const measured = (folder: string): MeasuredSite => ({
  folder,
  wallMs: { render: [], index: [], check: [] },
  cpuMs: { render: [], check: [] },
  pages: 0,
  findings: 0,
});

type Sized = MeasuredSite & { readonly size: { readonly documentLines: number } };

function perThousandLines(small: Sized, large: Sized, stage: Stage): string {
  const more = spreadOf(large.wallMs[stage]).median - spreadOf(small.wallMs[stage]).median;
  return `${((more / (large.size.documentLines - small.size.documentLines)) * 1000).toFixed(0)} ms`;
}

/** Whether the smaller of the two sizes that has enough lines is checked in time. */
function describeTarget(sites: readonly Sized[]): string {
  const target = `Target: at least ${checkTarget.lines.toLocaleString('en')} lines checked in under ${checkTarget.seconds} s`;
  const site = sites.find(({ size }) => size.documentLines >= checkTarget.lines);
  if (site === undefined) return `${target}: not measured, neither size has as many lines.`;
  const check = spreadOf(site.wallMs.check);
  return `${target}: ${check.median < checkTarget.seconds * 1000 ? 'met' : 'missed'}, ${site.size.documentLines} lines in ${formatSeconds(check)}.`;
}
