import type { Page } from 'playwright/test';
import { expect, test } from './training-site.ts';

test.use({ colorScheme: 'light' });

test('the theme follows the system until it is chosen, and the choice is remembered', async ({ page }) => {
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Dark theme' });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.reload();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  await page.goto('/tracks/operations/');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(250, 248, 242)');
});

test('the chosen theme is there before anything is shown', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('theme', 'dark');
    new MutationObserver((_, observer) => {
      if (document.body === null) return;
      document.documentElement.dataset['themeAtFirst'] = document.documentElement.dataset['theme'] ?? 'none';
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-theme-at-first', 'dark');
});

test.describe('motion', () => {
  test('nothing moves for those who asked for that', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await movements(page)).toEqual([]);
  });

  test('otherwise only scrolling is smooth', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await movements(page)).toEqual(['HTML scrolls smoothly']);
  });
});

async function movements(page: Page): Promise<string[]> {
  await page.goto('/manuals/operations/02-architecture/');
  return page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { scrollBehavior, animationName, transitionDuration } = getComputedStyle(element);
      return [
        ...(scrollBehavior === 'smooth' ? [`${element.tagName} scrolls smoothly`] : []),
        ...(animationName !== 'none' ? [`${element.tagName} is animated`] : []),
        ...(transitionDuration !== '0s' ? [`${element.tagName} changes slowly`] : []),
      ];
    }),
  );
}
