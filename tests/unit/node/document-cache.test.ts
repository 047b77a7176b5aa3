import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDocumentCache } from '../../../src/node/document-cache.ts';
import { DocumentSyntaxError, parseDocument } from '../../../src/markdown/parse-document.ts';

const source = '---\ntitle: A\n---\n\n## One\n\n<Step id="a" minutes={now()}>\n\nText.\n\n</Step>\n';

function cacheFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'below', 'documents.v8');
}

function savedWith(file: string, ...texts: string[]): void {
  const cache = openDocumentCache(file);
  for (const [index, text] of texts.entries()) cache.parse(`content/guides/${index}.mdx`, text);
  cache.save();
}

const documentsIn = (file: string): number =>
  (deserialize(readFileSync(file)) as { results: Map<string, unknown> }).results.size;

describe('openDocumentCache', () => {
  test('gives the same document from the parser and from the cache', () => {
    const file = cacheFile();
    savedWith(file, source);
    const { document, frontmatter, frontmatterLine } = parseDocument('content/guides/0.mdx', source);
    expect(openDocumentCache(file).parse('content/guides/0.mdx', source)).toStrictEqual({
      document,
      frontmatter,
      frontmatterLine,
    });
  });

  test('parses a text that has changed', () => {
    const file = cacheFile();
    savedWith(file, source);
    const { document } = openDocumentCache(file).parse('content/guides/0.mdx', source.replace('One', 'Two'));
    expect(document.headings.map(({ text }) => text)).toEqual(['Two']);
  });

  test('forgets what the last run has not used', () => {
    const file = cacheFile();
    savedWith(file, source, `${source}\nMore.\n`);
    expect(documentsIn(file)).toBe(2);
    savedWith(file, source);
    expect(documentsIn(file)).toBe(1);
  });

  test('starts anew from a damaged file and from another parser', () => {
    const file = cacheFile();
    savedWith(file, source);
    writeFileSync(file, 'damaged');
    savedWith(file, source);
    expect(documentsIn(file)).toBe(1);
    writeFileSync(file, serialize({ version: 'another', results: new Map([['x', {}]]) }));
    savedWith(file, source);
    expect(documentsIn(file)).toBe(1);
  });

  test('does not keep a document that cannot be read', () => {
    const file = cacheFile();
    expect(() => savedWith(file, '<Steps>')).toThrow(DocumentSyntaxError);
    expect(existsSync(file)).toBe(false);
  });
});
