import { createServer, type AddressInfo } from 'node:net';
import { chromium } from 'playwright/test';
import type { BrowserChoice } from '../../src/node/browser.ts';
import { spreadOf } from './measure.ts';
import { importFrom } from './workspace.ts';

/** Lighthouse's categories, and what they are called in tables. */
export const categories = {
  performance: 'Performance',
  accessibility: 'Accessibility',
  'best-practices': 'Best practices',
  seo: 'SEO',
} as const;
type Category = keyof typeof categories;

export interface Scores {
  /** From 0 to 100. */
  readonly byCategory: Readonly<Record<Category, number>>;
  /** Lowest and highest performance of the runs. */
  readonly performanceRange: readonly [number, number];
  /** First contentful paint of simulated slow 4G in ms, the median. */
  readonly firstPaintMs: number;
  /** Audits with weight that did not get their full score, with the score where it is a share. */
  readonly failed: readonly string[];
}

interface Result {
  readonly lhr: {
    readonly runtimeError?: { readonly message: string };
    readonly categories: Readonly<
      Record<string, { score: number | null; auditRefs: readonly { id: string; weight: number }[] }>
    >;
    readonly audits: Readonly<
      Record<string, { score: number | null; displayValue?: string; numericValue?: number }>
    >;
  };
}

type Lighthouse = (
  address: string,
  flags: { port: number; output: 'json'; logLevel: 'error'; onlyCategories: Category[] },
) => Promise<Result | undefined>;

/** Runs Lighthouse on a page, each time in a new browser. */
export async function measureLighthouse({
  tools,
  browserChoice,
  address,
  runs,
}: {
  tools: string;
  browserChoice: BrowserChoice;
  address: string;
  runs: number;
}): Promise<Scores> {
  const { default: lighthouse } = await importFrom<{ default: Lighthouse }>(tools, 'lighthouse');
  const results: Result['lhr'][] = [];
  for (let run = 0; run < runs; run += 1) {
    const port = await freePort();
    const browser = await chromium.launch({
      ...browserChoice,
      args: [...(browserChoice.args ?? []), `--remote-debugging-port=${port}`],
    });
    try {
      const result = await lighthouse(address, {
        port,
        output: 'json',
        logLevel: 'error',
        onlyCategories: Object.keys(categories) as Category[],
      });
      if (result === undefined || result.lhr.runtimeError !== undefined) {
        throw new Error(
          `Lighthouse could not measure ${address}: ${result?.lhr.runtimeError?.message ?? 'it gave no result'}`,
        );
      }
      results.push(result.lhr);
    } finally {
      await browser.close();
    }
  }
  const scoresOf = (category: Category): number[] =>
    results.map((lhr) => Math.round((lhr.categories[category]?.score ?? 0) * 100));
  const score = (category: Category): number => Math.round(spreadOf(scoresOf(category)).median);
  const performance = scoresOf('performance');
  return {
    byCategory: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
    },
    performanceRange: [Math.min(...performance), Math.max(...performance)],
    firstPaintMs: spreadOf(results.map(({ audits }) => audits['first-contentful-paint']?.numericValue ?? 0))
      .median,
    failed: failedAudits(results.at(-1)),
  };
}

function failedAudits(lhr: Result['lhr'] | undefined): string[] {
  if (lhr === undefined) return [];
  const weighted = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
  );
  return weighted.flatMap((id) => {
    const { score = null, displayValue } = lhr.audits[id] ?? {};
    if (score === null || score >= 0.9) return [];
    return [displayValue === undefined ? id : `${id} ${displayValue.replaceAll('\u00a0', ' ')}`];
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
