import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import rehypeSlug from 'rehype-slug';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const processor = unified()
  .use(remarkRehype, {
    passThrough: [
      'mdxFlowExpression',
      'mdxJsxFlowElement',
      'mdxJsxTextElement',
      'mdxTextExpression',
      'mdxjsEsm',
    ],
  })
  .use(rehypeSlug)
  .freeze();

/** Turns a parsed document into HTML nodes with heading anchors; components stay as they are. */
export function toHast(tree: Root): HastRoot {
  return processor.runSync(tree);
}
