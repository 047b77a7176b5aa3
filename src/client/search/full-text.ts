import type { SearchFilters } from '../../domain/search-entries.ts';
import type { FoundPage } from './found-page.ts';
import { mergeHits, type TextHit } from './merge-hits.ts';

/** Searches the text of all pages. */
export interface FullText {
  /** Passages for all ways to say a query, the query itself first; `pages` are the most pages to read. */
  find(queries: readonly string[], filters: SearchFilters, pages: number): Promise<TextAnswer>;
}

export interface TextAnswer {
  readonly hits: readonly TextHit[];
  /** True when there are more pages than were read. */
  readonly hasMore: boolean;
}

interface PagefindResult {
  readonly id: string;
  readonly score: number;
  data(): Promise<FoundPage>;
}

/** The part of Pagefind's browser module that is used. */
interface Pagefind {
  options(options: { basePath: string; baseUrl: string; excerptLength: number }): Promise<void>;
  init(): Promise<void>;
  search(query: string, options: { filters: SearchFilters }): Promise<{ results: readonly PagefindResult[] }>;
}

/** Loads Pagefind, which the build writes beside the pages; fails where there is no network or no build. */
export async function loadFullText(base: string, attempt = 0): Promise<FullText> {
  // Browsers remember a module that failed to load, by its address; another attempt needs another one.
  const address = `${base}pagefind/pagefind.js${attempt === 0 ? '' : `?attempt=${attempt}`}`;
  // The module is not there yet when the site is bundled.
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  await pagefind.options({ basePath: `${base}pagefind/`, baseUrl: base, excerptLength: 24 });
  await pagefind.init();
  return {
    async find(queries, filters, pages) {
      const found = await Promise.all(queries.map((query) => pagefind.search(query, { filters })));
      const answers = await Promise.all(
        found.map(({ results }) =>
          Promise.all(
            results
              .slice(0, pages)
              .map(async (result) => ({ score: result.score, page: await result.data() })),
          ),
        ),
      );
      return {
        hits: mergeHits(queries, answers),
        hasMore: found.some(({ results }) => results.length > pages),
      };
    },
  };
}
