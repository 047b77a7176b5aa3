import MiniSearch from 'minisearch';
import type { FolderText } from '../../domain/folder-text.ts';
import { matchesFilters, readSearchIndex } from '../../domain/search-entries.ts';
import { requestData } from '../data-request.ts';
import type { FullText } from './full-text.ts';
import { requestSearchIndex } from './index-request.ts';
import type { TextHit } from './merge-hits.ts';
import { indexedWords, queryWords } from './title-search.ts';

const wordsBefore = 8;
const excerptWords = 24;
const passagesPerPage = 3;

/** The search of the text in the copy for a folder, where Pagefind cannot fetch its parts. */
export async function loadFolderText(base: string): Promise<FullText> {
  const [{ rows }, index] = await Promise.all([
    requestData<FolderText>(base, 'full-text.json'),
    requestSearchIndex(base),
  ]);
  const pages = new Map(
    readSearchIndex(index).flatMap((entry) => (entry.type === 'page' ? [[entry.url, entry] as const] : [])),
  );
  const search = new MiniSearch<{ id: number; heading: string; text: string }>({
    fields: ['heading', 'text'],
    tokenize: indexedWords,
    searchOptions: {
      tokenize: queryWords,
      boost: { heading: 3 },
      prefix: (term) => term.length > 2,
      combineWith: 'AND',
    },
  });
  search.addAll(rows.map(([, , heading, text], id) => ({ id, heading, text })));

  return {
    find(queries, filters, most) {
      const found = new Map<number, { score: number; words: readonly string[] }>();
      for (const query of queries) {
        for (const { id, score, terms } of search.search(query)) {
          const best = found.get(id as number);
          if (best === undefined || best.score < score) found.set(id as number, { score, words: terms });
        }
      }
      const byPage = new Map<string, TextHit[]>();
      for (const [id, { words }] of [...found].toSorted(([, a], [, b]) => b.score - a.score)) {
        const [url = '', anchor = '', heading = '', text = ''] = rows[id] ?? [];
        const page = pages.get(url);
        if (page === undefined || !matchesFilters(page, filters)) continue;
        const hits = byPage.get(url) ?? [];
        byPage.set(url, hits);
        if (hits.length >= passagesPerPage) continue;
        hits.push({
          url: base.replace(/\/$/, '') + url + (anchor === '' ? '' : `#${anchor}`),
          title: heading === '' ? page.title : heading,
          pageTitle: page.title,
          kind: page.kind,
          status: page.status,
          excerpt: excerptOf(text, words),
        });
      }
      return Promise.resolve({
        hits: [...byPage.values()].slice(0, most).flat(),
        hasMore: byPage.size > most,
      });
    },
  };
}

/** Some words around the first match, in the form of Pagefind's excerpts. */
function excerptOf(text: string, terms: readonly string[]): string {
  const words = text.split(' ');
  const isMatch = (word: string): boolean => indexedWords(word).some((part) => terms.includes(part));
  const first = Math.max(0, words.findIndex(isMatch) - wordsBefore);
  return words
    .slice(first, first + excerptWords)
    .map((word) => {
      const escaped = word.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      return isMatch(word) ? `<mark>${escaped}</mark>` : escaped;
    })
    .join(' ');
}
