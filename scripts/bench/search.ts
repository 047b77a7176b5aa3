import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright/test';
import { createTitleSearch } from '../../src/client/search/title-search.ts';
import type { SearchIndex } from '../../src/domain/search-entries.ts';
import { chooseBrowser } from '../../src/node/browser.ts';
import { fullestPage } from './built-pages.ts';
import { formatMilliseconds, formatRatio, quantile, spreadOf } from './measure.ts';
import { queries } from './queries.ts';
import { showProgress, type PartReport, type Table } from './report.ts';
import { serveSite } from './serve-site.ts';
import { recordTransfers, transferCells, transferColumns, type Transfer } from './transfers.ts';
import { buildCopy } from './workspace.ts';

/** A slow 4G connection, as Lighthouse and Chromium's developer tools define it. */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};

const firstQuery = 'quorum';
/** Every eighth query, for the answers after the first. */
const laterQueries = queries.filter((_, position) => position % 8 === 4);
const fragments = 5;
const longestWaitMs = 30_000;

interface OwnAnswers {
  readonly titlesMs: number;
  readonly textMs: number;
}

interface ColdRun<Answer> {
  readonly first: Answer;
  readonly later: readonly Answer[];
  readonly transfers: readonly Transfer[];
}

/** Our search, which answers from a small index first, against Pagefind alone. */
export async function benchSearch({ runs }: { runs: number }): Promise<PartReport> {
  const dist = await buildCopy();
  const inNode = measureSmallIndex(dist);
  const site = await serveSite(dist);
  const browser = await chromium.launch(await chooseBrowser());
  try {
    const address = `${site.address}${await fullestPage(dist, 'manuals')}`;
    const own: ColdRun<OwnAnswers>[] = [];
    const alone: ColdRun<number>[] = [];
    for (let run = 0; run < runs; run += 1) {
      showProgress(`search: run ${run + 1} of ${runs}`);
      const both = [
        async () => own.push(await searchOurs(browser, address)),
        async () => alone.push(await searchPagefind(browser, address)),
      ];
      for (const search of run % 2 === 0 ? both : both.toReversed()) await search();
    }
    return {
      title: 'Search: ours against Pagefind alone',
      tables: [
        sizeTable(own.at(-1)?.transfers ?? [], alone.at(-1)?.transfers ?? []),
        answerTable(own, alone),
        inNode.table,
      ],
      notes: [
        `In the browser: Chromium ${browser.version()}, slow 4G (1.6 Mbit/s, round trip 150 ms, also for workers), files compressed by our server, on a manual section that has been loaded; ${runs} alternating runs, each with an empty cache: median (fastest–slowest).`,
        `Ours: from the key that opens search, with the query "${firstQuery}" typed at once, to the first titles and to the passages on the page; the passages wait ${120} ms for further keys. Later: ${laterQueries.length} other queries, one after another.`,
        `Pagefind alone: from the import of its script to the excerpts of the first ${fragments} pages; nothing is drawn.`,
        `Small index in Node: ${queries.length} queries as people type them, each ${inNode.rounds} times after a round that does not count.`,
      ],
      data: { own, alone, inNode: inNode.data },
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

async function coldPage(
  browser: Browser,
  address: string,
): Promise<{ page: Page; transfers: () => Promise<Transfer[]>; close: () => Promise<void> }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const transfers = recordTransfers(page);
  await page.goto(address, { waitUntil: 'networkidle' });
  await transfers();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4g);
  return { page, transfers, close: () => context.close() };
}

async function searchOurs(browser: Browser, address: string): Promise<ColdRun<OwnAnswers>> {
  const { page, transfers, close } = await coldPage(browser, address);
  const openedAt = await page.evaluate(() => {
    const start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }));
    return start;
  });
  await page.waitForSelector('training-search input', { timeout: longestWaitMs });
  const first = await page.evaluate(answerTimes, {
    query: firstQuery,
    start: openedAt,
    timeoutMs: longestWaitMs,
  });
  const loaded = await transfers();
  const later: OwnAnswers[] = [];
  for (const query of laterQueries)
    later.push(await page.evaluate(answerTimes, { query, start: undefined, timeoutMs: longestWaitMs }));
  await close();
  return { first, later, transfers: loaded };
}

/** Runs in the page: types a query and waits until both groups of results have been shown. */
async function answerTimes({
  query,
  start,
  timeoutMs,
}: {
  query: string;
  start: number | undefined;
  timeoutMs: number;
}): Promise<OwnAnswers> {
  const input = document.querySelector<HTMLInputElement>('training-search input');
  const [titles, text] = document.querySelectorAll('training-search [role=group]');
  if (input === null || titles === undefined || text === undefined)
    throw new Error('The search has no input or no groups of results.');
  const begin = start ?? performance.now();
  const shown = (group: Element): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer to "${query}".`)), timeoutMs);
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        observer.disconnect();
        resolve(performance.now() - begin);
      });
      observer.observe(group, { childList: true });
    });
  const both = Promise.all([shown(titles), shown(text)]);
  input.value = query;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const [titlesMs, textMs] = await both;
  return { titlesMs, textMs };
}

async function searchPagefind(browser: Browser, address: string): Promise<ColdRun<number>> {
  const { page, transfers, close } = await coldPage(browser, address);
  const first = await page.evaluate(pagefindTime, { query: firstQuery, pages: fragments });
  const loaded = await transfers();
  const later: number[] = [];
  for (const query of laterQueries)
    later.push(await page.evaluate(pagefindTime, { query, pages: fragments }));
  await close();
  return { first, later, transfers: loaded };
}

/** Runs in the page: asks Pagefind, and waits for the excerpts of the first pages. */
async function pagefindTime({ query, pages }: { query: string; pages: number }): Promise<number> {
  const start = performance.now();
  const script = '/pagefind/pagefind.js';
  const pagefind = (await import(script)) as {
    init(): Promise<void>;
    search(query: string): Promise<{ results: { data(): Promise<unknown> }[] }>;
  };
  await pagefind.init();
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, pages).map((result) => result.data()));
  return performance.now() - start;
}

function sizeTable(own: readonly Transfer[], alone: readonly Transfer[]): Table {
  const isPagefind = ({ path: name }: Transfer): boolean => name.startsWith('/pagefind/');
  const isIndex = ({ path: name }: Transfer): boolean => name.endsWith('search-index.json');
  const small = own.filter((transfer) => !isPagefind(transfer));
  const isFragment = ({ path: name }: Transfer): boolean => name.includes('/fragment/');
  const row = (title: string, transfers: readonly Transfer[]): string[] => [
    title,
    ...transferCells(transfers),
  ];
  return {
    caption: `What is loaded for the first answer, to "${firstQuery}":`,
    columns: ['', ...transferColumns],
    rows: [
      row('Small index', small.filter(isIndex)),
      row(
        'Search scripts',
        small.filter((transfer) => !isIndex(transfer)),
      ),
      row('Our first answer, all of it', small),
      row(
        'Pagefind: scripts',
        alone.filter(({ path: name }) => name.endsWith('.js')),
      ),
      row(
        'Pagefind: WebAssembly',
        alone.filter(({ path: name }) => name.includes('wasm')),
      ),
      row(
        'Pagefind: entry, meta and first index',
        alone.filter(
          (transfer) =>
            !transfer.path.endsWith('.js') && !transfer.path.includes('wasm') && !isFragment(transfer),
        ),
      ),
      row('Pagefind: fragments', alone.filter(isFragment)),
      row("Pagefind's first answer, all of it", alone),
    ],
  };
}

function answerTable(own: readonly ColdRun<OwnAnswers>[], alone: readonly ColdRun<number>[]): Table {
  const titles = {
    first: spreadOf(own.map(({ first }) => first.titlesMs)),
    later: spreadOf(own.flatMap(({ later }) => later.map(({ titlesMs }) => titlesMs))),
  };
  const text = {
    first: spreadOf(own.map(({ first }) => first.textMs)),
    later: spreadOf(own.flatMap(({ later }) => later.map(({ textMs }) => textMs))),
  };
  const pagefind = {
    first: spreadOf(alone.map(({ first }) => first)),
    later: spreadOf(alone.flatMap(({ later }) => later)),
  };
  const row = (title: string, stage: 'first' | 'later'): string[] => [
    title,
    formatMilliseconds(titles[stage]),
    formatMilliseconds(text[stage]),
    formatMilliseconds(pagefind[stage]),
    formatRatio(pagefind[stage].median, titles[stage].median),
  ];
  return {
    caption: 'How long an answer takes on slow 4G:',
    columns: [
      '',
      'Ours: titles and names',
      'Ours: passages',
      'Pagefind alone',
      'Pagefind alone / our titles',
    ],
    rows: [row('First answer', 'first'), row('Later answers', 'later')],
  };
}

/** How long the small index takes to answer, apart from loading and drawing. */
function measureSmallIndex(dist: string): { table: Table; rounds: number; data: unknown } {
  const rounds = 5;
  const index = JSON.parse(readFileSync(path.join(dist, 'search-index.json'), 'utf8')) as SearchIndex;
  const buildStart = performance.now();
  const search = createTitleSearch(index);
  const buildMs = performance.now() - buildStart;
  const times: number[] = [];
  let unanswered = 0;
  for (let round = 0; round <= rounds; round += 1) {
    for (const query of queries) {
      const start = performance.now();
      const found = search.find(query);
      if (round > 0) times.push(performance.now() - start);
      if (round === 0 && found.length === 0) unanswered += 1;
    }
  }
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p95, slowest] = [0.5, 0.95, 1].map((share) => quantile(sorted, share));
  const cell = (value: number | undefined): string => `${(value ?? 0).toFixed(2)} ms`;
  return {
    table: {
      caption: 'The small index alone, in Node:',
      columns: ['Queries', 'Without an answer', 'Making the index', 'p50', 'p95', 'Slowest'],
      rows: [
        [String(queries.length), String(unanswered), cell(buildMs), cell(p50), cell(p95), cell(slowest)],
      ],
    },
    rounds,
    data: { queries: queries.length, unanswered, buildMs, p50, p95, slowest },
  };
}
