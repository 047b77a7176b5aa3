import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright/test';
import { chooseBrowser } from '../../src/node/browser.ts';
import { fullestPage } from './built-pages.ts';
import { categories, measureLighthouse, type Scores } from './lighthouse.ts';
import { showProgress, type PartReport, type Table } from './report.ts';
import { serveSite } from './serve-site.ts';
import { recordTransfers, transferCells, transferColumns, type Transfer } from './transfers.ts';
import { benchFolder, buildCopy, installTools, versionOf } from './workspace.ts';

/** Kinds of page by name: an address, or the folder whose fullest page is taken. */
const kinds: readonly { readonly name: string; readonly address?: string; readonly folder?: string }[] = [
  { name: 'home', address: '/' },
  { name: 'track', folder: 'tracks' },
  { name: 'manual section', folder: 'manuals' },
  { name: 'lab', folder: 'labs' },
  { name: 'runbook', folder: 'runbooks' },
  { name: 'exam', folder: 'exams' },
  { name: 'schedule', folder: 'schedules' },
  { name: 'reference', folder: 'reference' },
  { name: 'status', address: '/status/' },
  { name: 'search', address: '/search/' },
];

/** A page with one sentence and nothing to load: what it is short of 100 is the machine's doing. */
const blankPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A page with one sentence</title>
    <meta name="viewport" content="width=device-width">
    <meta name="description" content="Measured beside the others.">
  </head>
  <body><main><h1>One sentence.</h1></main></body>
</html>
`;

/** What a manual section loads, and Lighthouse on ten kinds of page, a peer's section and an empty page. */
export async function benchPage({ runs }: { runs: number }): Promise<PartReport> {
  const dist = await buildCopy();
  const section = await fullestPage(dist, 'manuals');
  const starlight = path.join(benchFolder, 'starlight/dist');
  const hasPeer = existsSync(path.join(starlight, section, 'index.html'));
  const browserChoice = await chooseBrowser();
  const browser = await chromium.launch(browserChoice);
  const loaded: { name: string; transfers: Transfer[] }[] = [];
  try {
    loaded.push({ name: 'This site', transfers: await loadPage(browser, dist, section) });
    if (hasPeer) loaded.push({ name: 'Starlight', transfers: await loadPage(browser, starlight, section) });
  } finally {
    await browser.close();
  }

  const tools = await installTools();
  const blank = path.join(benchFolder, 'blank');
  mkdirSync(blank, { recursive: true });
  writeFileSync(path.join(blank, 'index.html'), blankPage);
  const measured = [
    ...(await Promise.all(
      kinds.map(async ({ name, address, folder }) => ({
        name,
        site: dist,
        address: address ?? (await fullestPage(dist, folder ?? '')),
      })),
    )),
    ...(hasPeer ? [{ name: 'manual section, Starlight', site: starlight, address: section }] : []),
    { name: 'empty page', site: blank, address: '/' },
  ];
  const scores: { name: string; address: string; scores: Scores }[] = [];
  for (const { name, site, address } of measured) {
    showProgress(`page: Lighthouse on ${address} (${name})`);
    const served = await serveSite(site);
    try {
      scores.push({
        name,
        address,
        scores: await measureLighthouse({
          tools,
          browserChoice,
          address: `${served.address}${address}`,
          runs,
        }),
      });
    } finally {
      await served.close();
    }
  }
  return {
    title: 'Pages',
    tables: [
      ...loaded.map(({ name, transfers }) =>
        transferTable(`${name}: what ${section} loads before anybody touches it:`, transfers),
      ),
      {
        caption: `Lighthouse ${versionOf(tools, 'lighthouse')}, mobile:`,
        columns: ['Page', 'Address', ...Object.values(categories), 'First paint', 'Found'],
        rows: scores.map(({ name, address, scores: found }) => [
          name,
          address,
          ...Object.keys(categories).map((category) =>
            category === 'performance'
              ? performanceCell(found)
              : String(found.byCategory[category as keyof typeof categories]),
          ),
          `${(found.firstPaintMs / 1000).toFixed(2)} s`,
          found.failed.join(', '),
        ]),
      },
    ],
    notes: [
      `Lighthouse with its own mobile settings (simulated slow 4G, processor four times slower), on the loopback address without TLS, files compressed by our server; the median of ${runs} runs in each category, for performance with the lowest and the highest. What the empty page is short of 100, and the spread of its first paint, is the machine's doing. "Found" names the audits that cost points in the last run.`,
      hasPeer
        ? 'The Starlight page has the same words; it is the one that the part "build" made last.'
        : 'Run the part "build" first to see the same page made with Starlight beside it.',
    ],
    data: { loaded, scores },
  };
}

function performanceCell({ byCategory, performanceRange: [lowest, highest] }: Scores): string {
  return lowest === highest
    ? String(byCategory.performance)
    : `${byCategory.performance} (${lowest}–${highest})`;
}

async function loadPage(browser: Browser, folder: string, address: string): Promise<Transfer[]> {
  const site = await serveSite(folder);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const transfers = recordTransfers(page);
    await page.goto(`${site.address}${address}`, { waitUntil: 'networkidle' });
    return await transfers();
  } finally {
    await context.close();
    await site.close();
  }
}

function transferTable(caption: string, transfers: readonly Transfer[]): Table {
  const names: Readonly<Record<string, string>> = {
    document: 'HTML',
    stylesheet: 'Styles',
    script: 'Scripts',
    font: 'Fonts',
  };
  const others = transfers.filter(({ type }) => !(type in names));
  return {
    caption,
    columns: ['', ...transferColumns],
    rows: [
      ...Object.entries(names).map(([type, name]) => [
        name,
        ...transferCells(transfers.filter((transfer) => transfer.type === type)),
      ]),
      ...(others.length === 0 ? [] : [['Others', ...transferCells(others)]]),
      ['Together', ...transferCells(transfers)],
    ],
  };
}
