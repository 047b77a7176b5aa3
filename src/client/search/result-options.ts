import { termLabel, type SearchEntry } from '../../domain/search-entries.ts';
import { buildNode } from '../build-node.ts';
import { parseExcerpt } from './excerpt.ts';
import type { TextHit } from './merge-hits.ts';

/** An option of the results for something found by its name. */
export function titleOption(entry: SearchEntry, base: string): HTMLAnchorElement {
  const isIdentifier = entry.type === 'reference' && entry.label !== termLabel;
  return option(base.replace(/\/$/, '') + entry.url, [
    buildNode('span', { class: isIdentifier ? 'search-title mono' : 'search-title' }, entry.title),
    ...note(entry.type === 'page' ? capitalised(entry.label) : entry.label, entry.status),
    ...(entry.hint === '' ? [] : [buildNode('span', { class: 'search-hint' }, entry.hint)]),
  ]);
}

/** An option of the results for a passage of the text. */
export function textOption(hit: TextHit): HTMLAnchorElement {
  const excerpt = parseExcerpt(hit.excerpt).map(({ text, isMatch }) =>
    isMatch ? buildNode('mark', {}, text) : text,
  );
  return option(hit.url, [
    buildNode('span', { class: 'search-title' }, hit.title),
    ...note(hit.title === hit.pageTitle ? capitalised(hit.kind) : hit.pageTitle, hit.status),
    buildNode('span', { class: 'search-hint' }, ...excerpt),
  ]);
}

function option(href: string, children: readonly Node[]): HTMLAnchorElement {
  // Spaces between the parts are for those who hear them as one sentence.
  return buildNode(
    'a',
    { role: 'option', class: 'search-option', href, tabindex: '-1', 'aria-selected': 'false' },
    ...children.flatMap((child) => [child, ' ']),
  );
}

/** What it is, and a mark where it is not finished. */
function note(label: string, status: string): HTMLElement[] {
  const shape = { planned: 'planned', 'in progress': 'partial' }[status];
  const mark =
    shape === undefined
      ? []
      : [
          ' ',
          buildNode(
            'span',
            { class: 'status-word' },
            buildNode('span', { class: `mark mark-${shape}`, 'aria-hidden': 'true' }),
            status,
          ),
        ];
  return label === '' && mark.length === 0
    ? []
    : [buildNode('span', { class: 'search-note' }, label, ...mark)];
}

/** First letter as a capital. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
