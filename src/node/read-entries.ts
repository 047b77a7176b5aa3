import type { z } from 'zod';
import type { MeasuredDocument } from '../domain/document.ts';
import { nearest } from '../domain/edit-distance.ts';
import type { Finding } from '../domain/finding.ts';
import type { DataEntry, DocumentEntry } from '../domain/program.ts';
import { DocumentSyntaxError } from '../markdown/parse-document.ts';
import { showPath, validate, type ContentIssue } from '../schemas/issue-text.ts';
import { belongsTo, type Collection } from './collections.ts';
import type { ParseSource } from './document-cache.ts';
import { parseYaml, type ParsedYaml } from './parse-yaml.ts';
import type { NamedSource } from './source-files.ts';

/** The valid entries of a collection, and what is wrong with the others. */
export interface ReadEntries<Entry> {
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
}

/** A collection's entries of a given kind. */
type DataOf<Schema extends z.ZodType> = DataEntry<z.output<Schema>>;
type DocumentOf<Schema extends z.ZodType> = DocumentEntry<z.output<Schema>>;

/** Reads the YAML files of a collection. */
export function readData<Schema extends z.ZodType>(
  collection: Collection<Schema>,
  sources: readonly NamedSource[],
): ReadEntries<DataOf<Schema>> {
  return collect(collection, sources, (source) => {
    const parsed = parseYaml(source.text);
    if ('error' in parsed) return unreadable(source.file, parsed.error.line, parsed.error.message);
    return toEntry(collection, source, parsed);
  });
}

/** Reads the MDX files of a collection, each parsed once. */
export function readDocuments<Schema extends z.ZodType>(
  collection: Collection<Schema>,
  sources: readonly NamedSource[],
  parse: ParseSource,
): ReadEntries<DocumentOf<Schema>> {
  return collect(collection, sources, (source) => {
    const parsed = readDocument(source, parse);
    if (Array.isArray(parsed)) return parsed;
    const entry = toEntry(collection, source, parsed);
    return Array.isArray(entry) ? entry : { ...entry, document: parsed.document };
  });
}

function collect<Entry>(
  collection: Collection,
  sources: readonly NamedSource[],
  read: (source: NamedSource) => Entry | Finding[],
): ReadEntries<Entry> {
  const results = sources.filter(({ name }) => belongsTo(collection, name)).map(read);
  return {
    entries: results.filter((result): result is Exclude<typeof result, Finding[]> => !Array.isArray(result)),
    findings: results.flatMap((result) => (Array.isArray(result) ? (result as Finding[]) : [])),
  };
}

function readDocument(
  { file, text }: NamedSource,
  parse: ParseSource,
): (ParsedYaml & { document: MeasuredDocument }) | Finding[] {
  try {
    const { document, frontmatter, frontmatterLine } = parse(file, text);
    const parsed = parseYaml(frontmatter, frontmatterLine);
    if ('error' in parsed) return unreadable(file, parsed.error.line, parsed.error.message);
    return { ...parsed, document };
  } catch (error) {
    if (error instanceof DocumentSyntaxError) return unreadable(file, error.line, error.message);
    throw error;
  }
}

function toEntry<Schema extends z.ZodType>(
  collection: Collection<Schema>,
  { name, file }: NamedSource,
  { data, lineOf }: ParsedYaml,
): DataOf<Schema> | Finding[] {
  // An empty file has no fields, which says more than that it is nothing.
  const result = validate(collection.schema, data ?? {});
  if ('data' in result) return { id: entryId(collection, name), file, data: result.data, lineOf };
  return result.issues.map((issue) => invalid(collection, file, lineOf(issue.path), issue, data));
}

/** Path below the collection without extension: `operations/02-architecture`. */
function entryId(collection: Collection, name: string): string {
  const below =
    name === collection.path ? (name.split('/').at(-1) ?? name) : name.slice(collection.path.length + 1);
  return below.replace(/\.\w+$/, '');
}

function unreadable(file: string, line: number, message: string): Finding[] {
  return [
    {
      rule: 'unreadable-file',
      file,
      line,
      subject: file,
      message,
      hint: 'Correct the file at this line; nothing in it could be read.',
    },
  ];
}

function invalid(
  { schemaFile }: Collection,
  file: string,
  line: number,
  issue: ContentIssue,
  data: unknown,
): Finding {
  const path = showPath(data, issue.path);
  const finding = { rule: 'invalid-content' as const, file, line, subject: `${file}: ${path}` };
  const meaning = `${schemaFile} says what each field means.`;
  if (issue.type === 'unknown-field') {
    const parent = issue.path.slice(0, -1);
    const meant = nearest(issue.field, issue.known);
    return {
      ...finding,
      message: `"${issue.field}" is not a field of ${parent.length === 0 ? 'this file' : showPath(data, parent)}.`,
      hint: meant === undefined ? `Remove it; ${meaning}` : `Did you mean "${meant}"? ${meaning}`,
    };
  }
  return {
    ...finding,
    message: `${path === '' ? 'The file as a whole' : `The field ${path}`}: ${issue.text}.`,
    hint: `${issue.isMissing ? 'Add' : 'Correct'} it; ${meaning}`,
  };
}
