import { z } from 'zod';

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
  const result = z.strictObject(shape).safeParse(props);
  if (result.success) return result.data as z.output<z.ZodObject<Shape>>;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'properties'}: ${issue.message}`);
  throw new Error(`<${component}> on ${page} cannot be shown. ${problems.join('; ')}. Properties given: ${JSON.stringify(props)}.`);
}

/** One line of text. */
export const text = z.string().trim().min(1);

/** An anchor of the page. */
export const anchor = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
