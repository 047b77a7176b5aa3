import type { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import type {
  DataEntry,
  DocumentEntry,
  Program,
  Reference,
  SourceFile,
  TrackDocumentEntry,
} from '../domain/program.ts';
import { parseDocument } from '../markdown/parse-document.ts';
import { trackIdSchema } from '../schemas/common.ts';
import {
  belongsTo,
  collections,
  commissionedCollections,
  commissionedFolder,
  figuresFolder,
  type Collection,
} from './collections.ts';
import type { ParseSource } from './document-cache.ts';
import { readData, readDocuments } from './read-entries.ts';
import { readSources, type NamedSource } from './source-files.ts';

/** What is in `content/`. */
export interface ReadProgram {
  /** Everything that is valid; absent when the index or a file of the reference is not. */
  readonly program?: Program;
  readonly sources: readonly SourceFile[];
  /** Files that cannot be read, do not have the form of their collection, or are missing or unknown. */
  readonly findings: readonly Finding[];
}

/** Collects findings while files are read one after another. */
interface Reading {
  readonly root: string;
  readonly sources: readonly NamedSource[];
  readonly findings: Finding[];
  readonly parse: ParseSource;
}

/** Reads and validates the program below `root`. Entries that are not valid are left out of it, so that the others are checked. */
export async function readProgram(
  root = 'content',
  parse: ParseSource = parseDocument,
): Promise<ReadProgram> {
  return assembleProgram(await readSources(root), root, parse);
}

/** Does the same with files that have been read, or made up. */
export function assembleProgram(
  files: readonly NamedSource[],
  root: string,
  parse: ParseSource = parseDocument,
): ReadProgram {
  const sources = files.filter(({ name }) => !name.startsWith(`${commissionedFolder}/`));
  const reading: Reading = { root, sources, findings: [], parse };
  reportStrays(reading);

  const index = single(reading, collections.index);
  const reference = readReference(reading);
  const rest = {
    // These may be empty, so a program can do without them while they are mended.
    releases:
      single(reading, collections.releases) ?? emptyEntry(root, collections.releases, { releases: [] }),
    redirects:
      single(reading, collections.redirects) ?? emptyEntry(root, collections.redirects, { redirects: [] }),
    exceptions:
      single(reading, collections.exceptions) ?? emptyEntry(root, collections.exceptions, { exceptions: [] }),
    tracks: list(reading, collections.tracks),
    sections: trackDocuments(reading, collections.sections),
    labs: trackDocuments(reading, collections.labs),
    scenarios: list(reading, collections.scenarios),
    runbooks: documents(reading, collections.runbooks),
    exams: documents(reading, collections.exams),
    banks: list(reading, collections.banks),
    decks: list(reading, collections.decks),
    schedules: list(reading, collections.schedules),
    guides: documents(reading, collections.guides),
    figures: figureNames(sources),
  };
  return {
    ...(index === undefined || reference === undefined ? {} : { program: { index, reference, ...rest } }),
    sources,
    findings: reading.findings,
  };
}

/** Reads the program as it was commissioned: its index and schedules, with the reference of today. */
export async function readCommissioned(root = 'content'): Promise<ReadProgram> {
  const all = await readSources(root);
  const reading: Reading = { root, sources: all, findings: [], parse: parseDocument };
  const index = single(reading, commissionedCollections.index);
  const reference = readReference(reading);
  const rest = {
    releases: emptyEntry(root, collections.releases, { releases: [] }),
    redirects: emptyEntry(root, collections.redirects, { redirects: [] }),
    exceptions: emptyEntry(root, collections.exceptions, { exceptions: [] }),
    tracks: [],
    sections: [],
    labs: [],
    scenarios: [],
    runbooks: [],
    exams: [],
    banks: [],
    decks: [],
    guides: [],
    schedules: list(reading, commissionedCollections.schedules),
    figures: figureNames(all),
  };
  return {
    ...(index === undefined || reference === undefined ? {} : { program: { index, reference, ...rest } }),
    sources: all.filter(({ name }) => name.startsWith(`${commissionedFolder}/`)),
    findings: reading.findings,
  };
}

function readReference(reading: Reading): Reference | undefined {
  const { metrics, alerts, dashboards, commands, api, configuration, errors, ports, glossary } = {
    metrics: single(reading, collections.metrics),
    alerts: single(reading, collections.alerts),
    dashboards: single(reading, collections.dashboards),
    commands: single(reading, collections.commands),
    api: single(reading, collections.api),
    configuration: single(reading, collections.configuration),
    errors: single(reading, collections.errors),
    ports: single(reading, collections.ports),
    glossary: single(reading, collections.glossary),
  };
  if (
    !metrics ||
    !alerts ||
    !dashboards ||
    !commands ||
    !api ||
    !configuration ||
    !errors ||
    !ports ||
    !glossary
  )
    return undefined;
  return { metrics, alerts, dashboards, commands, api, configuration, errors, ports, glossary };
}

function single<Schema extends z.ZodType>(
  reading: Reading,
  collection: Collection<Schema>,
): DataEntry<z.output<Schema>> | undefined {
  const { entries, findings } = readData(collection, reading.sources);
  reading.findings.push(...findings);
  if (entries.length === 0 && findings.length === 0) reading.findings.push(missing(reading.root, collection));
  return entries[0];
}

function list<Schema extends z.ZodType>(
  reading: Reading,
  collection: Collection<Schema>,
): DataEntry<z.output<Schema>>[] {
  const { entries, findings } = readData(collection, reading.sources);
  reading.findings.push(...findings);
  return [...entries];
}

function documents<Schema extends z.ZodType>(
  reading: Reading,
  collection: Collection<Schema>,
): DocumentEntry<z.output<Schema>>[] {
  const { entries, findings } = readDocuments(collection, reading.sources, reading.parse);
  reading.findings.push(...findings);
  return [...entries];
}

function trackDocuments<Schema extends z.ZodType>(
  reading: Reading,
  collection: Collection<Schema>,
): TrackDocumentEntry<z.output<Schema>>[] {
  return documents(reading, collection).flatMap((entry) => {
    const track = trackIdSchema.safeParse(entry.id.split('/')[0]);
    if (track.success) return [{ ...entry, track: track.data }];
    reading.findings.push({
      rule: 'content-not-in-index',
      file: entry.file,
      line: 1,
      subject: entry.file,
      message: `${entry.file} stands in the folder of no track.`,
      hint: `Move it into ${trackIdSchema.options.map((id) => `${reading.root}/${collection.path}/${id}/`).join(', ')}.`,
    });
    return [];
  });
}

/** Files that no collection would ever show. */
function reportStrays({ sources, findings }: Reading): void {
  const known = Object.values(collections);
  for (const { name, file } of sources) {
    if (known.some((collection) => belongsTo(collection, name)) || isFigure(name)) continue;
    findings.push({
      rule: 'content-not-in-index',
      file,
      line: 1,
      subject: file,
      message: `${file} belongs to no collection, so nothing shows it.`,
      hint: 'Move it to the folder of its kind, give it the extension that its kind has, or remove it.',
    });
  }
}

function missing(root: string, { path, schemaFile }: Collection): Finding {
  const file = `${root}/${path}`;
  return {
    rule: 'invalid-content',
    file,
    line: 1,
    subject: file,
    message: `The file ${file} is missing; the program cannot do without it.`,
    hint: `Add it; ${schemaFile} says what each field means.`,
  };
}

function emptyEntry<Data>(root: string, { path }: Collection, data: Data): DataEntry<Data> {
  return { id: path.replace(/^.*\/|\.yaml$/g, ''), file: `${root}/${path}`, data, lineOf: () => 1 };
}

function isFigure(name: string): boolean {
  return name.startsWith(`${figuresFolder}/`) && name.endsWith('.svg');
}

function figureNames(sources: readonly NamedSource[]): string[] {
  return sources.filter(({ name }) => isFigure(name)).map(({ name }) => name.slice(figuresFolder.length + 1));
}
