import type { Page } from 'playwright/test';
import { expect, test } from './training-site.ts';

const section = '/manuals/operations/02-architecture/';

test('the first stop of the Tab key skips to the text', async ({ page }) => {
  await page.goto(section);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the text' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('main');
});

test('brackets go forward and back along the path', async ({ page }) => {
  await page.goto(section);
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/\/03-deployment-procedures\/$/);
  // The address changes before the scripts of the page listen.
  await page.waitForLoadState();
  await page.keyboard.press('[');
  await expect(page).toHaveURL(new RegExp(`${section}$`));
  await page.waitForLoadState();
  await page.keyboard.press('[');
  await expect(page).toHaveURL(/\/01-training-overview\/$/);
});

test('keys that are typed into a field are text', async ({ page }) => {
  await page.goto(section);
  await page.keyboard.press('/');
  await page.keyboard.type('[/]?');
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('[/]?');
  await expect(page).toHaveURL(new RegExp(`${section}$`));
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
});

test('a question mark opens help, and Escape closes it', async ({ page }) => {
  await page.goto(section);
  const button = page.getByRole('button', { name: 'Mark as read' });
  await button.focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help).toBeVisible();
  await expect(help.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(button).toBeFocused();
});

test('arrow keys move through tabs, and the choice is remembered', async ({ page }) => {
  await page.goto(section);
  await addTabs(page, ['Datacenter', 'Hybrid', 'Internet']);
  const tab = (name: string) => page.getByRole('tab', { name });
  await tab('Datacenter').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Hybrid')).toBeFocused();
  await expect(tab('Hybrid')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel', { name: 'Hybrid' })).toBeVisible();
  await expect(page.getByText('Text of Datacenter')).toBeHidden();
  await page.keyboard.press('End');
  await expect(tab('Internet')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Datacenter')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.goto('/tracks/operations/');
  await addTabs(page, ['Datacenter', 'Internet']);
  await expect(tab('Internet')).toHaveAttribute('aria-selected', 'true');
});

test('code, tables and figures that scroll sideways are reached', async ({ page }) => {
  await page.goto(section);
  for (const name of ['.code-block pre', '.table-frame', '.figure-frame']) {
    for (const box of await page.locator(name).all()) await expect(box).toHaveAttribute('tabindex', '0');
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the menu opens, is walked through and closes', async ({ page }) => {
    await page.goto('/');
    const summary = page.locator('.menu summary');
    const links = page.getByRole('navigation', { name: 'Site menu' }).getByRole('link');
    await summary.focus();
    await page.keyboard.press('Enter');
    await expect(links.first()).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(links.first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(links.first()).toBeHidden();
    await expect(summary).toBeFocused();
  });
});

/** Adds tabs as the component of that name writes them, so that the test does not depend on a page that has some. */
async function addTabs(page: Page, titles: readonly string[]): Promise<void> {
  await page.getByRole('main').evaluate((main, names) => {
    const panels = names.map(
      (name) =>
        `<section class="tab-panel" data-tab="${name}"><p class="tab-title">${name}</p><p>Text of ${name}</p></section>`,
    );
    main.insertAdjacentHTML(
      'afterbegin',
      `<training-tabs class="tabs" data-group="mode">${panels.join('')}</training-tabs>`,
    );
  }, titles);
}
