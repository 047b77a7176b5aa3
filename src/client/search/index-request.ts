import type { SearchIndex } from '../../domain/search-entries.ts';

let request: Promise<SearchIndex> | undefined;

/**
 * Asks for the small index once. Whoever opens search calls it beside the import of the dialog, so that index and script
 * travel at the same time. A failed request is forgotten, and the next call tries again.
 */
export function requestSearchIndex(base: string): Promise<SearchIndex> {
  return (request ??= load(`${base}search-index.json`).catch((error: unknown) => {
    request = undefined;
    throw error;
  }));
}

async function load(address: string): Promise<SearchIndex> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}.`);
  return (await response.json()) as SearchIndex;
}
