import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright/test';
import { expect, results, searchFor, test } from './training-site.ts';

const kilobyte = 1000;

test('a manual section loads at most 10 kB of scripts, in two files, and 15 kB of styles', async ({
  page,
}) => {
  const responses = record(page);
  await page.goto('/manuals/operations/02-architecture/', { waitUntil: 'networkidle' });
  // The entry, which Astro names, and what it imports.
  expect(responses.filter((response) => response.request().resourceType() === 'script')).toHaveLength(2);
  expect(await compressedSize(responses, 'script')).toBeLessThanOrEqual(10 * kilobyte);
  expect(await compressedSize(responses, 'stylesheet')).toBeLessThanOrEqual(15 * kilobyte);
});

test('search by title adds at most 60 kB, its index included', async ({ page }) => {
  await page.goto('/manuals/operations/02-architecture/', { waitUntil: 'networkidle' });
  const responses = record(page);
  await searchFor(page, 'quorum');
  await expect(results(page).first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  const small = responses.filter((response) => !response.url().includes('/pagefind/'));
  expect(small.some((response) => response.url().endsWith('/search-index.json'))).toBe(true);
  expect(await compressedSize(small)).toBeLessThanOrEqual(60 * kilobyte);
});

test('nothing of the terminal is loaded before it is asked for, and then at most 150 kB with the simulator', async ({
  page,
}) => {
  const before = record(page);
  await page.goto('/cluster/', { waitUntil: 'networkidle' });
  expect(await compressedSize(before, 'script')).toBeLessThanOrEqual(10 * kilobyte);
  expect(await compressedSize(before, 'stylesheet')).toBeLessThanOrEqual(15 * kilobyte);
  expect(before.some((response) => response.url().endsWith('/commands.json'))).toBe(false);
  const responses = record(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
  await page.waitForLoadState('networkidle');
  // xterm alone is 72 kB of it. As hosts send scripts that they keep compressed, with Brotli.
  expect(await compressedSize(responses, 'script', brotliCompressSync)).toBeLessThanOrEqual(150 * kilobyte);
});

for (const path of ['/cohorts/new/', '/cohorts/', '/cohorts/bookings/']) {
  test(`${path} loads at most 60 kB of scripts, and what writes calendars only with the first calendar`, async ({
    page,
  }) => {
    const responses = record(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    const size = await compressedSize(responses, 'script');
    expect(size).toBeLessThanOrEqual(60 * kilobyte);
    expect(await writeAlarms(responses)).toBe(false);
    if (path !== '/cohorts/new/') return;
    await page.getByRole('button', { name: 'Calendar for learners' }).click();
    await expect(page.getByText(/\.ics is saved\.$/)).toBeVisible();
    expect(await writeAlarms(responses)).toBe(true);
  });
}

/** Whether one of the scripts is the writer of calendars, which alone knows alarms. */
async function writeAlarms(responses: readonly Response[]): Promise<boolean> {
  const scripts = responses.filter((response) => response.request().resourceType() === 'script');
  const texts = await Promise.all(scripts.map((response) => response.text()));
  return texts.some((text) => text.includes('VALARM'));
}

function record(page: Page): Response[] {
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  return responses;
}

/** What a host sends that compresses with gzip, or with what is given. */
async function compressedSize(
  responses: readonly Response[],
  type?: string,
  compress: (body: Buffer) => Buffer = (body) => gzipSync(body, { level: 9 }),
): Promise<number> {
  const wanted = responses.filter(
    (response) => type === undefined || response.request().resourceType() === type,
  );
  const bodies = await Promise.all(wanted.map((response) => response.body()));
  return bodies.reduce((sum, body) => sum + compress(body).length, 0);
}
