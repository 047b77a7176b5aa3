import type { Page } from 'playwright/test';
import { expect, test } from './training-site.ts';

const section = '/manuals/operations/02-architecture/';

test('what is marked as read stays read, counts on the track, and is where home continues', async ({
  page,
}) => {
  await page.goto(section);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByRole('button', { name: 'Read' })).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Read' })).toHaveAttribute('aria-pressed', 'true');
  await page.goto('/tracks/operations/');
  await expect(page.getByText(/^1 of \d+ read/)).toBeVisible();
  await expect(stationOf(page)).toHaveAttribute('data-done');
  await page.goto('/');
  await page.locator('p', { hasText: 'Continue with' }).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${section}$`));
});

test('a mark can be taken back', async ({ page }) => {
  await page.goto(section);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await page.getByRole('button', { name: 'Read' }).click();
  await page.goto('/tracks/operations/');
  await expect(page.getByText(/^0 of \d+ read/)).toBeVisible();
});

test('a second tab sees what the first one marks', async ({ page, context }) => {
  await page.goto(section);
  const track = await context.newPage();
  await track.goto('/tracks/operations/');
  await page.bringToFront();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(stationOf(track)).toHaveAttribute('data-done');
  await expect(track.getByText(/^1 of \d+ read/)).toBeVisible();
});

test('ticks of a checklist stay', async ({ page }) => {
  await page.goto('/guides/coordinators/');
  const box = page.getByRole('checkbox').first();
  await box.check();
  await page.reload();
  await expect(box).toBeChecked();
  await expect(page.getByRole('checkbox').nth(1)).not.toBeChecked();
});

test('what is kept but cannot be read is as good as nothing', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('dwcp-training:progress', '{"read":[1,'));
  await page.goto(section);
  await expect(page.getByRole('button', { name: 'Mark as read' })).toBeVisible();
});

test.describe('where storage is blocked', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied.', 'SecurityError');
          },
        });
      }
    });
  });

  test('pages are read and searched as ever', async ({ page }) => {
    await page.goto(section);
    await expect(page.getByRole('navigation', { name: 'Operations path', exact: true })).toBeVisible();
    await page.keyboard.press('/');
    await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', /./);
  });

  test('marking says that nothing can be kept', async ({ page }) => {
    await page.goto(section);
    await page.getByRole('button', { name: 'Mark as read' }).click();
    const notice = page.getByRole('status').filter({ hasText: 'does not let the site keep anything' });
    await expect(notice).toBeVisible();
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toBeHidden();
  });
});

function stationOf(page: Page) {
  return page.getByRole('main').locator(`[data-station="${section}"]`);
}
