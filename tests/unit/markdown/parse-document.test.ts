import { describe, expect, test } from 'vitest';
import { visit } from 'unist-util-visit';
import { DocumentSyntaxError, parseDocument } from '../../../src/markdown/parse-document.ts';
import { toHast } from '../../../src/markdown/to-hast.ts';

const measure = (body: string) => parseDocument('page.mdx', body).document;

function syntaxError(source: string): { line: number; message: string } {
  try {
    parseDocument('page.mdx', source);
  } catch (error) {
    if (error instanceof DocumentSyntaxError) return { line: error.line, message: error.message };
    throw error;
  }
  throw new Error('The source was expected to be refused.');
}

describe('parseDocument', () => {
  test('splits the frontmatter off and counts lines of the whole file', () => {
    const { frontmatter, frontmatterLine, body, document } = parseDocument(
      'page.mdx',
      '---\ntitle: A\nnumber: 1\n---\n\n## First\n\nText.\n',
    );
    expect(frontmatter).toBe('title: A\nnumber: 1\n');
    expect(frontmatterLine).toBe(2);
    expect(body).toBe('\n## First\n\nText.\n');
    expect(document.bodyLines).toBe(2);
    expect(document.headings).toEqual([{ depth: 2, text: 'First', slug: 'first', line: 6 }]);
  });

  test('keeps offsets of the whole file', () => {
    const source = '---\ntitle: A\n---\nSee `code`.\n';
    const { tree } = parseDocument('page.mdx', source);
    visit(tree, 'inlineCode', (node) => {
      expect(source.slice(node.position?.start.offset, node.position?.end.offset)).toBe('`code`');
    });
  });

  test('takes a file without frontmatter, and one that is empty', () => {
    expect(parseDocument('page.mdx', 'Text.\n')).toMatchObject({
      frontmatter: '',
      frontmatterLine: 1,
      body: 'Text.\n',
    });
    expect(measure('').bodyLines).toBe(0);
  });

  test('gives the anchors of the renderer to headings of all kinds', () => {
    const body = [
      '## Plain words',
      '## Plain words',
      '## `code` and *emphasis*',
      '## What is P2P, really?',
      '## Ünïcode – dash & sign',
      '## ~~Struck~~ **bold**',
      '## [link](/x/) and [reference][r]',
      '## A <Term name="quorum" /> in it',
      '## Entity &lt; sign',
      'Underlined\n----------',
      '# First level',
      '#### Fourth_level',
      '> ## In a quotation',
      '- ## In a list',
      '<Note>\n\n## In a component\n\n</Note>',
      '## ![image](/x.svg) beside',
      '##',
      '## Plain words 1',
      '[r]: /y/',
      '## Note[^1]',
      '[^1]: Foot.',
    ].join('\n\n');
    const { tree, document } = parseDocument('page.mdx', body);
    const rendered: unknown[] = [];
    visit(toHast(tree), 'element', (element) => {
      if (/^h\d$/.test(element.tagName) && element.properties['id'] !== 'footnote-label')
        rendered.push(element.properties['id']);
    });
    expect(document.headings.map((heading) => heading.slug)).toEqual(rendered);
    expect(rendered.slice(0, 3)).toEqual(['plain-words', 'plain-words-1', 'code-and-emphasis']);
  });

  test('measures links with what follows them', () => {
    const { links } = measure(
      'See **[Lab 3](/labs/x/)** (planned), ![map](/m.svg) and [the *list*][l].\n\n[l]: /list/\n',
    );
    expect(links).toEqual([
      { url: '/labs/x/', text: 'Lab 3', after: ' (planned), map and the list.', line: 1 },
      { url: '/m.svg', text: 'map', after: ' and the list.', line: 1 },
      { url: '/list/', text: 'the list', after: '.', line: 1 },
    ]);
  });

  test('measures code blocks and inline code', () => {
    const { codeBlocks, inlineCode } = measure(
      'Run `dwcp-cli`.\n\n```yaml title="/etc/dwcp/worker.yaml" {3-5}\na: 1\n```\n',
    );
    expect(codeBlocks).toEqual([
      {
        language: 'yaml',
        meta: 'title="/etc/dwcp/worker.yaml" {3-5}',
        value: 'a: 1',
        line: 3,
        endLine: 5,
        within: [],
      },
    ]);
    expect(inlineCode).toEqual([{ value: 'dwcp-cli', line: 1 }]);
  });

  test('says which components a block stands in', () => {
    const { codeBlocks } = measure(
      '<Steps>\n\n<Step id="a" title="Look">\n\n- first\n\n  ```console\n  $ ls\n  ```\n\n</Step>\n\n</Steps>\n',
    );
    expect(codeBlocks).toMatchObject([{ value: '$ ls', line: 7, endLine: 9, within: ['Steps', 'Step'] }]);
  });

  test('measures prose with and without code', () => {
    const { prose } = measure(
      '## The `id`\n\nOne `two`\nthree <Metric name="dwcp_x" /> and <Term name="quorum" />.\n\n- four\n\n| five |\n| --- |\n| six |\n',
    );
    expect(prose).toEqual([
      { kind: 'heading', text: 'The  ', fullText: 'The id', line: 1 },
      {
        kind: 'paragraph',
        text: 'One  \nthree   and quorum.',
        fullText: 'One two\nthree dwcp_x and quorum.',
        line: 3,
      },
      { kind: 'list-item', text: 'four', fullText: 'four', line: 6 },
      { kind: 'table-cell', text: 'five', fullText: 'five', line: 8 },
      { kind: 'table-cell', text: 'six', fullText: 'six', line: 10 },
    ]);
  });

  test('measures components with literal attributes, section and text', () => {
    const { components, anchors } = measure(
      '## Part\n\n<Steps>\n\n<Step id="a" title={"Start"} minutes={10} open other={1 + 1}>\n\nDo it.\n\n</Step>\n\n</Steps>\n',
    );
    expect(components).toEqual([
      { name: 'Steps', attributes: {}, line: 3, section: 'part', text: 'Do it.' },
      {
        name: 'Step',
        attributes: { id: 'a', title: 'Start', minutes: 10, open: true, other: undefined },
        line: 5,
        section: 'part',
        text: 'Do it.',
      },
    ]);
    expect(anchors).toEqual(['a']);
  });

  test('takes block components out of the paragraphs that hold nothing else', () => {
    const { components, prose } = measure(
      '<Decision id="d" question="Go?">\n<Outcome verdict="GO" when="a">Yes.</Outcome>\n<Outcome verdict="HOLD" when="b">No.</Outcome>\n</Decision>\n',
    );
    expect(components.map(({ name, text }) => [name, text])).toEqual([
      ['Decision', 'Yes.\n\nNo.'],
      ['Outcome', 'Yes.'],
      ['Outcome', 'No.'],
    ]);
    expect(prose.map(({ text, line }) => [text, line])).toEqual([
      ['Yes.', 2],
      ['No.', 3],
    ]);
  });

  test('keeps the lines of a template', () => {
    const { components } = measure(
      '<Template id="t" title="T" channel="email" fields="id">\n\nHello,\n[[id]] happened.\n\n- one\n- two\n\n</Template>\n',
    );
    expect(components[0]?.text).toBe('Hello,\n[[id]] happened.\n\n- one\n- two');
  });

  test('measures tables and task items with their section', () => {
    const { tables, taskItems } = measure(
      '## List\n\n- [ ] Read `it`\n  - [x] Inner\n\n| a | b |\n| - | - |\n| c | `d` |\n',
    );
    expect(tables).toEqual([
      {
        line: 6,
        rows: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
    ]);
    expect(taskItems).toEqual([
      { text: 'Read it', checked: false, line: 3, section: 'list' },
      { text: 'Inner', checked: true, line: 4, section: 'list' },
    ]);
  });

  test('does not count a heading of the first or third level as a section', () => {
    const { components } = measure('# Title\n\n<Note>a</Note>\n\n## Two\n\n### Three\n\n<Note>b</Note>\n');
    expect(components.map((use) => use.section)).toEqual([undefined, 'two']);
  });

  test('lets comments and literal strings stand in braces', () => {
    expect(measure("One{' '}two {/* aside */}\n").prose[0]?.text).toBe('One two ');
  });

  test.each([
    ['---\ntitle: A\n---\n\n<Note>\n\ntext\n', 5],
    ['text\n\n</Note>\n', 3],
    ['## A\n\n5 {GB of} memory\n', 3],
    ['Under <30 s\n', 1],
    ['import x from "y"\n', 1],
    ['text {name}\n', 1],
    ['<!-- aside -->\n', 1],
    ['---\ntitle: A\n', 1],
  ])('says what is wrong in %j and where', (source, line) => {
    const error = syntaxError(source);
    expect(error.line).toBe(line);
    expect(error.message).toMatch(/\.$/);
  });

  test('explains what a writer can do', () => {
    expect(syntaxError('a\n\n<Note>\n\ntext\n').message).toMatchInlineSnapshot(
      `"<Note> is not closed where it should be; close it, with blank lines around what it holds."`,
    );
    expect(syntaxError('5 {GB of}\n').message).toMatchInlineSnapshot(
      `"A brace opens an expression that cannot be read; write \\{ where a brace is meant as text."`,
    );
    expect(syntaxError('text {name}\n').message).toMatchInlineSnapshot(
      `"{name} would be computed; write \\{ and \\} where the braces are meant as text."`,
    );
    expect(syntaxError('import x from "y"\n').message).toMatchInlineSnapshot(
      `"Content has no imports or exports; the authoring components are there without them."`,
    );
    expect(syntaxError('Under <30 s\n').message).toMatchInlineSnapshot(
      `""<" opens a tag that cannot be read; write &lt; where the sign is meant as text. The parser says: Unexpected character \`3\` (U+0033) before name, expected a character that can start a name, such as a letter, \`$\`, or \`_\`."`,
    );
    expect(syntaxError('</Note>\n').message).toMatchInlineSnapshot(
      `"A closing tag closes something that is not open."`,
    );
  });
});
