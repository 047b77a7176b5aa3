import type { Nodes } from 'mdast';
// Adds the nodes of MDX to the types of mdast.
import type {} from 'remark-mdx';

/** An element of MDX, between or within paragraphs. */
export type Element = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

/** Value of a literal attribute; `undefined` for an expression that has to be computed. */
type AttributeValue = string | number | boolean | undefined;

/** The attributes of an element by name. A spread, which has no name, is listed as `...`. */
export function attributesOf(element: Element): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {};
  for (const attribute of element.attributes) {
    if (attribute.type === 'mdxJsxExpressionAttribute') values['...'] = undefined;
    else if (attribute.value === null || attribute.value === undefined) values[attribute.name] = true;
    else if (typeof attribute.value === 'string') values[attribute.name] = attribute.value;
    else values[attribute.name] = literalValue(attribute.value.value);
  }
  return values;
}

/** An attribute as text; empty where it is absent or not a literal. */
export function textAttribute(element: Element, name: string): string {
  const value = attributesOf(element)[name];
  return value === undefined || typeof value === 'boolean' ? '' : String(value);
}

/** Value of an expression such as `10`, `true` or `"x"`; `undefined` for any other. */
export function literalValue(expression: string): AttributeValue {
  const source = expression.trim();
  if (source === 'true' || source === 'false') return source === 'true';
  if (/^-?\d+(?:\.\d+)?$/.test(source)) return Number(source);
  const quoted = /^(["'`])((?:(?!\1)[^\\])*)\1$/s.exec(source);
  if (quoted === null || (quoted[1] === '`' && source.includes('${'))) return undefined;
  return quoted[2];
}
