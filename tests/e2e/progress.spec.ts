import { readFile } from 'node:fs/promises';
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
  await expect(page.getByText(/^1 of \d+ done/)).toBeVisible();
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
  await expect(page.getByText(/^0 of \d+ done/)).toBeVisible();
});

test('a second tab sees what the first one marks', async ({ page, context }) => {
  await page.goto(section);
  const track = await context.newPage();
  await track.goto('/tracks/operations/');
  await page.bringToFront();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(stationOf(track)).toHaveAttribute('data-done');
  await expect(track.getByText(/^1 of \d+ done/)).toBeVisible();
});

test('ticks of a checklist stay', async ({ page }) => {
  await page.goto('/guides/coordinators/');
  const box = page.getByRole('checkbox').first();
  await box.check();
  await page.reload();
  await expect(box).toBeChecked();
  await expect(page.getByRole('checkbox').nth(1)).not.toBeChecked();
});

test('progress moves from one browser to another, and neither loses anything', async ({
  page,
  browser,
  baseURL,
}, info) => {
  await page.goto(section);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await page.goto('/progress/');
  await page.getByLabel('Your name in the file').fill('Ada');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as a file' }).click();
  const file = info.outputPath((await download).suggestedFilename());
  await (await download).saveAs(file);

  const other = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const elsewhere = await other.newPage();
  await elsewhere.goto('/guides/self-paced/');
  await elsewhere.getByRole('button', { name: 'Mark as read' }).click();
  await elsewhere.goto('/progress/');
  await elsewhere.getByLabel(/^Import files/).setInputFiles(file);
  await expect(elsewhere.getByRole('status')).toContainText('1 item taken');
  await expect(elsewhere.getByLabel('Your name in the file')).toHaveValue('Ada');
  await elsewhere.goto(section);
  await expect(elsewhere.getByRole('button', { name: 'Read' })).toHaveAttribute('aria-pressed', 'true');
  await elsewhere.goto('/guides/self-paced/');
  await expect(elsewhere.getByRole('button', { name: 'Read' })).toHaveAttribute('aria-pressed', 'true');
  await other.close();
});

test('a file that is damaged or foreign is refused with the reason, and what was there stays', async ({
  page,
}) => {
  await page.goto(section);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await page.goto('/progress/');
  await page.getByLabel(/^Import files/).setInputFiles([
    { name: 'cut.json', mimeType: 'application/json', buffer: Buffer.from('{"kind": "dwcp-tr') },
    { name: 'recipe.json', mimeType: 'application/json', buffer: Buffer.from('{"soup": true}') },
  ]);
  await expect(page.getByRole('status')).toContainText('cut.json is not JSON');
  await expect(page.getByRole('status')).toContainText('recipe.json is not a progress file of this course');
  await expect(page.getByText(/^1 of \d+ stops done/)).toBeVisible();
});

test('a reset can be undone, after a reload as well', async ({ page }) => {
  await page.goto(section);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await page.goto('/progress/');
  await page.getByRole('button', { name: 'Reset progress' }).click();
  await expect(page.getByText(/^0 of \d+ stops done/)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Undo the reset' }).click();
  await expect(page.getByText(/^1 of \d+ stops done/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo the reset' })).toBeHidden();
});

test('a coordinator sees from the files who is where, and takes it into a spreadsheet', async ({ page }) => {
  const exported = (id: string, name: string, read: readonly string[]) => ({
    name: `${name}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({
        kind: 'dwcp-training-progress',
        version: 1,
        exported: '2026-11-23T09:00:00.000Z',
        trainee: { id, name },
        progress: {
          read: Object.fromEntries(read.map((url) => [url, { at: '2026-11-23T09:00:00.000Z', read: true }])),
          labs: {},
          scores: {},
        },
      }),
    ),
  });
  await page.goto('/progress/group/');
  await page
    .getByLabel(/^Files of the trainees/)
    .setInputFiles([
      exported('0f8fad5b-d9cb-469f-a165-70867728950e', '=Kim', [section]),
      exported('7c9e6679-7425-40de-944b-e07fc1f90ae7', 'Sam', []),
      { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{') },
    ]);
  await expect(page.getByRole('status')).toContainText('2 files taken, 2 trainees');
  await expect(page.getByRole('status')).toContainText('broken.json is not JSON');
  await expect(page.getByRole('row', { name: /^=Kim/ })).toContainText(/1 of \d+/);
  await expect(page.getByRole('row', { name: /^Sam/ })).toContainText(/0 of \d+/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv).toContain('"\'=Kim"');
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
