import type {
  Definition,
  Heading as HeadingNode,
  Image,
  ImageReference,
  Link as LinkNode,
  LinkReference,
  ListItem,
  Nodes,
  Parents,
  Root,
} from 'mdast';
// Adds the nodes of MDX to the types of mdast.
import type {} from 'remark-mdx';
import type { Nodes as HastNodes } from 'hast';
import { visit } from 'unist-util-visit';
import type {
  CodeBlock,
  ComponentUse,
  Heading,
  Link,
  MeasuredDocument,
  Prose,
  Table,
  TaskItem,
} from '../domain/document.ts';
import { attributesOf } from './attributes.ts';
import { plainText, readerText } from './reader-text.ts';
import { toHast } from './to-hast.ts';
import { walk } from './walk.ts';

type Mutable<Value> = {
  -readonly [Key in keyof Value]: Value[Key] extends readonly (infer Item)[] ? Item[] : Value[Key];
};

/** Collects what checks and pages ask about a document, in one walk over its tree. */
export function measureDocument(file: string, body: string, tree: Root): MeasuredDocument {
  const measured: Mutable<MeasuredDocument> = {
    file,
    bodyLines: body.split('\n').filter((line) => line.trim() !== '').length,
    headings: [],
    links: [],
    codeBlocks: [],
    inlineCode: [],
    prose: [],
    components: [],
    tables: [],
    taskItems: [],
    anchors: [],
  };
  const { headings, definitions } = collect(tree);
  measured.headings = measureHeadings(tree, headings, definitions);
  let headingCount = 0;
  let section: string | undefined;

  const measure = (node: Nodes, parents: readonly Parents[]): void => {
    switch (node.type) {
      case 'heading': {
        const heading = measured.headings[headingCount];
        headingCount += 1;
        if (node.depth <= 2) section = node.depth === 2 ? heading?.slug : undefined;
        measured.prose.push(proseOf(node, 'heading'));
        break;
      }
      case 'paragraph':
        measured.prose.push(proseOf(node, parents.at(-1)?.type === 'listItem' ? 'list-item' : 'paragraph'));
        break;
      case 'tableCell':
        measured.prose.push(proseOf(node, 'table-cell'));
        break;
      case 'table':
        measured.tables.push(tableOf(node));
        break;
      case 'code':
        measured.codeBlocks.push(codeBlockOf(node, parents));
        break;
      case 'inlineCode':
        measured.inlineCode.push({ value: node.value, line: lineOf(node) });
        break;
      case 'link':
      case 'image':
        measured.links.push(linkOf(node, node.url, parents));
        break;
      case 'linkReference':
      case 'imageReference':
        measured.links.push(linkOf(node, definitions.get(node.identifier)?.url ?? '', parents));
        break;
      case 'listItem':
        if (typeof node.checked === 'boolean')
          measured.taskItems.push(taskItemOf(node, node.checked, section));
        break;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement': {
        const use = componentOf(node, section);
        measured.components.push(use);
        const id = use.attributes['id'];
        if (typeof id === 'string' && id !== '') measured.anchors.push(id);
        break;
      }
      default:
        break;
    }
    if (!('children' in node)) return;
    const chain = [...parents, node];
    for (const child of node.children) measure(child, chain);
  };
  measure(tree, []);
  return measured;
}

/** Headings with the anchors that the renderer gives them. */
function measureHeadings(
  tree: Root,
  nodes: readonly HeadingNode[],
  definitions: ReadonlyMap<string, Definition>,
): Heading[] {
  const slugs = headingSlugs(tree, nodes, definitions);
  return nodes.map((node, index) => ({
    depth: node.depth,
    text: readerText(node, { code: 'keep' }).trim(),
    slug: slugs[index] ?? '',
    line: lineOf(node),
  }));
}

function headingSlugs(
  tree: Root,
  headings: readonly HeadingNode[],
  definitions: ReadonlyMap<string, Definition>,
): string[] {
  // An anchor depends on the headings alone, unless one of them has a footnote mark, which is numbered through the page.
  const hasFootnote = headings.some((heading) =>
    heading.children.some((child) => child.type === 'footnoteReference'),
  );
  const hast = toHast(
    hasFootnote ? tree : { type: 'root', children: [...headings, ...definitions.values()] },
  );
  const slugs: string[] = [];
  visit(hast as HastNodes, 'element', (element) => {
    const isFootnoteTitle = element.properties['id'] === 'footnote-label';
    if (/^h[1-6]$/.test(element.tagName) && !isFootnoteTitle) slugs.push(String(element.properties['id']));
  });
  return slugs;
}

/** What has to be known before the walk: all headings for their anchors, and the first definition of each reference. */
function collect(tree: Root): { headings: HeadingNode[]; definitions: Map<string, Definition> } {
  const headings: HeadingNode[] = [];
  const definitions = new Map<string, Definition>();
  walk(tree, (node) => {
    if (node.type === 'heading') headings.push(node);
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  });
  return { headings, definitions };
}

function proseOf(node: Nodes, kind: Prose['kind']): Prose {
  return {
    kind,
    text: readerText(node, { code: 'omit' }),
    fullText: readerText(node, { code: 'keep' }),
    line: lineOf(node),
  };
}

function tableOf(node: Extract<Nodes, { type: 'table' }>): Table {
  return {
    line: lineOf(node),
    rows: node.children.map((row) => row.children.map((cell) => readerText(cell, { code: 'keep' }).trim())),
  };
}

function codeBlockOf(node: Extract<Nodes, { type: 'code' }>, parents: readonly Parents[]): CodeBlock {
  return {
    language: node.lang ?? '',
    meta: node.meta ?? '',
    value: node.value,
    line: lineOf(node),
    endLine: node.position?.end.line ?? lineOf(node),
    within: parents.flatMap((parent) =>
      parent.type === 'mdxJsxFlowElement' && parent.name !== null ? [parent.name] : [],
    ),
  };
}

function linkOf(
  node: LinkNode | LinkReference | Image | ImageReference,
  url: string,
  parents: readonly Parents[],
): Link {
  // A link in bold is followed by the text after the bold part.
  const start = parents.findLastIndex((parent) =>
    ['paragraph', 'heading', 'tableCell'].includes(parent.type),
  );
  const after = parents
    .slice(start)
    .map((parent, index, chain) => {
      const children: readonly Nodes[] = parent.children;
      const next = children.indexOf(chain[index + 1] ?? node) + 1;
      return children
        .slice(next)
        .map((child) => readerText(child, { code: 'keep' }))
        .join('');
    })
    .toReversed()
    .join('');
  return { url, text: readerText(node, { code: 'keep' }), after, line: lineOf(node) };
}

function taskItemOf(node: ListItem, checked: boolean, section: string | undefined): TaskItem {
  const text = node.children
    .filter((child) => child.type !== 'list')
    .map(plainText)
    .join(' ');
  return { text, checked, line: lineOf(node), section };
}

function componentOf(
  node: Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>,
  section: string | undefined,
): ComponentUse {
  return {
    name: node.name ?? '',
    attributes: attributesOf(node),
    line: lineOf(node),
    section,
    text: plainText(node),
  };
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
