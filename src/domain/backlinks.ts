import type { MeasuredDocument } from './document.ts';
import type { Page, PageKind } from './routes.ts';

/** Where a reference entry is named: sections teach it, labs practise it, everything else uses it. */
export interface Backlinks {
  readonly taughtIn: readonly Page[];
  readonly practisedIn: readonly Page[];
  readonly usedIn: readonly Page[];
}

/** Answers where a name is mentioned, over all written pages. */
export type FindBacklinks = (...names: readonly string[]) => Backlinks;

/** Collects the words of every written page once, so that each name is looked up quickly. */
export function createBacklinks(pages: readonly Page[]): FindBacklinks {
  const written = pages.flatMap((page) =>
    page.document === undefined ? [] : [{ page, words: mentionedWords(page.document) }],
  );
  return (...names) => {
    const patterns = names.map(wordPattern);
    const mentioning = written
      .filter(({ words }) => patterns.some((pattern) => pattern.test(words)))
      .map(({ page }) => page);
    const ofKind = (kinds: readonly PageKind[]): Page[] =>
      mentioning.filter((page) => kinds.includes(page.kind));
    return {
      taughtIn: ofKind(['section']),
      practisedIn: ofKind(['lab']),
      usedIn: mentioning.filter((page) => page.kind !== 'section' && page.kind !== 'lab'),
    };
  };
}

/** Everything a page says, code and component names included. */
function mentionedWords(document: MeasuredDocument): string {
  return [
    ...document.prose.map((prose) => prose.fullText),
    ...document.codeBlocks.map((block) => block.value),
    ...document.components.flatMap((component) => Object.values(component.attributes).map(String)),
  ].join('\n');
}

function wordPattern(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u');
}
