import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Program } from '../domain/program.ts';
import { publishedSources } from '../domain/published-sources.ts';
import { publishManual } from '../exporters/published-file.ts';
import { parseDocument } from '../markdown/parse-document.ts';
import { publishMarkdown } from '../markdown/publish-markdown.ts';
import type { SiteSettings } from './site-settings.ts';

/** A plain Markdown file of the repository structure that the index names. */
export interface PublishedFile {
  /** Path below `downloads/`. */
  readonly path: string;
  readonly text: string;
}

/** Makes the published file of every material that has text; links lead to the site. */
export async function makePublishedFiles(
  program: Program,
  { site, base }: SiteSettings,
): Promise<PublishedFile[]> {
  const options = {
    reference: program.reference,
    resolveLink: (url: string) => (url.startsWith('/') ? new URL(`${base}${url.slice(1)}`, site).href : url),
  };
  return Promise.all(
    publishedSources(program).map(async (source) => {
      const parts = await Promise.all(
        source.parts.map(async ({ file, title }) => ({
          title,
          tree: parseDocument(file, await readFile(file, 'utf8')).tree,
        })),
      );
      const [only] = parts;
      const text =
        source.isManual || only === undefined
          ? publishManual(source.title, parts, options)
          : publishMarkdown(only.tree, { ...options, title: source.title });
      return { path: source.path, text };
    }),
  );
}

/** Writes published files below the folder of a site. */
export async function writePublishedFiles(folder: string, files: readonly PublishedFile[]): Promise<void> {
  for (const file of files) {
    const target = path.join(folder, 'downloads', file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.text);
  }
}
