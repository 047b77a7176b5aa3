import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode, Tree } from '@lezer/common';

/** A vector selector: `dwcp_mode{mode="internet"}`. */
export interface Selector {
  /** Name of the series; empty where it is given by a matcher only. */
  readonly metric: string;
  /** Labels that its matchers name. */
  readonly labels: readonly string[];
}

/** A list of labels after `by`, `without`, `on`, `ignoring`, `group_left` or `group_right`. */
export interface Grouping {
  readonly labels: readonly string[];
  /** Series names inside the expression that the list belongs to. */
  readonly metrics: readonly string[];
}

/** What an expression reads. */
export interface PromqlExpression {
  readonly selectors: readonly Selector[];
  readonly groupings: readonly Grouping[];
}

/** Where an expression stops making sense. */
export interface PromqlProblem {
  /** The text from there, or what precedes the end. */
  readonly near: string;
}

/** Parses an expression with the grammar of Prometheus. */
export function parsePromql(text: string): PromqlExpression | PromqlProblem {
  const tree = parser.parse(text);
  const problem = firstError(tree, text);
  if (problem !== undefined) return { near: problem };
  const top = tree.topNode;
  return {
    selectors: descendants(top, 'VectorSelector').map((node) => readSelector(node, text)),
    groupings: descendants(top, 'GroupingLabels').map((node) => {
      const owner = enclosingExpression(node);
      return {
        labels: descendants(node, 'LabelName').map((label) => textOf(label, text)),
        metrics: descendants(owner, 'VectorSelector').map((selector) => readSelector(selector, text).metric),
      };
    }),
  };
}

function firstError(tree: Tree, text: string): string | undefined {
  let at: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) at ??= node.from;
    },
  });
  if (text.trim() === '') at ??= 0;
  if (at === undefined) return undefined;
  const rest = text.slice(at, at + 20).trim();
  return rest === '' ? `the end, after "${text.slice(-20).trim()}"` : `"${rest}"`;
}

function readSelector(node: SyntaxNode, text: string): Selector {
  const name = node.getChild('Identifier');
  const matchers = node.getChild('LabelMatchers');
  const labels =
    matchers === null ? [] : descendants(matchers, 'LabelName').map((label) => textOf(label, text));
  return {
    metric: name === null ? '' : textOf(name, text),
    labels: labels.filter((label) => label !== '__name__'),
  };
}

/** The aggregation or binary operation that a list of labels belongs to. */
function enclosingExpression(node: SyntaxNode): SyntaxNode {
  let owner = node;
  while (owner.parent !== null && !['AggregateExpr', 'BinaryExpr'].includes(owner.name)) owner = owner.parent;
  return owner;
}

/** All nodes of a kind below a node and itself, in the order of the text. */
function descendants(node: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (current: SyntaxNode): void => {
    if (current.name === name) found.push(current);
    for (let child = current.firstChild; child !== null; child = child.nextSibling) visit(child);
  };
  visit(node);
  return found;
}

function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}
