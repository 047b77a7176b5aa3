import { referenceAnchor } from './routes.ts';

/**
 * The small index as it travels: arrays in place of objects, words that repeat as positions in a table. Zero stands for
 * "none" where a position is optional, so positions of levels and minutes count from 1.
 */
export interface SearchIndex {
  readonly version: 1;
  readonly kinds: readonly string[];
  readonly statuses: readonly string[];
  readonly tracks: readonly string[];
  readonly levels: readonly string[];
  readonly minutes: readonly string[];
  readonly pages: readonly PageRow[];
  readonly references: readonly ReferenceRows[];
  /** Acronyms and what they stand for. */
  readonly synonyms: readonly Synonym[];
}

/** Address, title, summary, kind, status, bits of the tracks, level, minutes; then the headings of a written page. */
export type PageRow = readonly [
  url: string,
  title: string,
  summary: string,
  kind: number,
  status: number,
  tracks: number,
  level: number,
  minutes: number,
  headings?: readonly HeadingRow[],
];

/** A heading whose anchor is the plain slug of its text, or one whose anchor differs. */
export type HeadingRow = string | readonly [text: string, anchor: string];

/** Entries of one reference page: what an entry is called, the page's address without its fragment, the rows. */
export type ReferenceRows = readonly [label: string, url: string, rows: readonly ReferenceRow[]];

/**
 * Name, what it means, other names, and the anchor where it is not the plain anchor of the name. An acronym leaves its
 * meaning empty: its expansion stands among the synonyms.
 */
export type ReferenceRow = readonly [name: string, hint?: string, names?: readonly string[], anchor?: string];

export type Synonym = readonly [acronym: string, expansion: string];

/** What search can narrow its results by. */
export const searchFilterNames = ['track', 'kind', 'level', 'status', 'minutes'] as const;
export type SearchFilterName = (typeof searchFilterNames)[number];

/** A chosen value for some of the filters. */
export type SearchFilters = { readonly [Name in SearchFilterName]?: string };

/** Something that search finds by its name. */
export interface SearchEntry {
  /** Position in the list of entries. */
  readonly id: number;
  readonly type: 'page' | 'heading' | 'reference';
  readonly title: string;
  /** What it is, in a word or as its page's title: `lab`, `Metric`, `2 DWCP v3 architecture`. */
  readonly label: string;
  readonly hint: string;
  /** Other names, expansions and aliases. */
  readonly names: readonly string[];
  /** Address with fragment, without the base path. */
  readonly url: string;
  readonly kind: string;
  readonly status: string;
  readonly tracks: readonly string[];
  readonly level: string;
  readonly minutes: string;
}

/** Unpacks the small index. */
export function readSearchIndex(index: SearchIndex): SearchEntry[] {
  const entries: Omit<SearchEntry, 'id'>[] = [];
  for (const row of index.pages) entries.push(...readPage(index, row));
  const expansions = new Map(index.synonyms);
  for (const [label, url, rows] of index.references) {
    for (const [name, hint = '', names = [], anchor] of rows) {
      const expansion = label === termLabel && hint === '' ? expansions.get(name) : undefined;
      entries.push({
        type: 'reference',
        title: name,
        label,
        hint: expansion ?? hint,
        names: expansion === undefined ? names : [expansion, ...names],
        url: `${url}#${anchor ?? referenceAnchor(name)}`,
        kind: 'reference',
        status: 'complete',
        tracks: [],
        level: '',
        minutes: '',
      });
    }
  }
  return entries.map((entry, id) => ({ id, ...entry }));
}

function readPage(index: SearchIndex, row: PageRow): Omit<SearchEntry, 'id'>[] {
  const [url, title, summary, kind, status, tracks, level, minutes, headings = []] = row;
  const facts = {
    kind: index.kinds[kind] ?? '',
    status: index.statuses[status] ?? '',
    tracks: index.tracks.filter((_, position) => (tracks & (1 << position)) !== 0),
    level: index.levels[level - 1] ?? '',
    minutes: index.minutes[minutes - 1] ?? '',
    names: [],
  };
  return [
    { type: 'page', title, label: facts.kind, hint: summary, url, ...facts },
    ...headings.map((heading): Omit<SearchEntry, 'id'> => {
      const [text, anchor] = typeof heading === 'string' ? [heading, plainSlug(heading)] : heading;
      return { type: 'heading', title: text, label: title, hint: '', url: `${url}#${anchor}`, ...facts };
    }),
  ];
}

/** What an entry of the glossary is called in results. */
export const termLabel = 'Term';

/** GitHub's slug of a heading that is the first of its text on a page. */
export function plainSlug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

/** Whether an entry has every value that was chosen. */
export function matchesFilters(entry: SearchEntry, filters: SearchFilters): boolean {
  return searchFilterNames.every((name) => {
    const wanted = filters[name];
    if (wanted === undefined) return true;
    return name === 'track' ? entry.tracks.includes(wanted) : entry[name] === wanted;
  });
}
