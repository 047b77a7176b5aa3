import { parseXml } from '@rgrove/parse-xml';
import { unzipSync } from 'fflate';
import type { Root } from 'hast';
import { describe, expect, test } from 'vitest';
import { epub } from '../../../src/exporters/epub.ts';

/** A chapter with one heading and one link. */
function chapter(url: string, title: string, href: string) {
  const tree: Root = {
    type: 'root',
    children: [
      {
        type: 'element',
        tagName: 'h2',
        properties: { id: 'two' },
        children: [{ type: 'text', value: 'A & <b>' }],
      },
      { type: 'element', tagName: 'a', properties: { href }, children: [{ type: 'text', value: 'link' }] },
      { type: 'element', tagName: 'br', properties: {}, children: [] },
    ],
  };
  return { url, title, tree };
}

function open(...chapters: ReturnType<typeof chapter>[]): Record<string, string> {
  const files = unzipSync(
    epub({
      identifier: 'urn:uuid:0f8fad5b-d9cb-869f-a165-70867728950e',
      title: 'A & B',
      author: 'The team',
      date: '2026-11-23',
      chapters,
      drawings: new Map([['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>']]),
      absolute: (url) => `https://training.example.com${url}`,
    }),
  );
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]),
  );
}

describe('epub', () => {
  test('starts with its type, and is well-formed XML throughout', () => {
    const files = open(chapter('/a/', 'A', '#two'));
    expect(Object.keys(files)[0]).toBe('mimetype');
    for (const [name, text] of Object.entries(files))
      if (/\.(xhtml|opf|xml|svg)$/.test(name)) expect(() => parseXml(text), name).not.toThrow();
    expect(files['EPUB/nav.xhtml']).toContain('<a href="chapter-1.xhtml#two">A &amp; &lt;b&gt;</a>');
  });

  test('leads links to chapters of the book, to places that they have, and to the site otherwise', () => {
    const links = ['/b/#two', '/b/#three', '/c/#two', '#nowhere'].map((href) => {
      const files = open(chapter('/a/', 'A', href), chapter('/b/', 'B', '#two'));
      return /<a href="([^"]*)"/.exec(files['EPUB/chapter-1.xhtml'] ?? '')?.[1];
    });
    expect(links).toEqual([
      'chapter-2.xhtml#two',
      'chapter-2.xhtml',
      'https://training.example.com/c/#two',
      'chapter-1.xhtml',
    ]);
  });
});
