import type { Nodes, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
// Adds the nodes of MDX to the types of mdast.
import type {} from 'remark-mdx';
import { authoringComponent } from '../domain/authoring.ts';

type FlowElement = Extract<Nodes, { type: 'mdxJsxFlowElement' }>;
type TextElement = Extract<Nodes, { type: 'mdxJsxTextElement' }>;

/**
 * Takes block components out of the paragraphs that the parser puts them in when start and end tag share a line, as in
 * `<Outcome verdict="GO" when="…">text</Outcome>`. The renderer does the same.
 */
export function liftComponents(tree: Root): Root {
  lift(tree);
  return tree;
}

function lift(node: Nodes): void {
  if (!('children' in node)) return;
  for (const child of node.children) lift(child);
  if (!node.children.some(isLiftable)) return;
  // Only flow content holds paragraphs, and components are allowed wherever paragraphs are.
  node.children = node.children.flatMap((child): Nodes[] =>
    isLiftable(child) ? liftedFrom(child) : [child],
  ) as typeof node.children;
}

function isLiftable(node: Nodes): node is Paragraph {
  return (
    node.type === 'paragraph' &&
    node.children.some(isBlockElement) &&
    node.children.every((child) => isBlockElement(child) || isBlank(child))
  );
}

function isBlockElement(node: Nodes): node is TextElement {
  return (
    node.type === 'mdxJsxTextElement' && node.name !== null && authoringComponent(node.name)?.form === 'block'
  );
}

function isBlank(node: PhrasingContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

function liftedFrom(paragraph: Paragraph): RootContent[] {
  return paragraph.children.filter(isBlockElement).map(asBlock);
}

function asBlock(element: TextElement): FlowElement {
  const { children, ...rest } = element;
  const inner: Paragraph = {
    type: 'paragraph',
    children,
    ...(element.position === undefined ? {} : { position: element.position }),
  };
  const content = children.every(isBlank) ? [] : isLiftable(inner) ? liftedFrom(inner) : [inner];
  return { ...rest, type: 'mdxJsxFlowElement', children: content as FlowElement['children'] };
}
