import { formatAmount } from '../../domain/wording.ts';

/** What the two searches have answered so far: how many, `failed`, or nothing yet. */
export interface Answers {
  readonly query: string;
  readonly titles: number | 'failed' | undefined;
  readonly text: number | 'failed' | undefined;
}

/** One line about the results, for the eye and for a screen reader. */
export function describeResults({ query, titles, text }: Answers): string {
  if (titles === 'failed' && text === 'failed') {
    return 'Search needs the network once; neither its index nor the text could be loaded. The next key tries again.';
  }
  if (titles === 'failed')
    return 'Search needs the network once; the index of titles could not be loaded. The next key tries again.';
  if (titles === undefined) return query === '' ? '' : 'Searching.';
  const names = formatAmount(titles, 'names');
  if (query === '') return `${formatAmount(titles, 'pages')}.`;
  if (text === 'failed')
    return `${names}. Search needs the network once; the full text could not be loaded, so only titles and names are searched.`;
  if (text === undefined) return `${names}, searching the text.`;
  if (titles === 0 && text === 0) return `No result for “${query}”.`;
  return `${names}, ${formatAmount(text, 'passages')}.`;
}
