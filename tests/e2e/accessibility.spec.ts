import { globSync } from 'node:fs';
import path from 'node:path';
import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { kindsOfPages } from './kinds-of-pages.ts';
import { axe, expect, searchFor, test } from './training-site.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
const widths = [390, 1440] as const;

for (const { name, path: address } of pagesToLookAt()) {
  test(`axe finds nothing on the page: ${name}`, async ({ page }) => {
    // A whole manual has tens of thousands of elements to look at.
    test.setTimeout(240_000);
    await page.goto(address);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page);
    }
  });
}

for (const width of widths) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('axe finds nothing on a planned class, its page and its bookings', async ({ page }) => {
      await page.goto('/cohorts/new/');
      await page.getByLabel('First day').fill('2027-02-28');
      await page.getByLabel(/^Room closes/).fill('16:00');
      await page.getByLabel('Learners', { exact: true }).fill('0');
      await expect(page.getByText('Use a whole number from 1 to 500.')).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel('Learners', { exact: true }).fill('9');
      await expect(page.getByRole('button', { name: /^Start on/ }).first()).toBeVisible();
      await expectAccessible(page);
      const link = await page.getByLabel(/^Link for the learners/).inputValue();
      await page.goto(link);
      await expect(page.getByRole('region', { name: 'Now' })).toBeVisible();
      await expectAccessible(page);
      await page.goto('/cohorts/bookings/');
      await page.getByLabel(/^Links of classes/).fill(`${link} broken`);
      await expect(page.getByText('Most nodes at once')).toBeVisible();
      await expectAccessible(page);
    });

    test('axe finds nothing in search with results', async ({ page }) => {
      await page.goto('/manuals/operations/02-architecture/');
      await searchFor(page, 'quorum');
      await expect(
        page.getByRole('group', { name: 'In the text' }).getByRole('option').first(),
      ).toBeVisible();
      await expectAccessible(page);
    });

    test('axe finds nothing in search without results', async ({ page }) => {
      await page.goto('/search/?q=zzzzqqqq');
      await expect(page.getByText('No result for').first()).toBeVisible();
      await expectAccessible(page);
    });

    test('axe finds nothing in the help', async ({ page }) => {
      await page.goto('/manuals/operations/02-architecture/');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('axe finds nothing with the menu, the path and the contents open', async ({ page }) => {
    await page.goto('/manuals/operations/02-architecture/');
    for (const name of ['The path', 'On this page', 'Menu']) {
      await page.locator('summary', { hasText: name }).first().click();
      await expectAccessible(page);
    }
  });
});

test('axe finds nothing with all answers and folds open', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/');
  await page
    .locator('article details')
    .evaluateAll((folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
  await expectAccessible(page);
});

test('axe finds what is wrong, in either theme', async ({ page }) => {
  await page.goto('/support/');
  await page.evaluate(() => {
    const image = new Image();
    const faint = document.createElement('p');
    faint.textContent = 'As dark as the page';
    // What cannot be read in the dark theme alone.
    faint.style.color = 'light-dark(#000000, #181818)';
    document.querySelector('main')?.append(image, faint);
  });
  const found = (await findViolations(page)).join('\n');
  expect(found).toContain('image-alt');
  expect(found).toContain('color-contrast');
});

/** One page of every kind, or, with `E2E_EVERY_PAGE=1`, every page of the site: that takes a quarter of an hour. */
function pagesToLookAt(): readonly { readonly name: string; readonly path: string }[] {
  if (process.env['E2E_EVERY_PAGE'] !== '1') return kindsOfPages;
  return globSync('dist/**/index.html')
    .map((file) => `/${path.relative('dist', path.dirname(file)).replaceAll(path.sep, '/')}/`)
    .map((address) => ({ name: address, path: address.replace('//', '/') }))
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** Everything in the light theme; in the dark one, where only colours differ, what has to do with colours. */
async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
}

async function findViolations(page: Page): Promise<string[]> {
  await useTheme(page, 'light');
  const inLight = await axe(page).withTags(tags).analyze();
  await useTheme(page, 'dark');
  const inDark = await axe(page).withRules(['color-contrast', 'link-in-text-block']).analyze();
  return [inLight, inDark].flatMap(describeViolations);
}

async function useTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((wanted) => (document.documentElement.dataset['theme'] = wanted), theme);
}

function describeViolations({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): string[] {
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${help}. ${target.join(' ')} ${failureSummary?.replaceAll(/\s+/g, ' ')}`,
    ),
  );
}
