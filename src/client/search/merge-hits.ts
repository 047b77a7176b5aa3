import { definitionPassages } from './definition-passages.ts';
import { parseExcerpt } from './excerpt.ts';
import { foldWords } from './expand-query.ts';
import type { FoundPage } from './found-page.ts';

/** A page with its score for one way to say the query. */
export interface ScoredPage {
  readonly score: number;
  readonly page: FoundPage;
}

/** A passage of the text. */
export interface TextHit {
  readonly url: string;
  /** Heading that the passage stands under. */
  readonly title: string;
  readonly pageTitle: string;
  readonly kind: string;
  readonly status: string;
  /** Escaped text with `<mark>` around matches. */
  readonly excerpt: string;
}

const passagesPerPage = 3;

/**
 * Merges the answers for all ways to say a query: each page once, where it scored best, with the passages that have most
 * matches.
 */
export function mergeHits(
  queries: readonly string[],
  answers: readonly (readonly ScoredPage[])[],
): TextHit[] {
  const starts = queries.flatMap(wordStarts);
  const pages = new Map<string, Map<string, TextHit>>();
  for (const { page } of answers.flat().sort((a, b) => b.score - a.score)) {
    const merged = pages.get(page.url) ?? new Map<string, TextHit>();
    pages.set(page.url, merged);
    for (const hit of passages(page)) {
      if (!merged.has(hit.url) && isRelevant(hit, starts)) merged.set(hit.url, hit);
    }
  }
  return [...pages.values()].flatMap((hits) => [...hits.values()].slice(0, passagesPerPage));
}

function passages(page: FoundPage): TextHit[] {
  const definitions = definitionPassages(page);
  const byMatches = (definitions.length > 0 ? definitions : page.sub_results).toSorted(
    (a, b) => b.locations.length - a.locations.length,
  );
  return byMatches.map(({ title, url, excerpt }) => ({
    url,
    title,
    excerpt,
    pageTitle: page.meta['title'] ?? page.url,
    kind: page.filters['kind']?.[0] ?? '',
    status: page.filters['status']?.[0] ?? '',
  }));
}

/**
 * Pagefind answers a word it does not know with words that share its first letter. A marked word has to share a little
 * more with the query; three letters leave room for endings.
 */
function isRelevant({ excerpt }: TextHit, starts: readonly string[]): boolean {
  return parseExcerpt(excerpt).some(
    ({ text, isMatch }) =>
      isMatch &&
      foldWords(text)
        .split(' ')
        .some((word) => starts.some((start) => word.startsWith(start))),
  );
}

function wordStarts(query: string): string[] {
  return foldWords(query)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.slice(0, word.length > 4 ? 3 : 2));
}
