import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { parseDocument, type ParsedDocument } from '../markdown/parse-document.ts';

/** What is kept of a parsed document. */
export type KeptDocument = Pick<ParsedDocument, 'frontmatter' | 'frontmatterLine' | 'document'>;

/** Parses an MDX file, or knows it already; throws a `DocumentSyntaxError` as `parseDocument` does. */
export type ParseSource = (file: string, text: string) => KeptDocument;

/** Parsed documents that are kept between runs, because parsing takes most of the time of a check. */
export interface DocumentCache {
  readonly parse: ParseSource;
  /** Keeps what this run has used, and nothing else. */
  readonly save: () => void;
}

/** Where every command runs; this module cannot ask for its own place, because the site's build bundles it. */
const repository = process.cwd();

/** Where the check keeps what it has parsed, and the build of the site finds it. */
export const documentCacheFile = '.cache/documents.v8';

/** Opens the cache in a file. One that is missing, damaged or of another parser is an empty one. */
export function openDocumentCache(file: string): DocumentCache {
  const parser = parserVersion();
  const kept = readKept(file, parser);
  const used = new Map<string, KeptDocument>();
  let isChanged = false;

  const parse: ParseSource = (name, text) => {
    const key = hash(`${name}\n${text}`);
    let document = kept.get(key);
    if (document === undefined) {
      const { frontmatter, frontmatterLine, document: measured } = parseDocument(name, text);
      document = { frontmatter, frontmatterLine, document: measured };
      isChanged = true;
    }
    used.set(key, document);
    return document;
  };
  const save = (): void => {
    if (!isChanged && used.size === kept.size) return;
    mkdirSync(path.dirname(file), { recursive: true });
    // Renaming makes it appear whole, whoever else writes it at the same time.
    writeFileSync(`${file}.${process.pid}`, serialize({ parser, documents: used }));
    renameSync(`${file}.${process.pid}`, file);
  };
  return { parse, save };
}

function readKept(file: string, parser: string): Map<string, KeptDocument> {
  try {
    const kept = deserialize(readFileSync(file)) as { parser: string; documents: Map<string, KeptDocument> };
    return kept.parser === parser ? kept.documents : new Map();
  } catch {
    return new Map();
  }
}

/** Changes with anything that could make the same text parse differently. */
function parserVersion(): string {
  const folder = path.join(repository, 'src/markdown');
  const files = [
    ...readdirSync(folder)
      .toSorted()
      .map((name) => path.join(folder, name)),
    path.join(repository, 'src/domain/authoring.ts'),
    path.join(repository, 'package-lock.json'),
  ];
  return hash([process.version, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n'));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
