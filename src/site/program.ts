import { readFileSync } from 'node:fs';
import { getCollection, type CollectionEntry, type CollectionKey } from 'astro:content';
import { createBacklinks, type FindBacklinks } from '../domain/backlinks.ts';
import type { DataEntry, DocumentEntry, Program, TrackDocumentEntry } from '../domain/program.ts';
import { listPages, type Page } from '../domain/routes.ts';
import { trackPaths, type TrackPath } from '../domain/track-path.ts';
import { figureNames } from './figures.ts';
import { documentCacheFile, openDocumentCache, type ParseSource } from '../node/document-cache.ts';
import { trackIdSchema } from '../schemas/common.ts';

/** What every page of the site is made from. */
export interface Site {
  readonly program: Program;
  readonly pages: readonly Page[];
  readonly paths: readonly TrackPath[];
  readonly backlinks: FindBacklinks;
}

/** While writing, a page asks for the site once for every reference in it; within this time they get the same one. */
const freshMs = 1500;

let loaded: Promise<Site> | undefined;

/** Assembles the program from the content collections: once a build, and anew for a page that is written on. */
export function loadSite(): Promise<Site> {
  if (loaded === undefined) {
    loaded = assembleSite();
    const forget = () => void setTimeout(() => (loaded = undefined), freshMs);
    if (import.meta.env.DEV) loaded.then(forget, forget);
  }
  return loaded;
}

async function assembleSite(): Promise<Site> {
  // A build checks first, and the check keeps what it has parsed.
  const { parse } = openDocumentCache(documentCacheFile);
  const program: Program = {
    index: await single('index'),
    releases: await single('releases'),
    redirects: await single('redirects'),
    exceptions: await single('exceptions'),
    tracks: await list('tracks'),
    sections: (await trackDocuments('sections', parse)).sort((a, b) => compareText(a.id, b.id)),
    labs: await trackDocuments('labs', parse),
    scenarios: await list('scenarios'),
    runbooks: await documents('runbooks', parse),
    exams: await documents('exams', parse),
    banks: await list('banks'),
    decks: await list('decks'),
    schedules: await list('schedules'),
    guides: await documents('guides', parse),
    reference: {
      metrics: await single('metrics'),
      alerts: await single('alerts'),
      dashboards: await single('dashboards'),
      commands: await single('commands'),
      api: await single('api'),
      configuration: await single('configuration'),
      errors: await single('errors'),
      ports: await single('ports'),
      glossary: await single('glossary'),
    },
    figures: figureNames(),
  };
  const pages = listPages(program);
  return { program, pages, paths: trackPaths(program, pages), backlinks: createBacklinks(pages) };
}

type Data<Key extends CollectionKey> = CollectionEntry<Key>['data'];

async function list<Key extends CollectionKey>(key: Key): Promise<DataEntry<Data<Key>>[]> {
  const entries = await getCollection(key);
  return entries.map((entry) => toData(entry)).sort((a, b) => compareText(a.id, b.id));
}

async function single<Key extends CollectionKey>(key: Key): Promise<DataEntry<Data<Key>>> {
  const [entry] = await getCollection(key);
  if (entry === undefined)
    throw new Error(`The collection "${key}" is empty; its file in content/ is missing.`);
  return toData(entry);
}

function toData<Key extends CollectionKey>(entry: CollectionEntry<Key>): DataEntry<Data<Key>> {
  // Lines are for findings, which the check prints from the files themselves.
  return { id: entry.id, file: entry.filePath ?? entry.id, data: entry.data as Data<Key>, lineOf: () => 1 };
}

async function documents<Key extends CollectionKey>(
  key: Key,
  parse: ParseSource,
): Promise<DocumentEntry<Data<Key>>[]> {
  const entries = await getCollection(key);
  return entries
    .map((entry) => {
      const data = toData(entry);
      return { ...data, document: parse(data.file, readFileSync(data.file, 'utf8')).document };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

async function trackDocuments<Key extends CollectionKey>(
  key: Key,
  parse: ParseSource,
): Promise<TrackDocumentEntry<Data<Key>>[]> {
  return (await documents(key, parse)).map((entry) => ({
    ...entry,
    track: trackIdSchema.parse(entry.id.split('/')[0]),
  }));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
