import type { FoundPage, FoundPassage } from './found-page.ts';

const wordsBefore = 8;
const excerptWords = 24;

/**
 * Passages of a page that defines terms, one for each term with a match. Pagefind's own go by headings, which on such a
 * page are letters. Empty for any other page.
 */
export function definitionPassages(page: FoundPage): FoundPassage[] {
  const terms = page.anchors
    .filter(({ element }) => element === 'dt')
    .toSorted((a, b) => a.location - b.location);
  if (terms.length === 0) return [];
  const words = page.raw_content.split(/\s+/);
  return terms.flatMap((term, index): FoundPassage[] => {
    const end = terms[index + 1]?.location ?? words.length;
    const locations = page.locations.filter((location) => location >= term.location && location < end);
    const [first] = locations;
    if (first === undefined) return [];
    const start = Math.max(term.location, first - wordsBefore);
    const excerpt = words
      .slice(start, Math.min(end, start + excerptWords))
      .map((word, offset) => (locations.includes(start + offset) ? `<mark>${word}</mark>` : word));
    return [{ title: term.text, url: `${page.url}#${term.id}`, excerpt: excerpt.join(' '), locations }];
  });
}
