import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { kindsOfPages } from './kinds-of-pages.ts';
import { expect, searchFor, test } from './training-site.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
const widths = [390, 1440] as const;

for (const width of widths) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    for (const { name, path } of kindsOfPages) {
      test(`axe finds nothing on the page of the kind: ${name}`, async ({ page }) => {
        // A whole manual has tens of thousands of elements to look at.
        test.setTimeout(400_000);
        await page.goto(path);
        await expectAccessible(page);
      });
    }

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

/** Everything in the light theme; in the dark one, where only colours differ, what has to do with colours. */
async function expectAccessible(page: Page): Promise<void> {
  await useTheme(page, 'light');
  expect(describeViolations(await new AxeBuilder({ page }).withTags(tags).analyze())).toEqual([]);
  await useTheme(page, 'dark');
  const colours = new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']);
  expect(describeViolations(await colours.analyze())).toEqual([]);
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
