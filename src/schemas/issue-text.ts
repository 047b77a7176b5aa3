import type { z } from 'zod';

/** Where a value stands in parsed data. */
export type DataPath = readonly (string | number)[];

/** One thing in which data differs from its schema, in words for a writer. */
export type ContentIssue =
  | { readonly type: 'value'; readonly path: DataPath; readonly isMissing: boolean; readonly text: string }
  /** `path` ends with the field. `known` are the fields that the schema has in its place. */
  | {
      readonly type: 'unknown-field';
      readonly path: DataPath;
      readonly field: string;
      readonly known: readonly string[];
    };

/** Data that has been held against a schema. */
export type Validated<Data> = { readonly data: Data } | { readonly issues: readonly ContentIssue[] };

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** Holds data against a schema, and says in words what does not agree. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
): Validated<z.output<Schema>> {
  // Zod names unknown fields without the known ones; the object they stand in tells them apart.
  const knownFields = new Map<unknown, string[]>();
  const result = schema.safeParse(data, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        knownFields.set(issue.input, [...(knownFields.get(issue.input) ?? []), ...fieldsOf(issue)]);
      }
      return expectation(issue);
    },
  });
  if (result.success) return { data: result.data };
  return { issues: result.error.issues.flatMap((issue) => explain(issue, [], data, knownFields)) };
}

function explain(
  issue: Issue,
  base: DataPath,
  data: unknown,
  knownFields: ReadonlyMap<unknown, string[]>,
): ContentIssue[] {
  const path = [...base, ...issue.path].filter((step) => typeof step !== 'symbol');
  const value = valueAt(data, path);
  if (issue.code === 'unrecognized_keys') {
    const known = [...new Set(knownFields.get(value))];
    return issue.keys.map((field): ContentIssue => ({
      type: 'unknown-field',
      path: [...path, field],
      field,
      known,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nested = likeliest(issue.errors);
    if (nested !== undefined) return nested.flatMap((inner) => explain(inner, path, data, knownFields));
    return [valueIssue(path, value, alternatives(issue.errors.flat().map(({ message }) => message)))];
  }
  return [valueIssue(path, value, issue.message)];
}

/** Messages of the schemas say either what to do or what was expected. */
const isInstruction = /^(?:use|write|name|keep|state|give)\b/;

function valueIssue(path: DataPath, value: unknown, message: string): ContentIssue {
  const isMissing = value === undefined;
  const found = isMissing ? 'it is missing' : `found ${showValue(value)}`;
  return {
    type: 'value',
    path,
    isMissing,
    text: `${found}${isInstruction.test(message) ? '; ' : ', expected '}${message}`,
  };
}

/** Issues of the alternative that the writer most likely meant; `undefined` when a single value fits none of them. */
function likeliest(errors: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  if (
    errors.every((issues) =>
      issues.every(({ path, code }) => path.length === 0 && code !== 'unrecognized_keys'),
    )
  )
    return undefined;
  const fewest = Math.min(...errors.map(({ length }) => length));
  const best = errors.find(({ length }) => length === fewest) ?? [];
  const unknown = best.filter(({ code }) => code === 'unrecognized_keys');
  const isTie = errors.filter(({ length }) => length === fewest).length > 1;
  return isTie && unknown.length > 0 ? unknown : best;
}

function alternatives(messages: readonly string[]): string {
  return [...new Set(messages)].join(', or ');
}

function fieldsOf(issue: RawIssue): string[] {
  const definition: object | undefined = issue.inst?._zod.def;
  return definition !== undefined && 'shape' in definition ? Object.keys(definition.shape as object) : [];
}

/** What the schema asks for, to stand after "expected". */
function expectation(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[String(issue['expected'])] ?? `a value of the type ${String(issue['expected'])}`;
    case 'invalid_value':
      return listChoices(issue['values'] as readonly unknown[]);
    case 'invalid_union':
      return listChoices((issue['options'] as readonly unknown[] | undefined) ?? []);
    case 'too_small':
      return limit(issue, 'at least', 'more than', issue['minimum']);
    case 'too_big':
      return limit(issue, 'at most', 'less than', issue['maximum']);
    case 'invalid_format':
      return formatNames[String(issue['format'])] ?? `text that matches ${String(issue['pattern'])}`;
    case 'not_multiple_of':
      return `a multiple of ${String(issue['divisor'])}`;
    default:
      return 'another value';
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'named fields',
  record: 'named fields',
  undefined: 'nothing',
  null: 'nothing',
};

const formatNames: Readonly<Record<string, string>> = {
  email: 'an email address',
  url: 'a web address',
  date: 'a date as YYYY-MM-DD',
  time: 'a time of day',
};

function limit(issue: RawIssue, including: string, excluding: string, bound: unknown): string {
  const origin = 'origin' in issue ? issue.origin : undefined;
  if (origin === 'string' && bound === 1) return 'some text';
  const amount = `${issue['inclusive'] === false ? excluding : including} ${String(bound)}`;
  if (origin === 'string') return `${amount} characters`;
  return origin === 'array' ? `${amount} ${bound === 1 ? 'entry' : 'entries'}` : amount;
}

function listChoices(values: readonly unknown[]): string {
  const quoted = values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value)));
  const last = quoted.at(-1) ?? 'another value';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
}

const longestValue = 60;

/** A value as a writer would recognise it, shortened. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') {
    const line = value.replaceAll(/\s+/g, ' ').trim();
    return `"${line.length > longestValue ? `${line.slice(0, longestValue - 1)}…` : line}"`;
  }
  // YAML reads a text that looks like a date and has no quotes as a moment in time.
  if (value instanceof Date) return `the moment ${value.toISOString()}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return `the fields ${Object.keys(value).slice(0, 5).join(', ') || '{}'}`;
  return String(value as number | boolean);
}

/** The value at a path; `undefined` where there is none. */
export function valueAt(data: unknown, path: DataPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

/** A path for people: entries of lists are named by their id, name or number where they have one. */
export function showPath(data: unknown, path: DataPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'string') return index === 0 ? step : `.${step}`;
      return `[${entryName(valueAt(data, path.slice(0, index + 1))) ?? step + 1}]`;
    })
    .join('');
}

function entryName(entry: unknown): string | undefined {
  const name = ['id', 'name', 'term', 'key', 'code', 'number', 'title'].map((field) =>
    valueAt(entry, [field]),
  );
  return name
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String)
    .find((text) => text !== '');
}
