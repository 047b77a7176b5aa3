import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Locator, type Page } from 'playwright/test';

interface Options {
  /** What a test provokes on purpose: console errors that match are no fault. */
  expectedErrors: RegExp | undefined;
}

interface Fixtures {
  /** Fails a test, whatever it is about, when a page had an error, broke the content security policy or asked another host. */
  faults: string[];
}

/** Playwright's `test` on the site at the root of its host. */
export const test = base.extend<Options & Fixtures>({
  expectedErrors: [undefined, { option: true }],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are asked for.
  baseURL: async ({}, use) => {
    await use(rootSite());
  },
  faults: [
    async ({ context, expectedErrors }, use) => {
      const faults = await watch(context);
      await use(faults);
      expect(faults.filter((fault) => expectedErrors?.test(fault) !== true)).toEqual([]);
    },
    { auto: true },
  ],
});

/** The same on the site that is served below `/training/`; `page.goto('')` opens its home page. */
export const testBelowPath = test.extend({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are asked for.
  baseURL: async ({}, use) => {
    await use(environment('E2E_SUB_PATH_SITE'));
  },
});

export { expect };

/** No page has a frame, and nobody reads what passed; without both, axe takes a third of the time on a long page. */
export function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
}

/** Address of the site at the root of its host, with a slash at the end. */
export function rootSite(): string {
  return environment('E2E_ROOT_SITE');
}

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; tests/e2e/sites.ts sets it.`);
  return value;
}

async function watch(context: BrowserContext): Promise<string[]> {
  const faults: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error')
      faults.push(`${message.page()?.url()}: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => faults.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1')
      faults.push(`A request went to ${url.href}.`);
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`The content security policy stopped ${event.blockedURI} (${event.effectiveDirective}).`);
    });
  });
  return faults;
}

/** Loads that are under way when the network is taken away, or an address that is not there, are logged by the browser. */
export const failedLoads = /Failed to load resource|net::ERR_/;

/** Opens search with the key and types a query. */
export async function searchFor(page: Page, query: string): Promise<void> {
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search' }).fill(query);
}

/** What search has found; the choices of its filters are options, too. */
export function results(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Results' }).getByRole('option');
}
