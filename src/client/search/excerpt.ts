/** A stretch of an excerpt; marked where it matches. */
export interface ExcerptPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/**
 * Takes a Pagefind excerpt apart. It is escaped text with `<mark>` around matches; any other tag is shown as the text that
 * it is, never as markup.
 */
export function parseExcerpt(excerpt: string): ExcerptPart[] {
  const parts: ExcerptPart[] = [];
  let isMatch = false;
  for (const piece of excerpt.split(/(<\/?mark>)/)) {
    if (piece === '<mark>' || piece === '</mark>') isMatch = piece === '<mark>';
    else if (piece !== '') parts.push({ text: decode(piece), isMatch });
  }
  return parts;
}

/** Pagefind escapes the two angle brackets only, and puts a space of no width where it splits a compound word. */
function decode(text: string): string {
  return text.replaceAll('\u200B', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}
