import MiniSearch from 'minisearch';
import { matchesFilters, readSearchIndex } from '../../domain/search-entries.ts';
import type { SearchEntry, SearchFilters, SearchIndex } from '../../domain/search-entries.ts';
import { expandQuery, foldWords } from './expand-query.ts';

/** Searches titles, headings and names. */
export interface TitleSearch {
  /**
   * Entries that have all the words, best first; those with some of them where none has all. Without words, all pages that
   * have the chosen values.
   */
  find(query: string, filters?: SearchFilters): SearchEntry[];
}

/** An entry found by another way to say the query counts a little less than one found by its own words. */
const expansionWeight = 0.9;

/** Builds the search over the small index; a few hundredths of a second for a full program. */
export function createTitleSearch(index: SearchIndex): TitleSearch {
  const entries = readSearchIndex(index);
  const known = entries.map(({ title, names }) => [title, ...names].map(foldWords));
  const search = new MiniSearch<SearchEntry>({
    fields: ['title', 'names', 'hint'],
    tokenize: indexedWords,
    processTerm: (term) => (stopWords.has(term) ? null : term),
    extractField: (entry, field) =>
      field === 'names' ? entry.names.join(' ') : String(entry[field as 'id' | 'title' | 'hint']),
    searchOptions: {
      tokenize: queryWords,
      boost: { title: 4, names: 3 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      boostDocument: (id) => weight(entries[id as number]),
    },
  });
  search.addAll(entries);

  const scores = (query: string, filters: SearchFilters, combineWith: 'AND' | 'OR'): Map<number, number> => {
    const wanted = foldWords(query);
    const found = search.search(query, {
      combineWith,
      filter: ({ id }) => isMatch(entries[id as number], filters),
    });
    return new Map(
      found.map(({ id, score }) => [id as number, score * exactness(known[id as number] ?? [], wanted)]),
    );
  };

  const inOrder = (found: ReadonlyMap<number, number>): SearchEntry[] =>
    [...found].sort(([idA, a], [idB, b]) => b - a || idA - idB).flatMap(([id]) => entries[id] ?? []);

  return {
    find(query, filters = {}) {
      if (foldWords(query) === '')
        return entries.filter((entry) => entry.type === 'page' && matchesFilters(entry, filters));
      const best = scores(query, filters, 'AND');
      for (const other of expandQuery(query, index.synonyms)) {
        for (const [id, score] of scores(other, filters, 'AND')) {
          best.set(id, Math.max(best.get(id) ?? 0, score * expansionWeight));
        }
      }
      if (best.size === 0) return inOrder(scores(query, filters, 'OR'));
      return inOrder(best);
    },
  };
}

const stopWords: ReadonlySet<string> = new Set([
  'a',
  'an',
  'and',
  'for',
  'in',
  'is',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);

/** Words of a query, folded: `StateSyncLagHigh` and `state_sync_lag_high` are the same four words. */
export function queryWords(text: string): string[] {
  const folded = foldWords(text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  return folded === '' ? [] : folded.split(' ');
}

/** Words of a text as they are indexed: an identifier counts whole, too, for those who write it as one word. */
export function indexedWords(text: string): string[] {
  return text.split(/\s+/).flatMap((chunk) => {
    const parts = queryWords(chunk);
    return parts.length > 1 ? [parts.join(''), ...parts] : parts;
  });
}

function isMatch(entry: SearchEntry | undefined, filters: SearchFilters): boolean {
  return entry !== undefined && matchesFilters(entry, filters);
}

/** Pages before their headings, and what can be read before what is planned. */
function weight(entry: SearchEntry | undefined): number {
  if (entry === undefined) return 1;
  const byType = { page: 1.25, heading: 1, reference: 1.1 }[entry.type];
  return entry.status === 'planned' ? byType * 0.8 : byType;
}

function exactness(names: readonly string[], wanted: string): number {
  if (names.includes(wanted)) return 8;
  return names.some((name) => name.startsWith(wanted)) ? 2 : 1;
}
