import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Element, Nodes } from 'hast';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import type { Nodes as MdastNodes } from 'mdast';
import { listPages } from '../../src/domain/routes.ts';
import type { Element as MdxElement } from '../../src/markdown/attributes.ts';
import { parseDocument } from '../../src/markdown/parse-document.ts';
import { referenceText } from '../../src/markdown/reader-text.ts';
import { toHast } from '../../src/markdown/to-hast.ts';
import { readProgram } from '../../src/node/read-program.ts';

/*
 * Pages are rendered by Astro's Markdown processor; the check, the published Markdown and the search index read a tree of
 * the unified family. Here both are asked what each document holds.
 */
const html = unified().use(rehypeParse);
const { program } = await readProgram('content');
if (program === undefined) throw new Error('The content cannot be read; "npm run check" says why.');
const documents = listPages(program).flatMap(({ url, document }) =>
  document === undefined ? [] : [{ url, file: document.file }],
);

describe.skipIf(!existsSync('dist/index.html'))('the renderer and the measured tree', () => {
  test('have documents to compare', () => {
    expect(documents.length).toBeGreaterThan(0);
  });

  test.for(documents)('agree on $file', ({ url, file }) => {
    const page = html.parse(readFileSync(path.join('dist', url, 'index.html'), 'utf8'));
    const prose = elements(page).filter((element) => hasClass(element, 'prose'));
    expect(prose).toHaveLength(1);
    const { tree } = parseDocument(file, readFileSync(file, 'utf8'));
    expect(contentsOf(prose[0]!)).toEqual({ ...contentsOf(toHast(tree)), codeBlocks: codeBlocksOf(tree) });
  });
});

/** What a reader would miss if one of the two saw it differently. */
function contentsOf(tree: Nodes) {
  const all = elements(tree);
  return {
    headings: all
      // The title of a step is an attribute in the source and a heading on the page.
      .filter((element) => /^h[2-6]$/.test(element.tagName) && !hasClass(element, 'step-title'))
      .map((heading) => ({
        depth: Number(heading.tagName[1]),
        text: textOf(heading),
        id: heading.properties['id'],
      })),
    tables: all
      .filter(({ tagName }) => tagName === 'table')
      .map((table) =>
        elements(table)
          .filter(({ tagName }) => tagName === 'tr')
          .map((row) => row.children.flatMap((cell) => (cell.type === 'element' ? [textOf(cell)] : []))),
      ),
    taskItems: all
      .filter((item) => item.tagName === 'li' && hasClass(item, 'task-list-item'))
      .map((item) => ({
        text: textOf(item),
        checked: elements(item).some(
          ({ tagName, properties }) => tagName === 'input' && properties['checked'] === true,
        ),
      })),
    codeBlocks: all
      .filter(({ tagName, properties }) => tagName === 'pre' && properties['dataLanguage'] !== undefined)
      .map((block) => ({ language: String(block.properties['dataLanguage']), text: rawText(block) })),
  };
}

/** The blocks as they stand in the file: the renderer splits them into lines and tokens, and hides prompts. */
function codeBlocksOf(node: MdastNodes): { language: string; text: string }[] {
  if (node.type === 'code') return [{ language: node.lang ?? 'text', text: node.value }];
  return 'children' in node ? node.children.flatMap(codeBlocksOf) : [];
}

function elements(node: Nodes): Element[] {
  const below = 'children' in node ? node.children.flatMap((child) => elements(child)) : [];
  return node.type === 'element' ? [node, ...below] : below;
}

function hasClass({ properties }: Element, name: string): boolean {
  const classes = properties['className'];
  return Array.isArray(classes) && classes.includes(name);
}

function rawText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'mdxJsxTextElement') {
    const name = referenceText(node as MdxElement);
    if (name !== undefined) return node.name === 'Command' ? commandLine(name) : name;
  }
  return 'children' in node ? node.children.map((child) => rawText(child)).join('') : '';
}

/** A command with its program in front, as the component prints it. */
function commandLine(name: string): string {
  const command = program?.reference.commands.data.commands.find((entry) => entry.name === name);
  return command === undefined ? name : `${command.program} ${name}`;
}

/** Text as it is read: line ends in the file are spaces on the page. */
function textOf(node: Nodes): string {
  return rawText(node).replaceAll(/\s+/g, ' ').trim();
}
