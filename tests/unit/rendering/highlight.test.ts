import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Element, ElementContent } from 'hast';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBlockHighlighter } from '../../../src/rendering/highlight.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'highlight-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

const highlight = (code: string, language: string, meta = ''): Promise<Element> =>
  createBlockHighlighter(cache)(code, language, meta);

/** The tree as short text: an element is its classes and what is in it. */
function sketch(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  const classes = node.properties['className'];
  const inside = node.children.map(sketch).join('');
  return Array.isArray(classes) ? `[${classes.join('.')} ${inside}]` : inside;
}

/** Text as a reader would copy it. */
const textOf = (node: ElementContent): string =>
  node.type === 'element' ? node.children.map(textOf).join('') : node.type === 'text' ? node.value : '';

describe('createBlockHighlighter', () => {
  test('gives tokens classes and no styles', async () => {
    const block = await highlight('port: 8080 # REST', 'yaml');
    expect(sketch(block)).toMatchInlineSnapshot(
      `"[code.lang-yaml [tk-keyword port:] [tk-constant 8080] [tk-comment # REST]]"`,
    );
    expect(JSON.stringify(block)).not.toContain('style');
  });

  test('gives the same block on a machine that is busy with something else', async () => {
    const code = "const greeting = 'hello'; // said once";
    const quiet = await highlight(code, 'typescript');
    rmSync(cache, { recursive: true });
    // Every look at the clock finds a minute gone.
    let minutes = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (minutes += 1) * 60_000);
    try {
      expect(await highlight(code, 'typescript')).toEqual(quiet);
    } finally {
      clock.mockRestore();
    }
  });

  test('tells typed commands from output in a console, continued lines included', async () => {
    const block = await highlight('$ dwcp-cli node list \\\n  --role worker\nworker-1  ready', 'console');
    expect(sketch(block)).toMatchInlineSnapshot(`
      "[code.lang-console [prompt $ ][cmd [tk-function dwcp-cli] node list \\]
      [cmd   [tk-keyword --role] worker]
      [out worker-1  ready]]"
    `);
  });

  test('joins neighbours of one look over spaces and line ends, but no marked lines', async () => {
    const output = '# one\n# two\n\nport: 1';
    expect(sketch(await highlight(output, 'yaml'))).toBe(
      '[code.lang-yaml [tk-comment # one\n# two]\n\n[tk-keyword port:] [tk-constant 1]]',
    );
    expect(sketch(await highlight('# one\n# two\n# three', 'yaml', '{1-2}'))).toBe(
      '[code.lang-yaml [line.hl [tk-comment # one]]\n[line.hl [tk-comment # two]]\n[tk-comment # three]]',
    );
    expect(sketch(await highlight('$ ls\na\nb\n$ ls', 'console'))).toBe(
      '[code.lang-console [prompt $ ][cmd [tk-function ls]]\n[out a\nb]\n[prompt $ ][cmd [tk-function ls]]]',
    );
  });

  test('hides the prompt from screen readers', async () => {
    expect(JSON.stringify(await highlight('$ ls', 'console'))).toContain(
      '{"className":["prompt"],"ariaHidden":"true"}',
    );
  });

  test('marks highlighted, inserted and deleted lines', async () => {
    const block = await highlight('a\nb\nc', 'text', '{1} ins={2} del={3}');
    expect(sketch(block)).toMatchInlineSnapshot(`
      "[code.lang-text [line.hl a]
      [line.ins b]
      [line.del c]]"
    `);
  });

  test('shows a language without a grammar as plain text, and keeps the text of every language', async () => {
    const code = 'if a < b:\n\n    print("ü")';
    for (const language of ['python', 'console', 'mermaid', 'text'])
      expect(textOf(await highlight(code, language))).toBe(code);
    expect(sketch(await highlight('a -> b', 'mermaid'))).toBe('[code.lang-mermaid a -> b]');
  });

  test('lets the keyboard reach the block, and names its language and title', async () => {
    const { tagName, properties } = await highlight('a: 1', 'yaml', 'title="/etc/dwcp/worker.yaml"');
    expect({ tagName, ...properties }).toMatchObject({
      tagName: 'pre',
      dataLanguage: 'yaml',
      dataTitle: '/etc/dwcp/worker.yaml',
      tabIndex: 0,
    });
  });

  test('keeps a block on disk and takes it from there', async () => {
    const made = await highlight('a: 1', 'yaml');
    const [file = ''] = readdirSync(cache);
    expect(JSON.parse(readFileSync(join(cache, file), 'utf8'))).toEqual(made);
    writeFileSync(join(cache, file), JSON.stringify({ ...made, tagName: 'kept' }));
    expect((await highlight('a: 1', 'yaml')).tagName).toBe('kept');
  });

  test('keeps another block for another language or meta', async () => {
    await highlight('a: 1', 'yaml');
    await highlight('a: 1', 'text');
    await highlight('a: 1', 'yaml', '{1}');
    expect(readdirSync(cache)).toHaveLength(3);
  });

  test('makes a half-written block anew, and leaves no part of a file', async () => {
    const made = await highlight('a: 1', 'yaml');
    const [file = ''] = readdirSync(cache);
    writeFileSync(join(cache, file), '{"type":"elem');
    expect(await highlight('a: 1', 'yaml')).toEqual(made);
    expect(readdirSync(cache)).toEqual([file]);
  });
});
