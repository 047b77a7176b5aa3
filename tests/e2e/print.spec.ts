import { expect, test } from './training-site.ts';

test('a printed section has its text and nothing to click', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/');
  await page.emulateMedia({ media: 'print' });
  for (const name of [
    '.site-header',
    '.track-panel',
    '.reading-aside',
    '.toc-inline',
    '.breadcrumbs',
    '.page-actions',
    '.previous-next',
    '.copy-button',
    '.anchor-link',
    '.site-footer nav',
  ]) {
    await expect(page.locator(name).first(), name).toBeHidden();
  }
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('folded answers are printed', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/');
  await page.emulateMedia({ media: 'print' });
  for (const fold of [page.locator('details.answers').first(), page.locator('details.fold').first()]) {
    expect(await fold.evaluate((details) => details.lastElementChild?.checkVisibility())).toBe(true);
    expect(
      await fold.evaluate((details) => details.lastElementChild?.getBoundingClientRect().height),
    ).toBeGreaterThan(10);
  }
});

test.describe('in the dark theme', () => {
  test.use({ colorScheme: 'dark' });
  test('print is black on white', async ({ page }) => {
    await page.goto('/manuals/operations/02-architecture/');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(page.locator('body')).toHaveCSS('color', 'rgb(0, 0, 0)');
  });
});

test('the whole manual stands on one page, with links that stay on it', async ({ page }) => {
  await page.goto('/manuals/operations/print/');
  const sections = page.locator('.print-section');
  const listed = page.locator('.title-block ol li');
  await expect(sections).toHaveCount(await listed.count());
  const problems = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const known = new Set(ids);
    const targets = [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="#"]')].map((link) =>
      decodeURIComponent(link.hash.slice(1)),
    );
    return {
      duplicates: ids.filter((id, position) => ids.indexOf(id) !== position),
      deadLinks: targets.filter((target) => !known.has(target)),
    };
  });
  expect(problems).toEqual({ duplicates: [], deadLinks: [] });
});

test('the print button prints', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await page.goto('/manuals/operations/02-architecture/');
  await page.getByRole('link', { name: 'Print the whole manual' }).click();
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed');
});
