import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { expect, results, searchFor, test } from './training-site.ts';

/** Unpacks the copy below a folder and returns the address of its home page, as a double click opens it. */
function unpack(folder: string): string {
  const files = unzipSync(readFileSync('dist/downloads/dwcp-v3-training-folder.zip'));
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return pathToFileURL(path.join(folder, 'dwcp-v3-training/index.html')).href;
}

test('the copy for a folder is read, searched and marked without a server', async ({ page }, info) => {
  const home = unpack(info.outputPath('copy'));
  await page.goto(home);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The field manual for DWCP v3');
  await page.getByRole('main').getByRole('link', { name: 'Operations', exact: true }).first().click();
  await expect(page).toHaveURL(/tracks\/operations\/index\.html$/);
  await expect(page.locator('body')).toHaveCSS('font-family', /Manual Sans/);
  expect(
    await page.evaluate(() =>
      document.fonts.ready.then((fonts) => [...fonts].some(({ status }) => status === 'loaded')),
    ),
  ).toBe(true);
  await page
    .getByRole('main')
    .getByRole('link', { name: /^2 DWCP v3 architecture/ })
    .first()
    .click();
  await expect(page.locator('.figure svg').first()).toBeVisible();
  await page.getByRole('button', { name: 'Mark as read' }).click();

  await searchFor(page, 'quorum');
  await expect(results(page).first()).toBeVisible();
  const inText = page.getByRole('group', { name: 'In the text' }).getByRole('option');
  await expect(inText.first()).toContainText(/quorum/i);
  await inText.first().click();
  await expect(page).toHaveURL(/\/index\.html(#.*)?$/);

  await page.goto(new URL('progress/index.html', home).href);
  await expect(page.getByText(/^1 of \d+ stops done/)).toBeVisible();
  await page
    .getByRole('link', { name: /^Next: / })
    .first()
    .click();
  await expect(page).toHaveURL(/\/index\.html$/);
});

test('every link of the copy leads to a file that is in it, or to the site', () => {
  const files = unzipSync(readFileSync('dist/downloads/dwcp-v3-training-folder.zip'));
  const dead = Object.entries(files).flatMap(([name, content]) => {
    if (!name.endsWith('.html')) return [];
    const html = Buffer.from(content).toString('utf8');
    return [...html.matchAll(/<[^>]*?\s(?:href|src)="([^"]*)"/g)].flatMap(([, address = '']) => {
      const url = new URL(address.replaceAll('&amp;', '&'), `file:///${name}`);
      if (url.protocol !== 'file:') return [];
      return decodeURIComponent(url.pathname.slice(1)) in files ? [] : [`${name}: ${address}`];
    });
  });
  expect(dead).toEqual([]);
});
