import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '../../src/node/source-files.ts';
import { checkContent } from './check.ts';
import { formatBytes, formatRatio, formatSeconds, spreadOf } from './measure.ts';
import { showProgress, type PartReport, type Table } from './report.ts';
import { measureVariants } from './site-variants.ts';
import { writeStarlightSite } from './starlight-site.ts';
import { clearCaches, copyProject, indexSite, renderSite } from './workspace.ts';

const siteNames = ['ours', 'starlight'] as const;
type SiteName = (typeof siteNames)[number];

const stages = ['cold', 'warm', 'edit', 'index'] as const;
/** A build of ours checks the content first, and the check keeps what it has parsed; Starlight has nothing like it. */
type CheckTimes = { cold: number[]; warm: number[] };
type Stage = (typeof stages)[number];

interface Measured {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly memoryMb?: number;
}

interface Contestant {
  readonly folder: string;
  /** The longest document, for the edit of one page. */
  readonly document: string;
  /** What `npm run build` does before it renders. */
  readonly check?: () => Promise<{ readonly wallMs: number }>;
}

/** Our site against Starlight with the same pages; then one setting at a time. */
export async function benchBuild({ runs }: { runs: number }): Promise<PartReport> {
  const raced = await race(runs);
  showProgress('build: one choice at a time');
  const variants = await measureVariants(runs);
  return {
    title: `Build: this site against ${raced.versions}`,
    tables: [raceTable(raced), sizeTable(raced.sizes), variants.table],
    notes: [
      `Both sites have the same pages at the same addresses: ${raced.mdxPages} from MDX documents, ${raced.markdownPages} from YAML and from lists of the others.`,
      'Starlight gets the MDX documents as they are, with stand-ins for the authoring components that show the same words; what stands around a document, and all other pages, it gets as Markdown made from our HTML.',
      'What differs: ours checks the properties of components, names and references while it renders, draws timetables, and makes the print pages from the documents; Starlight has stand-ins without checks or styles, its own sidebar of all pages, its own page frame and 404 page, and Expressive Code with two themes. Figures are the same inline SVG.',
      "Cold: nothing kept from an earlier build. Warm: the same again. Edit: one paragraph added to the longest document. Full-text index: the project's Pagefind on either output, timed apart from rendering; a whole build is the sum. Check: a build of ours holds the content against the rules first, and keeps the documents it has parsed for the renderer; Starlight checks nothing.",
      `Wall time in ${runs} alternating runs: median (fastest–slowest).`,
      ...variants.notes,
    ],
    data: { raced, variants: variants.data },
  };
}

async function race(runs: number) {
  const ours = copyProject('site');
  await renderSite(ours);
  const peer = await writeStarlightSite(ours);
  const contestants: Record<SiteName, Contestant> = {
    ours: {
      folder: ours,
      document: await longestDocument(path.join(ours, 'content')),
      check: () => checkContent(ours),
    },
    starlight: {
      folder: peer.folder,
      document: await longestDocument(path.join(peer.folder, 'src/content/docs')),
    },
  };
  const measured: Record<SiteName, Record<Stage, Measured[]>> = {
    ours: noMeasurements(),
    starlight: noMeasurements(),
  };
  const checks: CheckTimes = { cold: [], warm: [] };
  for (let run = 0; run < runs; run += 1) {
    // Who goes first changes from run to run, so a machine that slows down is no advantage.
    for (const contestant of run % 2 === 0 ? siteNames : siteNames.toReversed()) {
      showProgress(`build: ${contestant}, run ${run + 1} of ${runs}`);
      const result = await measureOnce(contestants[contestant], run, checks);
      for (const stage of stages) measured[contestant][stage].push(result[stage]);
    }
  }
  const sizes = { ours: await measureOutput(ours), starlight: await measureOutput(peer.folder) };
  const { versions, mdxPages, markdownPages } = peer;
  return { measured, checks, sizes, versions, mdxPages, markdownPages };
}

const noMeasurements = (): Record<Stage, Measured[]> => ({ cold: [], warm: [], edit: [], index: [] });

async function measureOnce(
  { folder, document, check }: Contestant,
  run: number,
  checks: CheckTimes,
): Promise<Record<Stage, Measured>> {
  const text = readFileSync(document, 'utf8');
  clearCaches(folder);
  if (check !== undefined) checks.cold.push((await check()).wallMs);
  const cold = await renderSite(folder);
  const index = await indexSite(folder);
  if (check !== undefined) checks.warm.push((await check()).wallMs);
  const warm = await renderSite(folder);
  try {
    writeFileSync(document, `${text}\nA paragraph that was added in run ${run} of a measurement.\n`);
    await check?.();
    const edit = await renderSite(folder);
    return { cold, warm, edit, index };
  } finally {
    writeFileSync(document, text);
  }
}

async function longestDocument(folder: string): Promise<string> {
  const documents = (await listFiles(folder))
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => path.join(folder, name));
  const [longest] = documents.toSorted((a, b) => statSync(b).size - statSync(a).size);
  if (longest === undefined) throw new Error(`There is no MDX document in ${folder}.`);
  return longest;
}

/** What a site consists of when it is built and indexed. */
interface Output {
  readonly pages: number;
  readonly words: number;
  readonly htmlBytes: number;
}

async function measureOutput(site: string): Promise<Output> {
  const dist = path.join(site, 'dist');
  rmSync(path.join(dist, 'pagefind'), { recursive: true, force: true });
  const pages = (await listFiles(dist))
    .filter((name) => name.endsWith('.html'))
    .map((name) => readFileSync(path.join(dist, name), 'utf8'));
  return {
    pages: pages.length,
    words: pages.reduce((sum, html) => sum + countWords(html), 0),
    htmlBytes: pages.reduce((sum, html) => sum + Buffer.byteLength(html), 0),
  };
}

/** Words in the main part of a page. */
function countWords(html: string): number {
  const main = /<main[\s>][\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  return (
    main
      .replaceAll(/<(script|style|nav|svg)[\s>][\s\S]*?<\/\1>/g, ' ')
      .replaceAll(/<[^>]*>/g, ' ')
      .match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  );
}

function raceTable({
  measured,
  checks,
}: {
  measured: Record<SiteName, Record<Stage, Measured[]>>;
  checks: CheckTimes;
}): Table {
  const titles: Record<Stage, string> = {
    cold: 'Render, cold',
    warm: 'Render, warm',
    edit: 'Render after an edit',
    index: 'Full-text index',
  };
  const rows = stages.map((stage) => {
    const [ours, starlight] = siteNames.map((name) =>
      spreadOf(measured[name][stage].map(({ wallMs }) => wallMs)),
    );
    if (ours === undefined || starlight === undefined)
      throw new Error(`The stage "${stage}" was not measured.`);
    return [
      titles[stage],
      formatSeconds(ours),
      formatSeconds(starlight),
      formatRatio(starlight.median, ours.median),
    ];
  });
  const cold = siteNames.map((name) => spreadOf(measured[name].cold.map(({ cpuMs = 0 }) => cpuMs)));
  const memory = siteNames.map(
    (name) => spreadOf(measured[name].cold.map(({ memoryMb = 0 }) => memoryMb)).median,
  );
  return {
    columns: ['', 'This site', 'Starlight', 'Starlight / this site'],
    rows: [
      ...rows,
      ['Check before it, cold', formatSeconds(spreadOf(checks.cold)), '–', '–'],
      ['Check before it, warm', formatSeconds(spreadOf(checks.warm)), '–', '–'],
      [
        'Processor time, cold',
        ...cold.map(formatSeconds),
        formatRatio(cold[1]?.median ?? 0, cold[0]?.median ?? 0),
      ],
      [
        'Most memory, cold',
        ...memory.map((megabytes) => `${megabytes.toFixed(0)} MB`),
        formatRatio(memory[1] ?? 0, memory[0] ?? 0),
      ],
    ],
  };
}

function sizeTable({ ours, starlight }: Record<SiteName, Output>): Table {
  return {
    caption: 'What was built:',
    columns: ['', 'This site', 'Starlight', 'Starlight / this site'],
    rows: [
      ['Pages', String(ours.pages), String(starlight.pages), formatRatio(starlight.pages, ours.pages)],
      [
        'Words in the main parts',
        String(ours.words),
        String(starlight.words),
        formatRatio(starlight.words, ours.words),
      ],
      [
        'HTML',
        formatBytes(ours.htmlBytes),
        formatBytes(starlight.htmlBytes),
        formatRatio(starlight.htmlBytes, ours.htmlBytes),
      ],
    ],
  };
}
