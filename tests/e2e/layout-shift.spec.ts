import type { Page } from 'playwright/test';
import { expect, test } from './training-site.ts';

const section = '/manuals/operations/02-architecture/';

for (const width of [390, 1440]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    for (const path of [
      '/',
      section,
      '/tracks/operations/',
      '/reference/metrics/',
      '/schedules/operations-5-day/',
    ]) {
      test(`nothing moves on ${path} when the fonts arrive late`, async ({ page }) => {
        await page.route(/\.woff2$/, async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 1200));
          await route.continue();
        });
        expect(await layoutShifts(page, path)).toEqual([]);
      });
    }

    test('nothing moves when there is something to continue', async ({ page }) => {
      await page.goto(section);
      await page.getByRole('button', { name: 'Mark as read' }).click();
      for (const path of ['/', '/tracks/operations/', section])
        expect(await layoutShifts(page, path), path).toEqual([]);
    });

    test('nothing moves for a reader on another track than the page', async ({ page }) => {
      await page.goto('/tracks/developer/');
      expect(await layoutShifts(page, section)).toEqual([]);
      await expect(page.locator('html')).toHaveAttribute('data-track', 'developer');
    });
  });
}

test('the fonts are there at once on the second page', async ({ page }) => {
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  await page.goto('/tracks/operations/');
  expect(await page.evaluate(() => document.fonts.check('600 16px "Manual Sans"'))).toBe(true);
});

/** What moved on a page while it loaded, without anybody doing anything. */
async function layoutShifts(page: Page, path: string): Promise<string[]> {
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const moved: string[] = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as LayoutShift[]) {
            const sources = entry.sources.map(
              ({ node, previousRect, currentRect }) =>
                `${node?.nodeName} ${node?.textContent?.trim().slice(0, 40)} (${previousRect.x}, ${previousRect.y} to ${currentRect.x}, ${currentRect.y})`,
            );
            moved.push(`${entry.value}: ${sources.join('; ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(moved), 500);
      }),
  );
}

/** The entry as Chromium gives it; the DOM types leave it out. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly {
    readonly node?: Node;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}
