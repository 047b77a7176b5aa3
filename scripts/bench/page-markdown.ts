import type { Element, ElementContent, Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkStringify from 'remark-stringify';
import { unified, type Plugin } from 'unified';
import { importFrom } from './workspace.ts';

/** Words of a built page as Markdown: those before the document that it shows, and those after it. */
export interface PageMarkdown {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Takes the words of a built page's main part; `undefined` for a file that is no page. */
export type PageConverter = (html: string, isDocument: boolean) => PageMarkdown | undefined;

/** Stands for the document while the page around it is converted. */
const marker = 'THE DOCUMENT STANDS HERE';

const furniture = new Set(['nav', 'script', 'style', 'svg', 'button', 'form', 'input', 'h1']);

export async function createPageConverter(tools: string): Promise<PageConverter> {
  const { default: rehypeParse } = await importFrom<{ default: Plugin<[], string, HastRoot> }>(
    tools,
    'rehype-parse',
  );
  const { default: rehypeRemark } = await importFrom<{ default: Plugin<[], HastRoot, Root> }>(
    tools,
    'rehype-remark',
  );
  const parser = unified().use(rehypeParse).freeze();
  const toMarkdown = unified().use(rehypeRemark).freeze();
  const markdown = unified().use(remarkGfm).use(remarkStringify).freeze();
  const mdx = unified().use(remarkGfm).use(remarkMdx).use(remarkStringify).freeze();

  return (html, isDocument) => {
    const main = find(parser.parse(html), ({ tagName }) => tagName === 'main');
    const heading = main === undefined ? undefined : find(main, ({ tagName }) => tagName === 'h1');
    if (main === undefined || heading === undefined) return undefined;
    const tree = toMarkdown.runSync({ type: 'root', children: readableParts(main, isDocument) });
    const [before = '', after = ''] = (isDocument ? mdx : markdown).stringify(tree).split(marker);
    return { title: textOf(heading), before, after };
  };
}

/** Without navigation, scripts, drawings and controls; with the marker in place of the document where there is one. */
function readableParts(parent: Element, isDocument: boolean): ElementContent[] {
  return parent.children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return [child];
    if (child.type !== 'element') return [];
    const { tagName, properties } = child;
    const isHidden = properties['hidden'] !== undefined || properties['dataPagefindIgnore'] !== undefined;
    if (furniture.has(tagName) || isHidden) return [];
    if (isDocument && classesOf(child).includes('prose')) {
      return [{ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value: marker }] }];
    }
    return [{ ...child, children: readableParts(child, isDocument) }];
  });
}

function find(parent: HastRoot | Element, matches: (element: Element) => boolean): Element | undefined {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const found = matches(child) ? child : find(child, matches);
    if (found !== undefined) return found;
  }
  return undefined;
}

function classesOf({ properties }: Element): readonly (string | number)[] {
  return Array.isArray(properties['className']) ? properties['className'] : [];
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('').trim() : '';
}
