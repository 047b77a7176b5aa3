import type { z } from 'zod';
import { showPath, validate } from '../../../src/schemas/issue-text.ts';

/** What a writer is told about data, one line for each issue. */
export function refusals(schema: z.ZodType, data: unknown): string[] {
  const result = validate(schema, data);
  if ('data' in result) return [];
  return result.issues.map((issue) =>
    issue.type === 'value'
      ? `${showPath(data, issue.path)}: ${issue.text}`
      : `${showPath(data, issue.path)} is not a field`,
  );
}

/** Paths of the objects in an example to which an unknown field can be added without a refusal. */
export function looseObjects(schema: z.ZodType, example: unknown): string[] {
  return objectsIn(example, [])
    .filter((path) => {
      const data: unknown = structuredClone(example);
      const object = path.reduce<unknown>(
        (value, step) => (value as Record<string | number, unknown>)[step],
        data,
      );
      Object.assign(object as object, { surprise: 1 });
      return !refusals(schema, data).some((text) => text.endsWith('surprise is not a field'));
    })
    .map((path) => path.join('.'));
}

function objectsIn(value: unknown, path: readonly (string | number)[]): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, item]) =>
    objectsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? below : [[...path], ...below];
}
