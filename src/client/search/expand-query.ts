import type { Synonym } from '../../domain/search-entries.ts';

const mostExpansions = 2;

/**
 * Other ways to say a query: each acronym in it spelt out, each spelt-out name as its acronym. An expansion that replaces
 * the whole query stands in quotes, which full-text search takes as a phrase.
 */
export function expandQuery(query: string, synonyms: readonly Synonym[]): string[] {
  const words = foldWords(query);
  if (words === '') return [];
  const expansions = synonyms.flatMap(([acronym, expansion]): string[] => {
    if (mentions(query, acronym)) return [replaced(words, foldWords(acronym), expansion)];
    const phrase = foldWords(expansion);
    return ` ${words} `.includes(` ${phrase} `) ? [replaced(words, phrase, acronym)] : [];
  });
  return [...new Set(expansions)].slice(0, mostExpansions);
}

/** Lower case, accents off, everything but letters and digits as single spaces: `Multi-Stream` is `multi stream`. */
export function foldWords(text: string): string {
  const lower = text.toLowerCase();
  // Nearly all names are plain, and folding them is most of the work of building the index.
  if (isPlain.test(lower)) return lower.replaceAll(/[^a-z0-9]+/g, ' ').trim();
  return lower
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const isPlain = /^[^\u0080-\uffff]*$/;

/**
 * Whether an acronym stands in the query as a word of its own, not as a part of an identifier. Two letters may be a word
 * (`is`, `it`, `or`), so within a longer query they count in their own case only.
 */
function mentions(query: string, acronym: string): boolean {
  const words = query
    .split(/\s+/)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
  const isLenient = acronym.length > 2 || words.length === 1;
  return words.some(
    (word) => word === acronym || (isLenient && word.toLowerCase() === acronym.toLowerCase()),
  );
}

function replaced(words: string, part: string, by: string): string {
  if (words === part) return by.includes(' ') ? `"${by}"` : by;
  return ` ${words} `.replace(` ${part} `, ` ${by} `).trim();
}
