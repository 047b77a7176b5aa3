import { searchFilterNames, type SearchFilters } from '../../domain/search-entries.ts';

/** A search as it stands in the address of the search page. */
export interface SearchRequest {
  readonly query: string;
  readonly filters: SearchFilters;
}

/** Reads `?q=quorum&track=operations`. */
export function readRequest(queryString: string): SearchRequest {
  const parameters = new URLSearchParams(queryString);
  return {
    query: parameters.get('q') ?? '',
    filters: Object.fromEntries(
      searchFilterNames.flatMap((name) => {
        const value = parameters.get(name) ?? '';
        return value === '' ? [] : [[name, value]];
      }),
    ),
  };
}

/** The query string of a search; empty for an empty one. */
export function writeRequest({ query, filters }: SearchRequest): string {
  const parameters = new URLSearchParams({ ...(query === '' ? {} : { q: query }), ...filters });
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
