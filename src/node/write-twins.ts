import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pageMarkdown } from '../markdown/page-markdown.ts';
import type { SiteSettings } from './site-settings.ts';
import { listFiles } from './source-files.ts';

/** Grows by one whenever the same page would give another text. */
const twinVersion = 1;

/**
 * Writes every page that names a Markdown twin as Markdown beside it, and returns how many. Twins are kept between builds
 * in `cache`, by the text of the page's main part.
 */
export async function writeTwins(
  folder: string,
  { site, base }: SiteSettings,
  cache = '.cache/twins',
): Promise<number> {
  await mkdir(cache, { recursive: true });
  const pages = (await listFiles(folder)).filter((file) => /(^|\/)index\.html$/.test(file));
  let written = 0;
  for (const file of pages) {
    const html = await readFile(path.join(folder, file), 'utf8');
    if (!html.includes('type="text/markdown"')) continue;
    const address = new URL(base + file.replace(/index\.html$/, ''), site).href;
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>') + '</main>'.length);
    const text = await keep(cache, `${twinVersion}\n${address}\n${main}`, () =>
      pageMarkdown(main, { address }),
    );
    if (text === undefined) throw new Error(`${file} names a Markdown twin but has no main part.`);
    await writeFile(path.join(folder, file.replace(/html$/, 'md')), text);
    written += 1;
  }
  return written;
}

async function keep(cache: string, key: string, make: () => string | undefined): Promise<string | undefined> {
  const kept = path.join(cache, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.md`);
  if (existsSync(kept)) return readFile(kept, 'utf8');
  const text = make();
  if (text !== undefined) await writeFile(kept, text);
  return text;
}
