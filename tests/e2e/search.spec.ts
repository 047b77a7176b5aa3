import { expect, failedLoads, results, searchFor, test } from './training-site.ts';

test('an acronym leads to the section that teaches it', async ({ page }) => {
  await page.goto('/');
  await searchFor(page, 'AMST');
  await page
    .getByRole('option', { name: /^AMST: Adaptive Multi-Stream Transport 2 DWCP v3 architecture/ })
    .first()
    .click();
  await expect(page).toHaveURL(
    /\/manuals\/operations\/02-architecture\/#amst-adaptive-multi-stream-transport$/,
  );
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('an expansion leads to its acronym', async ({ page }) => {
  await page.goto('/');
  await searchFor(page, 'adaptive multi-stream transport');
  await expect(page.locator('[role=option][href="/glossary/#amst"]')).toBeVisible();
});

test('the name of a metric leads to its entry first', async ({ page }) => {
  await page.goto('/');
  await searchFor(page, 'dwcp_state_sync_lag_seconds');
  await expect(results(page).first()).toHaveAttribute(
    'href',
    '/reference/metrics/#dwcp_state_sync_lag_seconds',
  );
});

test('a word of the text is found with its passage', async ({ page }) => {
  await page.goto('/');
  await searchFor(page, 'hypervisor');
  const passages = page.getByRole('group', { name: 'In the text' });
  await expect(passages.getByRole('option').first().locator('mark').first()).toHaveText(/hypervisor/i);
});

test('results can be narrowed by kind and status, and the address keeps it', async ({ page }) => {
  await page.goto('/search/');
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Lab' });
  await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Complete' });
  await page.getByRole('combobox', { name: 'Search' }).fill('migrate');
  await expect(page).toHaveURL(/\?q=migrate&kind=lab&status=complete$/);
  await page.reload();
  const found = page.getByRole('group', { name: 'Titles and names' }).getByRole('option');
  await expect(found.first()).toBeVisible();
  for (const address of await found.evaluateAll((options) =>
    options.map((option) => option.getAttribute('href')),
  )) {
    expect(address).toMatch(/^\/labs\//);
  }
  await expect(page.getByRole('heading', { name: 'All pages' })).toBeHidden();
});

test('the keyboard alone finds a page and opens it', async ({ page }) => {
  await page.goto('/tracks/operations/');
  await page.keyboard.press('/');
  await page.keyboard.type('quorum');
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('quorum');
  await expect(results(page).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  const active = page.locator('[role=option][aria-selected=true]');
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveAttribute(
    'aria-activedescendant',
    (await active.getAttribute('id')) ?? '',
  );
  const address = (await active.getAttribute('href')) ?? '';
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname + url.hash === address);
});

test('Escape closes search and gives the focus back', async ({ page }) => {
  await page.goto('/tracks/operations/');
  const link = page.getByRole('main').getByRole('link').first();
  await link.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(link).toBeFocused();
});

test('nothing found leads on to the glossary and the reference', async ({ page }) => {
  await page.goto('/');
  await searchFor(page, 'zzzzqqqq');
  await expect(page.getByText('No result for “zzzzqqqq”.').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Look it up in the glossary' })).toBeVisible();
});

test.describe('without the network', () => {
  test.use({ expectedErrors: failedLoads });

  test('search says that it could not be loaded', async ({ page }) => {
    await page.route(/\/(pagefind\/|search-index\.json)/, (route) => route.abort());
    await page.goto('/');
    await searchFor(page, 'quorum');
    await expect(page.getByText('neither its index nor the text could be loaded').first()).toBeVisible();
  });

  test('titles are found when only the text is out of reach', async ({ page }) => {
    await page.route(/\/pagefind\//, (route) => route.abort());
    await page.goto('/');
    await searchFor(page, 'quorum');
    await expect(page.getByText('the full text could not be loaded').first()).toBeVisible();
    await expect(results(page).first()).toBeVisible();
  });

  test('the search button still leads to the search page when its script does not load', async ({ page }) => {
    await page.goto('/');
    await page.route(/\/_astro\/.*\.js$/, (route) => route.abort());
    await page.keyboard.press('/');
    await expect(page).toHaveURL(/\/search\/$/);
    await expect(page.getByRole('heading', { name: 'All pages' })).toBeVisible();
  });
});
