import type { Page } from 'playwright/test';
import { failedLoads, expect, results, searchFor, test, testBelowPath } from './training-site.ts';

const section = 'manuals/operations/02-architecture/';

/** Keeps a track on its page and waits until the copy is whole. */
async function keep(page: Page, track: string): Promise<void> {
  await page.goto(`tracks/${track}/`);
  await page.getByRole('button', { name: /^Keep it on this device/ }).click();
  // Two hundred files, from a machine that may do other things at the same time.
  await expect(page.getByText(/^This track is kept on this device/)).toBeVisible({ timeout: 60_000 });
}

test('nothing is fetched or registered before a reader asks for it', async ({ page, context }) => {
  await page.goto('/tracks/operations/', { waitUntil: 'networkidle' });
  await page.goto(`/${section}`, { waitUntil: 'networkidle' });
  expect(context.serviceWorkers()).toEqual([]);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

for (const [place, run] of [
  ['at the root of its host', test],
  ['below a path', testBelowPath],
] as const) {
  run.describe(`with the network cut, ${place}`, () => {
    // Loads that fail without a network are logged by the browser.
    run.use({ expectedErrors: failedLoads });

    run('a kept track is read and searched', async ({ page, context }) => {
      await keep(page, 'operations');
      await context.setOffline(true);
      await page.goto(section);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('DWCP v3 architecture');
      await expect(page.locator('.figure svg').first()).toBeVisible();
      expect(await page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Mark as read' }).click();

      await searchFor(page, 'quorum');
      await expect(results(page).first()).toBeVisible();
      const inText = page.getByRole('group', { name: 'In the text' }).getByRole('option');
      await expect(inText.first()).toBeVisible();
      await results(page).first().click();
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(
        'This page is not kept on this device',
      );

      await page.goto('tracks/operations/');
      await expect(page.getByText(/^1 of \d+ done/)).toBeVisible();
      // A lab starts the cluster without the network, and a command answers.
      await page.goto('labs/operations/lab-3-vm-migration-datacenter/');
      await page.keyboard.press('t');
      await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
      await page.keyboard.type('dwcp-cli cluster status');
      await page.keyboard.press('Enter');
      await expect(page.locator('.xterm-rows')).toContainText('training-cluster-1');

      await page.goto('status/');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'This page is not kept on this device',
      );
    });
  });
}

test('a copy that is removed leaves nothing behind', async ({ page }) => {
  await keep(page, 'security');
  await page.getByRole('button', { name: 'Remove the copy' }).click();
  await expect(page.getByRole('button', { name: /^Keep it on this device/ })).toBeVisible();
  expect(
    await page.evaluate(() =>
      caches.keys().then((names) => names.filter((name) => name.startsWith('dwcp-'))),
    ),
  ).toEqual([]);
  expect(
    await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)),
  ).toBe(0);
});

test('a newer version is announced, and fetched when the reader says so', async ({ page }) => {
  await keep(page, 'developer');
  // An older copy: one page as it was, and a list that says so.
  await page.evaluate(async () => {
    const cache = await caches.open('dwcp-track-developer');
    const address = new URL('/offline/developer.json', location.href).href;
    const list = (await (await cache.match(address))?.json()) as {
      version: string;
      files: { url: string; hash: string }[];
    };
    const files = list.files.map((file) => (file.url === '/glossary/' ? { ...file, hash: 'old' } : file));
    await cache.put(new URL('/glossary/', location.href).href, new Response('old'));
    await cache.put(address, Response.json({ ...list, version: 'old', files }));
  });
  await page.goto('/paths/');
  const notice = page.getByRole('status').filter({ hasText: 'A newer version of Developer is there' });
  await notice.getByRole('button', { name: 'Update the copy' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'up to date' })).toContainText(
    /is up to date \(\d+ kB fetched\)/,
  );
  const glossary = await page.evaluate(async () => {
    const cache = await caches.open('dwcp-track-developer');
    // What is kept is packed; the service worker unpacks what it answers.
    const packed = (await cache.match(new URL('/glossary/', location.href).href))?.body;
    return packed && new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text();
  });
  expect(glossary).toContain('<h1>Glossary</h1>');
});

test.describe('when the network fails half way', () => {
  test.use({ expectedErrors: failedLoads });
  test('no half copy is taken for a whole one', async ({ page, context }) => {
    await page.goto('/tracks/operations/');
    await context.route('**/glossary/', (route) => route.abort());
    await page.getByRole('button', { name: /^Keep it on this device/ }).click();
    await expect(page.getByText(/^The copy could not be made/)).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: /^Keep it on this device/ })).toBeVisible();
  });
});
