import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { isPacked, type OfflineFile } from '../domain/offline.ts';

/** Pagefind's own interface, and its stemmer for pages without a language; the site uses neither. */
const unusedSearch =
  /^pagefind\/(pagefind-(ui|modular-ui|component-ui|highlight|playground)|wasm\.unknown\.pagefind$)/;

/** What a built page refers to by name; bundles refer to each other in the same way. */
const bundledName = /[\w.-]+\.(?:js|css|woff2|svg|png|wasm|json)\b/g;

/** The files of a built site, each read once. */
export class BuiltSite {
  readonly #folder: string;
  readonly #bundled: ReadonlyMap<string, string>;
  /** Files that every page asks for when it is used: what search reads, the icon and the list of addresses. */
  readonly pageData: readonly string[];
  readonly #read = new Map<string, Promise<{ file: OfflineFile; mentioned: readonly string[] }>>();

  constructor(folder: string, files: readonly string[]) {
    this.#folder = folder;
    this.#bundled = new Map(
      files.filter((file) => file.startsWith('_astro/')).map((file) => [path.posix.basename(file), file]),
    );
    this.pageData = [
      'search-index.json',
      'addresses.json',
      'icon.svg',
      ...files.filter((file) => file.startsWith('pagefind/') && !unusedSearch.test(file)),
    ];
  }

  /** Pages with every bundled file that they, or what they load, mention; and the data that pages ask for. */
  async filesOf(urls: readonly string[], data: readonly string[]): Promise<OfflineFile[]> {
    const wanted = new Set<string>(data);
    const waiting = urls.map((url) => `${url.slice(1)}index.html`);
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (wanted.has(file)) continue;
      wanted.add(file);
      const { mentioned } = await this.#file(file);
      waiting.push(...mentioned);
    }
    const files = await Promise.all([...wanted].toSorted().map((file) => this.#file(file)));
    return files.map(({ file }) => file);
  }

  /** Bundled files that a page, or what it loads, mentions; relative to the folder, sorted. */
  async bundledFilesOf(page: string): Promise<string[]> {
    const files = await this.filesOf([`/${page.replace(/(^|\/)index\.html$/, '$1')}`], []);
    return files.map(({ url }) => url.slice(1)).filter((file) => file.startsWith('_astro/'));
  }

  #file(file: string): Promise<{ file: OfflineFile; mentioned: readonly string[] }> {
    const known = this.#read.get(file);
    if (known !== undefined) return known;
    const reading = this.#readFile(file);
    this.#read.set(file, reading);
    return reading;
  }

  async #readFile(file: string): Promise<{ file: OfflineFile; mentioned: readonly string[] }> {
    const content = await readFile(path.join(this.#folder, file));
    const names = /\.(html|js|css)$/.test(file) ? (content.toString('utf8').match(bundledName) ?? []) : [];
    const mentioned = [...new Set(names)].flatMap((name) => this.#bundled.get(name) ?? []);
    const url = `/${file.replace(/(^|\/)index\.html$/, '$1')}`;
    return {
      file: {
        url,
        hash: shortHash(content),
        bytes: isPacked(url) ? gzipSync(content).length : content.length,
      },
      mentioned,
    };
  }
}

export function shortHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
