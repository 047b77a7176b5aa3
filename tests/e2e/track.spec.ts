import { expect, failedLoads, test } from './training-site.ts';

test('a learner goes from home along the operations track', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Operations', exact: true }).first().click();
  await expect(page).toHaveURL(/\/tracks\/operations\/$/);
  await page
    .getByRole('main')
    .getByRole('link', { name: /^1 Training overview/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Training overview');
  const next = page
    .getByRole('navigation', { name: 'Previous and next on the Operations path' })
    .getByRole('link', { name: /^Next/ });
  await next.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DWCP v3 architecture');
  await next.click();
  await expect(page).toHaveURL(/\/manuals\/operations\/03-deployment-procedures\/$/);
});

test('a developer stays on the developer path through a section of the operations manual', async ({
  page,
}) => {
  await page.goto('/tracks/developer/');
  await page
    .getByRole('main')
    .getByRole('link', { name: /^2 DWCP v3 architecture/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/manuals\/operations\/02-architecture\/$/);
  await expect(page.locator('html')).toHaveAttribute('data-track', 'developer');
  const path = page.getByRole('navigation', { name: 'Developer path', exact: true });
  await expect(path.getByRole('link', { name: /DWCP v3 architecture/ })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await expect(path.getByRole('link', { name: /API deep dive$/ })).toBeVisible();
  await expect(path.getByRole('link', { name: /\(planned\)$/ })).toHaveCount(
    await path.locator('a.is-planned').count(),
  );
  await expect(page.getByRole('navigation', { name: 'Operations path', exact: true })).toBeHidden();
  const inks = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return [style.getPropertyValue('--accent'), style.getPropertyValue('--developer')];
  });
  expect(inks[0]).toBe(inks[1]);
  await page
    .getByRole('navigation', { name: 'Previous and next on the Developer path' })
    .getByRole('link', { name: /^Next/ })
    .click();
  await expect(page).toHaveURL(/\/manuals\/developer\/01-training-overview\/$/);
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(page).toHaveURL(/\/manuals\/developer\/02-api-deep-dive\/$/);
});

test('someone who comes straight to a section sees the path of its own manual', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/');
  await expect(page.locator('html')).toHaveAttribute('data-track', 'operations');
  await expect(
    page
      .getByRole('navigation', { name: 'Operations path', exact: true })
      .getByRole('link', { name: /DWCP v3 architecture/ }),
  ).toHaveAttribute('aria-current', 'page');
});

test.describe('on a broken connection', () => {
  test.use({ expectedErrors: failedLoads });

  test('where the path of the own track cannot be loaded, that of the manual stays', async ({ page }) => {
    await page.goto('/tracks/developer/');
    await page.route('**/tracks/developer/', (route) => route.abort());
    await page.goto('/manuals/operations/02-architecture/');
    await expect(page.locator('html')).toHaveAttribute('data-track', 'developer');
    await expect(page.getByRole('navigation', { name: 'Operations path', exact: true })).toBeVisible();
  });
});
