import { expect, test } from './training-site.ts';

const section = '/manuals/operations/02-architecture/';

test('the copy button of a session copies its commands without prompts and output', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(section);
  const session = page.locator('.code-block', { has: page.locator('.lang-console') }).first();
  await session.getByRole('button', { name: 'Copy the code' }).click();
  await expect(session.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const typed = await session.locator('.cmd').allTextContents();
  expect(typed.length).toBeGreaterThan(0);
  expect(copied).toBe(typed.join('\n'));
  expect(copied).not.toMatch(/^\$/m);
});

test('the copy button of a file copies all of it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(section);
  const file = page.locator('.code-block', { has: page.locator('.lang-yaml') }).first();
  await file.getByRole('button', { name: 'Copy the code' }).click();
  await expect(file.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    (await file.locator('code').textContent())?.trimEnd(),
  );
});

test('a report carries the page, the section being read and the version', async ({ page }) => {
  await page.goto(`${section}#quorum-arithmetic`);
  const current = page.getByRole('navigation', { name: 'On this page' }).locator('a[aria-current]');
  await expect(current).toHaveText('Quorum arithmetic');
  const version = (await page.locator('article').getAttribute('data-version')) ?? '';
  expect(version).toMatch(/^\d+\.\d+/);
  // A click with the mouse would scroll to the link, and so to another section.
  await page.getByRole('link', { name: 'Report a mistake' }).dispatchEvent('click');
  await expect(page).toHaveURL(/\/support\/\?page=/);
  await expect(page.locator('[data-report-page]')).toHaveText(section);
  await expect(page.locator('[data-report-section]')).toHaveText('quorum-arithmetic');
  await expect(page.locator('[data-report-version]')).toHaveText(version);
  const mail = decodeURIComponent(
    (await page.getByRole('link', { name: 'Write the report' }).getAttribute('href')) ?? '',
  );
  expect(mail).toContain(`Page: ${section}\nSection: quorum-arithmetic\nVersion: ${version}`);
});

test('a heading has a link to itself', async ({ page }) => {
  await page.goto(section);
  await page.getByRole('heading', { name: 'Quorum arithmetic' }).getByRole('link').click();
  await expect(page).toHaveURL(/#quorum-arithmetic$/);
});

test('a link to an entry of the reference shows it below the header', async ({ page }) => {
  await page.goto('/reference/metrics/#dwcp_state_sync_lag_seconds');
  const top = await page
    .locator('#dwcp_state_sync_lag_seconds')
    .evaluate((entry) => entry.getBoundingClientRect().top);
  const header = await page.locator('.site-header').evaluate((bar) => bar.getBoundingClientRect().bottom);
  expect(top).toBeGreaterThanOrEqual(header);
});
