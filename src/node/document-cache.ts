import { parseDocument, type ParsedDocument } from '../markdown/parse-document.ts';
import { hash, openKeptResults, versionOf } from './kept-results.ts';

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

/** Where the check keeps what it has parsed, and the build of the site finds it. */
export const documentCacheFile = '.cache/documents.v8';

/** Anything that could make the same text parse differently. */
const parserSources = ['src/markdown', 'src/domain/authoring.ts', 'package-lock.json'];

/** Opens the cache in a file. One that is missing, damaged or of another parser is an empty one. */
export function openDocumentCache(file: string): DocumentCache {
  const kept = openKeptResults<KeptDocument>(file, versionOf(parserSources));
  const parse: ParseSource = (name, text) => {
    const key = hash(`${name}\n${text}`);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const { frontmatter, frontmatterLine, document: measured } = parseDocument(name, text);
    const document = { frontmatter, frontmatterLine, document: measured };
    kept.set(key, document);
    return document;
  };
  return { parse, save: kept.save };
}
