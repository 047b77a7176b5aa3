import { describe, expect, test } from 'vitest';
import { visit } from 'unist-util-visit';
import { parseDocument } from '../../../src/markdown/parse-document.ts';
import { toHast } from '../../../src/markdown/to-hast.ts';

const hast = (body: string) => toHast(parseDocument('page.mdx', body).tree);

describe('toHast', () => {
  test('gives headings their anchors', () => {
    const ids: unknown[] = [];
    visit(hast('## A `b` c\n\n## A b c\n'), 'element', (element) => {
      if (element.tagName === 'h2') ids.push(element.properties['id']);
    });
    expect(ids).toEqual(['a-b-c', 'a-b-c-1']);
  });

  test('keeps components, with what they hold turned into HTML nodes', () => {
    const [note] = hast('<Note title="T">\n\n**Text**\n\n</Note>\n').children;
    expect(note).toMatchObject({
      type: 'mdxJsxFlowElement',
      name: 'Note',
      children: [{ type: 'element', tagName: 'p', children: [{ type: 'element', tagName: 'strong' }] }],
    });
  });

  test('leaves the parsed tree as it was', () => {
    const { tree } = parseDocument('page.mdx', '## A\n\n<Note>Text</Note>\n');
    const before = structuredClone(tree);
    toHast(tree);
    expect(tree).toEqual(before);
  });
});
