import { z } from 'zod';
import { validate } from '../../schemas/issue-text.ts';

/**
 * Reads the properties a writer gave to a component; nothing else checks them in MDX. The error names the component,
 * the page, the property, and what was expected.
 */
export function parseProps<Shape extends z.ZodRawShape>(
  component: string,
  page: string,
  shape: Shape,
  props: Record<string, unknown>,
): z.output<z.ZodObject<Shape>> {
  const result = validate(z.strictObject(shape), props);
  if ('data' in result) return result.data;
  const problems = result.issues.map((issue) =>
    issue.type === 'value'
      ? `Its property "${issue.path.join('.')}": ${issue.text}.`
      : `It has no property "${issue.field}".`,
  );
  throw new Error(`<${component}> on ${page} cannot be shown. ${problems.join(' ')}`);
}

/** One line of text. */
export const text = z.string().trim().min(1);

/** An anchor of the page. */
export const anchor = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
