import type { Element, ElementContent, Root as HastRoot, RootContent } from 'hast';
import type { Root } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import { unified } from 'unified';
import { stringifyMarkdown } from './stringify.ts';

/** Where a page stands, for what its Markdown says about it. */
export interface PagePlace {
  /** Address of the page with its host, against which its links are resolved. */
  readonly address: string;
}

const parser = unified().use(rehypeParse).freeze();
const toMarkdown = unified().use(rehypeRemark).freeze();

/** Parts of a page that mean nothing on paper: controls, and what repeats on every page. */
const controls = new Set([
  'script',
  'style',
  'button',
  'form',
  'dialog',
  'noscript',
  'progress',
  'canvas',
  'template',
]);

/**
 * The main part of a built page as GitHub Markdown: what a reader sees, without navigation and controls, with a drawing's
 * words in its place and links that lead to the site from anywhere. `undefined` for a page without a main part. The same
 * page gives the same text.
 */
export function pageMarkdown(html: string, { address }: PagePlace): string | undefined {
  const main = find(parser.parse(html), ({ tagName }) => tagName === 'main');
  if (main === undefined) return undefined;
  const tree = toMarkdown.runSync({ type: 'root', children: readable(main.children, address) }) as Root;
  return `${stringifyMarkdown(tree)}\nFrom <${address}>\n`;
}

function readable(children: readonly RootContent[], address: string): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return [child];
    if (child.type !== 'element') return [];
    return readableElement(child, address);
  });
}

function readableElement(element: Element, address: string): ElementContent[] {
  const { tagName, properties } = element;
  if (isLeftOut(element)) return [];
  if (tagName === 'svg') {
    const label = properties['ariaLabel'];
    return typeof label === 'string' && label !== '' ? [paragraph(`(Drawing: ${label})`)] : [];
  }
  if (tagName === 'input') {
    // A task item keeps its box; any other field is a control.
    return properties['type'] === 'checkbox' ? [{ ...element, children: [] }] : [];
  }
  const children = readable(element.children, address);
  if (tagName === 'pre') return [codeBlock(element)];
  const href = properties['href'];
  if (tagName === 'a' && typeof href === 'string')
    return [{ ...element, properties: { href: new URL(href, address).href }, children }];
  const src = properties['src'];
  if (tagName === 'img' && typeof src === 'string')
    return [{ ...element, properties: { ...properties, src: new URL(src, address).href }, children }];
  // A summary is the heading of what it folds.
  if (tagName === 'summary') return [{ ...element, tagName: 'p', children: [strong(children)] }];
  return [{ ...element, children }];
}

/** Classes of what only a script fills, and of what says again where the page stands. */
const furniture = ['needs-js', 'breadcrumbs', 'title-number'];

/** Controls and furniture, what search leaves out, what opens on demand, and what is hidden from everybody. */
function isLeftOut({ tagName, properties }: Element): boolean {
  const className = properties['className'];
  const classes = Array.isArray(className) ? className : [];
  return (
    controls.has(tagName) ||
    properties['hidden'] === true ||
    properties['popover'] !== undefined ||
    properties['dataPagefindIgnore'] !== undefined ||
    furniture.some((name) => classes.includes(name)) ||
    // The prompt of a session is hidden from screen readers, and part of what is seen.
    (properties['ariaHidden'] === 'true' && !classes.includes('prompt'))
  );
}

/** A block of code as its text, in the language it was highlighted as. */
function codeBlock(pre: Element): Element {
  const language = pre.properties['dataLanguage'];
  return {
    type: 'element',
    tagName: 'pre',
    properties: {},
    children: [
      {
        type: 'element',
        tagName: 'code',
        properties: typeof language === 'string' ? { className: [`language-${language}`] } : {},
        children: [{ type: 'text', value: textOf(pre) }],
      },
    ],
  };
}

function paragraph(value: string): Element {
  return { type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value }] };
}

function strong(children: ElementContent[]): Element {
  return { type: 'element', tagName: 'strong', properties: {}, children };
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

function find(parent: HastRoot | Element, matches: (element: Element) => boolean): Element | undefined {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const found = matches(child) ? child : find(child, matches);
    if (found !== undefined) return found;
  }
  return undefined;
}
