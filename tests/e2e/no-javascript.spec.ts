import { kindsOfPages } from './kinds-of-pages.ts';
import { expect, test } from './training-site.ts';

test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

for (const { name, path } of kindsOfPages) {
  test(`can be read without JavaScript: ${name}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(80);
    for (const control of await page.locator('.needs-js').all()) await expect(control).toBeHidden();
  });
}

test('the menu, the path and the contents of a page open on a phone', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/');
  await page.locator('summary', { hasText: 'On this page' }).click();
  await page.locator('.toc-inline').getByRole('link', { name: 'Quorum arithmetic' }).click();
  await expect(page).toHaveURL(/#quorum-arithmetic$/);
  await page.locator('summary', { hasText: 'The path' }).click();
  await page
    .getByRole('navigation', { name: 'Operations path', exact: true })
    .getByRole('link', { name: /Training overview/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Training overview');
  await page.locator('summary', { hasText: 'Menu' }).click();
  await page.getByRole('navigation', { name: 'Site menu' }).getByRole('link', { name: 'Reference' }).click();
  await expect(page).toHaveURL(/\/reference\/$/);
});

test('previous and next lead along the home track', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/');
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(page).toHaveURL(/\/manuals\/operations\/03-deployment-procedures\/$/);
});

test('folded answers open', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/');
  const answer = page.locator('details.answers').first();
  await expect(answer.getByRole('listitem').first()).toBeHidden();
  await answer.locator('summary').click();
  await expect(answer.getByRole('listitem').first()).toBeVisible();
});

test('the search page lists every page', async ({ page }) => {
  await page.goto('/search/');
  await expect(page.locator('noscript p')).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('link', { name: 'Lab 5: Handle a simulated Byzantine attack' })
    .click();
  await expect(page).toHaveURL(/\/labs\/operations\/lab-5/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`where the system is ${colorScheme}`, () => {
    test.use({ colorScheme });
    test('the page is so, too', async ({ page }) => {
      await page.goto('/');
      await expect(page.locator('body')).toHaveCSS(
        'background-color',
        colorScheme === 'dark' ? 'rgb(20, 27, 34)' : 'rgb(250, 248, 242)',
      );
    });
  });
}
