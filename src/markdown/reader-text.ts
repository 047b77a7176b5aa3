import type { Nodes } from 'mdast';
// Adds the nodes of MDX to the types of mdast.
import type {} from 'remark-mdx';
import { authoringComponent } from '../domain/authoring.ts';
import { attributesOf, literalValue, type Element } from './attributes.ts';

/** Names that components print in code style: `<Metric name="…" />`. */
export function referenceText(element: Element): string | undefined {
  if (element.name === null || authoringComponent(element.name)?.form !== 'inline') return undefined;
  const attributes = attributesOf(element);
  const value = attributes['name'] ?? attributes['number'];
  return value === undefined ? '' : String(value);
}

/**
 * Running text as a reader sees it. Line breaks of the source stay, so that a place in the text can be found again.
 * With `code: 'omit'`, each piece of inline code, and each name that is printed like one, is a single space.
 */
export function readerText(node: Nodes, options: { code: 'keep' | 'omit' }): string {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'inlineCode':
      return options.code === 'keep' ? node.value : ' ';
    case 'break':
      return '\n';
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'mdxTextExpression': {
      const value = literalValue(node.value);
      return typeof value === 'string' ? value : '';
    }
    case 'mdxJsxTextElement': {
      const reference = referenceText(node);
      if (reference === undefined) break;
      return options.code === 'keep' || node.name === 'Term' ? reference : ' ';
    }
    default:
      break;
  }
  return 'children' in node ? node.children.map((child) => readerText(child, options)).join('') : '';
}

/** Everything inside a node as plain text: paragraphs apart, list items with their marks, code as it is. */
export function plainText(node: Nodes): string {
  switch (node.type) {
    case 'code':
      return node.value;
    case 'paragraph':
    case 'heading':
      return readerText(node, { code: 'keep' });
    case 'list':
      return node.children
        .map((item, index) => {
          const mark = node.ordered === true ? `${(node.start ?? 1) + index}. ` : '- ';
          return mark + plainText(item).replaceAll('\n', `\n${' '.repeat(mark.length)}`);
        })
        .join('\n');
    case 'listItem':
      return node.children.map(plainText).join('\n');
    case 'table':
      return node.children
        .map((row) => row.children.map((cell) => readerText(cell, { code: 'keep' })).join(' | '))
        .join('\n');
    case 'mdxJsxFlowElement':
    case 'blockquote':
    case 'root':
      return node.children
        .map(plainText)
        .filter((part) => part !== '')
        .join('\n\n');
    default:
      return readerText(node, { code: 'keep' });
  }
}
