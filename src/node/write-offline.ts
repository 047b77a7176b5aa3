import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { offlinePages, type OfflineFile, type OfflineIndex, type OfflineTrack } from '../domain/offline.ts';
import type { Program } from '../domain/program.ts';
import { listPages } from '../domain/routes.ts';
import { trackPaths } from '../domain/track-path.ts';
import { bundleScript } from './bundle-script.ts';
import { listFiles } from './source-files.ts';

/** Pagefind's own interface, which the site does not use. */
const unusedSearch = /^pagefind\/pagefind-(ui|modular-ui|component-ui|highlight|playground)/;

/** What a built page refers to by name; bundles refer to each other in the same way. */
const bundledName = /[\w.-]+\.(?:js|css|woff2|svg|png|wasm|json)\b/g;

/** Writes the lists of what offline copies of the tracks hold, and the service worker that answers from them. */
export async function writeOffline(folder: string, program: Program): Promise<OfflineIndex> {
  const pages = listPages(program);
  const site = new BuiltSite(folder, await listFiles(folder));
  await mkdir(path.join(folder, 'offline'), { recursive: true });
  const tracks: OfflineTrack[] = [];
  for (const trackPath of trackPaths(program, pages)) {
    const urls = [...offlinePages(pages, trackPath), '/offline/'];
    const files = await site.filesOf(urls);
    const track: OfflineTrack = {
      track: trackPath.track,
      title: trackPath.title,
      version: shortHash(JSON.stringify(files)),
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      files,
    };
    await writeFile(path.join(folder, 'offline', `${track.track}.json`), JSON.stringify(track));
    tracks.push(track);
  }
  const index: OfflineIndex = {
    tracks: tracks.map(({ track, title, version, bytes }) => ({ track, title, version, bytes })),
  };
  await writeFile(path.join(folder, 'offline/index.json'), JSON.stringify(index));
  const shell = (await site.filesOf(['/offline/'], [])).map(({ url, hash }) => ({
    url: url.slice(1),
    revision: url.startsWith('/_astro/') ? null : hash,
  }));
  const worker = await bundleScript('src/client/offline/service-worker.ts', {
    OFFLINE_SHELL: JSON.stringify(shell),
  });
  await writeFile(path.join(folder, 'sw.js'), worker);
  return index;
}

/** The files of a built site, each read once. */
class BuiltSite {
  readonly #folder: string;
  readonly #bundled: ReadonlyMap<string, string>;
  readonly #search: readonly string[];
  readonly #read = new Map<string, Promise<{ file: OfflineFile; mentioned: readonly string[] }>>();

  constructor(folder: string, files: readonly string[]) {
    this.#folder = folder;
    this.#bundled = new Map(
      files.filter((file) => file.startsWith('_astro/')).map((file) => [path.posix.basename(file), file]),
    );
    this.#search = files.filter((file) => file.startsWith('pagefind/') && !unusedSearch.test(file));
  }

  /** Pages with every bundled file that they, or what they load, mention; and the data that pages ask for. */
  async filesOf(
    urls: readonly string[],
    data: readonly string[] = ['search-index.json', 'addresses.json', 'icon.svg', ...this.#search],
  ): Promise<OfflineFile[]> {
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
    return {
      file: {
        url: `/${file.replace(/(^|\/)index\.html$/, '$1')}`,
        hash: shortHash(content),
        bytes: content.length,
      },
      mentioned,
    };
  }
}

function shortHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
