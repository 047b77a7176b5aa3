import { expect, failedLoads, test } from './training-site.ts';

test.use({ expectedErrors: failedLoads });

test('an unknown address is answered with the nearest pages', async ({ page }) => {
  const answer = await page.goto('/manuals/operation/2-architectur/');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address');
  await page.getByRole('link', { name: '/manuals/operations/02-architecture/' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DWCP v3 architecture');
});

test('an address without its last slash leads to the page', async ({ page }) => {
  await page.goto('/tracks/operations');
  await expect(page).toHaveURL(/\/tracks\/operations\/$/);
});
