import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { splitText, type FolderText } from '../domain/folder-text.ts';
import type { Program } from '../domain/program.ts';
import { listPages } from '../domain/routes.ts';
import { folderData, folderPage, folderStyle } from '../exporters/folder-page.ts';
import { zip, type ZipEntry } from '../exporters/zip.ts';
import { BuiltSite } from './built-site.ts';
import { bundleScript } from './bundle-script.ts';
import type { SiteSettings } from './site-settings.ts';
import { listFiles } from './source-files.ts';

/** The folder that the archive unpacks to. */
const top = 'dwcp-v3-training';

/** Files of the site that a folder has use for, beside its pages. */
const useful = /^(_astro\/.*\.(css|woff2|svg|png)|icon\.svg|downloads\/docs\/.*|.*\.(ics|csv|pptx))$/;

/** Makes the copy of a built site that works from a folder by double click, as an archive. */
export async function makeFolderCopy(
  folder: string,
  program: Program,
  { site, base }: SiteSettings,
  date: string,
): Promise<Uint8Array> {
  const all = await listFiles(folder);
  const built = new BuiltSite(folder, all);
  const pages = all.filter((file) => /(^|\/)index\.html$/.test(file) && !file.startsWith('offline/'));
  const files = new Set([...pages, ...all.filter((file) => useful.test(file))]);
  const scripts = new FolderScripts(folder);
  const entries: ZipEntry[] = [];
  for (const file of files) {
    const content = await readFile(path.join(folder, file));
    if (file.endsWith('.css'))
      entries.push({ path: file, content: folderStyle(content.toString('utf8'), base) });
    else if (!file.endsWith('.html')) entries.push({ path: file, content });
    else {
      const html = content.toString('utf8');
      const modules = [...html.matchAll(/<script type="module" src="([^"]+)"/g)].map(([, src = '']) => src);
      const loaded = await built.bundledFilesOf(file);
      const styles = loaded.filter((name) => name.endsWith('.css') && !html.includes(`${base}${name}`));
      const script = await scripts.nameOf(modules);
      entries.push({ path: file, content: folderPage(html, file, { site, base, files, script, styles }) });
    }
  }
  const data = {
    'search-index.json': await readFile(path.join(folder, 'search-index.json'), 'utf8'),
    'full-text.json': JSON.stringify(await readTexts(folder, program)),
  };
  for (const [name, json] of Object.entries(data))
    entries.push({ path: `data/${name}.js`, content: folderData(name, json) });
  entries.push(...scripts.entries());
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return zip(
    sorted.map((entry) => ({ ...entry, path: `${top}/${entry.path}` })),
    date,
  );
}

/** The text of every page that has a Markdown twin, by its headings. */
async function readTexts(folder: string, program: Program): Promise<FolderText> {
  const pages = listPages(program).filter(({ url }) => url !== '/search/' && !url.endsWith('/print/'));
  const rows = await Promise.all(
    pages.map(async ({ url, document }) => {
      const anchors = new Map((document?.headings ?? []).map(({ text, slug }) => [text, slug]));
      return splitText(url, await readFile(path.join(folder, url, 'index.md'), 'utf8'), anchors);
    }),
  );
  return { version: 1, rows: rows.flat() };
}

/** Classic scripts in place of the modules of a page: one for each set of modules. */
class FolderScripts {
  readonly #folder: string;
  readonly #made = new Map<string, { readonly name: string; readonly code: string }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async nameOf(modules: readonly string[]): Promise<string | undefined> {
    if (modules.length === 0) return undefined;
    const key = modules.join('\n');
    const known = this.#made.get(key);
    if (known !== undefined) return known.name;
    const name = `scripts/page-${this.#made.size + 1}.js`;
    const code = await this.#bundle(modules);
    this.#made.set(key, { name, code });
    return name;
  }

  entries(): ZipEntry[] {
    return [...this.#made.values()].map(({ name, code }) => ({ path: name, content: code }));
  }

  /** The built modules are bundled again, so that what they load on demand is in the script, too. */
  async #bundle(modules: readonly string[]): Promise<string> {
    const entry = path.resolve(this.#folder, '_astro/folder-entry.js');
    const imports = modules.map((src) => `import ${JSON.stringify(`./${path.posix.basename(src)}`)};\n`);
    await mkdir(path.dirname(entry), { recursive: true });
    await writeFile(entry, imports.join(''));
    try {
      return await bundleScript(entry);
    } finally {
      await rm(entry, { force: true });
    }
  }
}
