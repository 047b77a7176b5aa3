import { globSync, readFileSync } from 'node:fs';
import { kindsOfPages } from './kinds-of-pages.ts';
import { subPath, subPathFolder } from './sites.ts';
import { expect, failedLoads, results, searchFor, testBelowPath as test } from './training-site.ts';

test('every address in every page stays below the path', () => {
  const pages = globSync(`${subPathFolder}/**/*.html`);
  expect(pages.length).toBeGreaterThan(kindsOfPages.length);
  const outside = pages.flatMap((file) =>
    addressesIn(readFileSync(file, 'utf8'))
      .filter((address) => !address.startsWith(subPath))
      .map((address) => `${file}: ${address}`),
  );
  expect(outside).toEqual([]);
});

for (const { name, path } of kindsOfPages) {
  test(`asks for nothing outside its path: ${name}`, async ({ page }) => {
    const outside: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith(subPath)) outside.push(pathname);
    });
    await page.goto(path.slice(1), { waitUntil: 'networkidle' });
    expect(outside).toEqual([]);
  });
}

test('links lead along the track', async ({ page }) => {
  await page.goto('');
  await page.getByRole('main').getByRole('link', { name: 'Operations', exact: true }).first().click();
  await page
    .getByRole('main')
    .getByRole('link', { name: /^1 Training overview/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/training\/manuals\/operations\/01-training-overview\/$/);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await page.goto('');
  await page.locator('p', { hasText: 'Continue with' }).getByRole('link').click();
  await expect(page).toHaveURL(/\/training\/manuals\/operations\/01-training-overview\/$/);
});

test('both searches lead to pages below the path', async ({ page }) => {
  await page.goto('');
  await searchFor(page, 'quorum');
  await expect(page.getByRole('group', { name: 'In the text' }).getByRole('option').first()).toBeVisible();
  const addresses = await results(page).evaluateAll((options) =>
    options.map((option) => option.getAttribute('href') ?? ''),
  );
  expect(addresses.filter((address) => !address.startsWith(subPath))).toEqual([]);
  await page.getByRole('group', { name: 'In the text' }).getByRole('option').first().click();
  await expect(page).toHaveURL(/\/training\//);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('There is no page at this address');
});

test.describe('an unknown address', () => {
  test.use({ expectedErrors: failedLoads });
  test('is answered with pages below the path', async ({ page }) => {
    await page.goto('labs/operations/lab-5/');
    await expect(
      page.getByRole('main').getByRole('link', { name: '/labs/operations/lab-5-byzantine-attack/' }),
    ).toHaveAttribute('href', '/training/labs/operations/lab-5-byzantine-attack/');
  });
});

/** What the tags of a page name from the root of their host on. */
function addressesIn(html: string): string[] {
  return [...html.matchAll(/<[a-z][^<>]*>/g)].flatMap(([tag]) =>
    [...tag.matchAll(/\s(?:href|src|action|poster|data-[a-z-]*(?:href|src|url))="(\/[^"]*)"/g)].map(
      ([, address = '']) => address,
    ),
  );
}
