import { existsSync } from 'node:fs';
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

/** What a manual section loads, and Lighthouse on ten kinds of page. */
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
  const site = await serveSite(dist);
  const scores: { name: string; address: string; scores: Scores }[] = [];
  try {
    const pages = await Promise.all(
      kinds.map(async ({ name, address, folder }) => ({
        name,
        address: address ?? (await fullestPage(dist, folder ?? '')),
      })),
    );
    for (const page of pages) {
      showProgress(`page: Lighthouse on ${page.address}`);
      scores.push({
        ...page,
        scores: await measureLighthouse({
          tools,
          browserChoice,
          address: `${site.address}${page.address}`,
          runs,
        }),
      });
    }
  } finally {
    await site.close();
  }
  return {
    title: 'Pages',
    tables: [
      ...loaded.map(({ name, transfers }) =>
        transferTable(`${name}: what ${section} loads before anybody touches it:`, transfers),
      ),
      {
        caption: `Lighthouse ${versionOf(tools, 'lighthouse')}, mobile:`,
        columns: ['Page', 'Address', ...Object.values(categories), 'Found'],
        rows: scores.map(({ name, address, scores: found }) => [
          name,
          address,
          ...Object.keys(categories).map((category) =>
            String(found.byCategory[category as keyof typeof categories]),
          ),
          found.failed.join(', '),
        ]),
      },
    ],
    notes: [
      `Lighthouse with its own mobile settings (simulated slow 4G, processor four times slower), on the loopback address without TLS, files compressed by our server; the median of ${runs} runs in each category. "Found" names the audits that cost points in the last run.`,
      hasPeer
        ? 'The Starlight page has the same words; it is the one that the part "build" made last.'
        : 'Run the part "build" first to see the same page made with Starlight beside it.',
    ],
    data: { loaded, scores },
  };
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
