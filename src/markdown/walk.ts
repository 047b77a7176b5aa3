import type { Nodes } from 'mdast';

/** Visits a node and everything below it, in the order of the document. A library's visitor takes several times as long. */
export function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if (!('children' in node)) return;
  for (const child of node.children) walk(child, visit);
}
