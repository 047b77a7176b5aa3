import type { SearchIndex } from '../../domain/search-entries.ts';
import { requestData } from '../data-request.ts';

let request: Promise<SearchIndex> | undefined;

/**
 * Asks for the small index once. Whoever opens search calls it beside the import of the dialog, so that index and script
 * travel at the same time. A failed request is forgotten, and the next call tries again.
 */
export function requestSearchIndex(base: string): Promise<SearchIndex> {
  return (request ??= requestData<SearchIndex>(base, 'search-index.json').catch((error: unknown) => {
    request = undefined;
    throw error;
  }));
}
