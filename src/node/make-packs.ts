import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listPacks, type Pack, type PackPart } from '../domain/packs.ts';
import type { Program } from '../domain/program.ts';
import { releaseDate } from '../domain/release-date.ts';
import { listPages } from '../domain/routes.ts';
import { trackPaths } from '../domain/track-path.ts';
import { epub, type EpubChapter } from '../exporters/epub.ts';
import { drawingRules, stillDrawing, type DrawingStyle } from '../exporters/still-drawing.ts';
import { zip } from '../exporters/zip.ts';
import { parseDocument } from '../markdown/parse-document.ts';
import { publishTree } from '../markdown/publish-markdown.ts';
import { toHast } from '../markdown/to-hast.ts';
import type { PublishedFile } from './publish-files.ts';
import type { SiteSettings } from './site-settings.ts';

/** A file for `downloads/`. */
export interface PackFile {
  /** Path below `downloads/`. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** Makes the EPUB of every pack, and the archive of the published Markdown in the folders that the index names. */
export async function makePacks(
  program: Program,
  published: readonly PublishedFile[],
  settings: SiteSettings,
): Promise<PackFile[]> {
  const pages = listPages(program);
  const style = await readDrawingStyle();
  const chapter = chapterMaker(program);
  const markdown = published
    .map((file) => ({ path: `dwcp-v3-training/${file.path}`, content: file.text }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const books = await Promise.all(
    listPacks(program, pages, trackPaths(program, pages)).map(async (pack) => ({
      path: `packs/${pack.id}.epub`,
      content: await makeBook(pack, await Promise.all(pack.parts.map(chapter)), program, settings, style),
    })),
  );
  return [...books, { path: 'dwcp-v3-training-markdown.zip', content: zip(markdown, releaseDate(program)) }];
}

/** Writes files below the `downloads/` of a site. */
export async function writeDownloads(folder: string, files: readonly PackFile[]): Promise<void> {
  for (const file of files) {
    const target = path.join(folder, 'downloads', file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content);
  }
}

/** A chapter, and the drawings that it shows. */
interface MadeChapter extends EpubChapter {
  readonly drawings: readonly string[];
}

/** Makes each chapter once, however many packs it is in. */
function chapterMaker(program: Program): (part: PackPart) => Promise<MadeChapter> {
  const made = new Map<string, Promise<MadeChapter>>();
  const make = async ({ page, entry }: PackPart): Promise<MadeChapter> => {
    const drawings: string[] = [];
    const { tree } = parseDocument(entry.file, await readFile(entry.file, 'utf8'));
    const published = publishTree(tree, {
      title: page.title,
      reference: program.reference,
      drawing: (name) => {
        drawings.push(name);
        return `drawings/${name}`;
      },
    });
    return { url: page.url, title: page.title, tree: toHast(published), drawings };
  };
  return (part) => {
    const chapter = made.get(part.entry.file) ?? make(part);
    made.set(part.entry.file, chapter);
    return chapter;
  };
}

async function makeBook(
  pack: Pack,
  chapters: readonly MadeChapter[],
  program: Program,
  { site, base }: SiteSettings,
  style: DrawingStyle,
): Promise<Uint8Array> {
  const names = new Set(chapters.flatMap(({ drawings }) => drawings));
  const drawings = await Promise.all(
    [...names].toSorted().map(async (name) => {
      const svg = await readFile(`content/figures/${name}`, 'utf8');
      return [name, stillDrawing(svg, style)] as const;
    }),
  );
  return epub({
    identifier: `urn:uuid:${stableUuid(`${site}${base}${pack.id}`)}`,
    title: `${program.index.data.title}: ${pack.title}`,
    author: program.index.data.maintainer,
    date: releaseDate(program),
    chapters,
    drawings: new Map(drawings),
    absolute: (url) => new URL(base + url.replace(/^\//, ''), site).href,
  });
}

/** The styles and arrow heads of drawings, from where the pages have them. */
async function readDrawingStyle(): Promise<DrawingStyle> {
  const [css, tokens, component] = await Promise.all(
    ['src/styles/figures.css', 'src/styles/tokens.css', 'src/components/FigureMarkers.astro'].map((file) =>
      readFile(file, 'utf8'),
    ),
  );
  const markers = /<defs>[\s\S]*<\/defs>/.exec(component ?? '')?.[0] ?? '';
  return { rules: drawingRules(css ?? '', tokens ?? ''), markers };
}

/** A UUID by name, in the form of RFC 9562's version 8. */
function stableUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
