import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright';
import { chooseBrowser } from './browser.ts';
import { createSiteServer } from './site-server.ts';
import type { SiteSettings } from './site-settings.ts';

/** A pack as PDF. */
export interface PrintedPack {
  readonly id: string;
  readonly pdf: Buffer;
}

/** Prints packs of a built site with the browser of the tests: tagged, with an outline, and dated with the release. */
export async function printPacks(
  folder: string,
  ids: readonly string[],
  { site, base }: SiteSettings,
  date: string,
): Promise<PrintedPack[]> {
  const server = createSiteServer(folder, base);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch(await chooseBrowser());
  try {
    const page = await browser.newPage();
    const printed: PrintedPack[] = [];
    for (const id of ids) {
      const answer = await page.goto(`${host}${base}packs/${id}/`, { waitUntil: 'networkidle' });
      if (answer?.status() !== 200)
        throw new Error(`There is no pack "${id}" in ${folder}; build the site first.`);
      await leadLinksToSite(page, site);
      await useKnownTypes(page);
      const pdf = await page.pdf({
        format: 'A4',
        tagged: true,
        outline: true,
        printBackground: true,
        preferCSSPageSize: true,
        margin: { top: '18mm', bottom: '18mm', left: '18mm', right: '18mm' },
      });
      printed.push({ id, pdf: settlePdf(pdf, date) });
    }
    return printed;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** Links lead to places in the pack where they can, and to the published site otherwise; not to the server of this run. */
async function leadLinksToSite(page: Page, site: string): Promise<void> {
  await page.evaluate((published) => {
    const prefixes = new Map(
      [...document.querySelectorAll<HTMLElement>('[data-pack-page]')].map(({ dataset }) => [
        dataset['packPage'] ?? '',
        dataset['prefix'] ?? '',
      ]),
    );
    for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href]')) {
      if (link.origin !== location.origin || link.getAttribute('href')?.startsWith('#') === true) continue;
      const prefix = prefixes.get(link.pathname);
      const inPack = prefix === undefined ? undefined : `${prefix}-${decodeURIComponent(link.hash.slice(1))}`;
      if (prefix === undefined) link.href = new URL(link.pathname + link.search + link.hash, published).href;
      else
        link.href = `#${inPack !== undefined && document.getElementById(inPack) !== null ? inPack : prefix}`;
    }
  }, site);
}

/** Chromium tags some elements with types that PDF 1.7 does not know, so readers would stumble over them. */
async function useKnownTypes(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('main :is(strong, em)')) {
      const span = document.createElement('span');
      if (element.localName === 'em') span.style.fontStyle = 'italic';
      else span.style.fontWeight = '600';
      span.append(...element.childNodes);
      element.replaceWith(span);
    }
    for (const box of document.querySelectorAll<HTMLInputElement>('main input[type="checkbox"]'))
      box.replaceWith(box.checked ? '☑ ' : '☐ ');
  });
}

/**
 * Chromium writes the moment of printing into a PDF, and numbers of its own for table headers. The release's date and
 * numbers from 1 in the same order, each of the same length, take their place, so that the same pack gives the same bytes.
 */
function settlePdf(pdf: Buffer, date: string): Buffer {
  const text = pdf.toString('latin1');
  const moment = `D:${date.replaceAll('-', '')}000000+00'00'`;
  const nodes = [...new Set(text.match(/\(node\d{8}\)/g))].toSorted();
  const numbers = new Map(nodes.map((node, index) => [node, `(node${String(index + 1).padStart(8, '0')})`]));
  return Buffer.from(
    text
      .replaceAll(/(\/(?:CreationDate|ModDate) \()(D:\d{14}[+-]\d\d'\d\d')(\))/g, `$1${moment}$3`)
      .replaceAll(/\(node\d{8}\)/g, (node) => numbers.get(node) ?? node),
    'latin1',
  );
}
