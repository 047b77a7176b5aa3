import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

const stringifier = unified()
  .use(remarkGfm)
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    fences: true,
    listItemIndent: 'one',
    rule: '-',
    resourceLink: false,
  })
  .freeze();

/** Plain GitHub Markdown as the project publishes it. The same tree gives the same text. */
export function stringifyMarkdown(tree: Root): string {
  return stringifier.stringify(tree);
}
