import { kindsOfPages } from './kinds-of-pages.ts';
import { expect, test } from './training-site.ts';

const widths = [320, 390, 768, 1440];

// That no page has an error, breaks the content security policy or asks another host is checked by every test.
for (const { name, path } of kindsOfPages) {
  test(`is whole at every width: ${name}`, async ({ page }) => {
    const answer = await page.goto(path, { waitUntil: 'networkidle' });
    const policy = (await answer?.headerValue('content-security-policy')) ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const sideways = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        return [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > room)
          .slice(0, 5)
          .map((element) => `${element.tagName} ${element.className}`);
      });
      expect(sideways, `${width} px`).toEqual([]);
    }
  });
}

test('no line of a timetable is cut through', async ({ page }) => {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const schedule of ['operations-5-day', 'developer-5-day', 'security-3-day']) {
      await page.goto(`/schedules/${schedule}/`);
      const cut = await page
        .locator('.timetable')
        .first()
        .locator('.slot')
        .evaluateAll((slots) =>
          slots
            .filter((slot) => {
              const { webkitLineClamp: lines, lineHeight } = getComputedStyle(slot);
              // Short sessions show as many lines as they have room for.
              const needed =
                lines === 'none'
                  ? slot.scrollHeight
                  : Math.min(slot.scrollHeight, Number(lines) * Number.parseFloat(lineHeight));
              return needed > slot.clientHeight + 1;
            })
            .map((slot) => slot.textContent.trim()),
        );
      expect(cut, `${schedule} at ${width} px`).toEqual([]);
    }
  }
});
