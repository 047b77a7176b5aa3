import type { SearchIndex } from '../../domain/search-entries.ts';
import { isInFolder } from '../data-request.ts';
import { loadFullText, type FullText } from './full-text.ts';
import { requestSearchIndex } from './index-request.ts';
import { createTitleSearch, type TitleSearch } from './title-search.ts';

/** The small index, ready to search. */
export interface Titles {
  readonly index: SearchIndex;
  readonly search: TitleSearch;
}

/** Loads both searches when they are first asked for; `undefined` where loading failed, and the next call tries again. */
export interface SearchEngine {
  titles(): Promise<Titles | undefined>;
  fullText(): Promise<FullText | undefined>;
}

/** The search of the site below `base`. */
export function createSearchEngine(base: string): SearchEngine {
  return {
    titles: once(async () => {
      const index = await requestSearchIndex(base);
      return { index, search: createTitleSearch(index) };
    }),
    fullText: once(async (attempt) => {
      if (!isInFolder()) return loadFullText(base, attempt);
      const { loadFolderText } = await import('./folder-text.ts');
      return loadFolderText(base);
    }),
  };
}

/** Keeps the value of a load that succeeds, and forgets one that fails. */
export function once<Value>(load: (attempt: number) => Promise<Value>): () => Promise<Value | undefined> {
  let loading: Promise<Value | undefined> | undefined;
  let failures = 0;
  return () =>
    (loading ??= load(failures).catch(() => {
      failures += 1;
      loading = undefined;
      return undefined;
    }));
}
