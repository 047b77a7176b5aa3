import {
  searchFilterNames,
  type SearchFilterName,
  type SearchFilters,
  type SearchIndex,
} from '../../domain/search-entries.ts';
import { buildNode } from '../build-node.ts';
import { capitalised } from './result-options.ts';

/** The selects that narrow results, behind a "Filters" button where there is little room. */
export interface FilterBar {
  readonly node: HTMLElement;
  /** What is chosen. */
  chosen(): SearchFilters;
  /** Offers the values that the index has. */
  offer(index: SearchIndex): void;
  clear(): void;
}

const roomy = '(min-width: 48rem)';

/** Builds the filters with the values they start with; `onChange` hears of every choice. */
export function createFilterBar(start: SearchFilters, onChange: () => void): FilterBar {
  const selects = new Map(searchFilterNames.map((name) => [name, createSelect(start[name])]));
  const summary = buildNode('summary', { class: 'action' }, 'Filters');
  const clearButton = buildNode(
    'button',
    { type: 'button', class: 'action', 'aria-label': 'Clear filters' },
    'Clear',
  );
  const fields = [...selects].map(([name, select]) => buildNode('label', {}, capitalised(name), select));
  const node = buildNode(
    'details',
    { class: 'search-filters' },
    summary,
    buildNode('div', { class: 'filters' }, ...fields, clearButton),
  );

  const media = matchMedia(roomy);
  const fit = () => {
    node.open = media.matches;
  };
  media.addEventListener('change', fit);
  fit();

  const chosen = (): SearchFilters =>
    Object.fromEntries([...selects].flatMap(([name, { value }]) => (value === '' ? [] : [[name, value]])));
  const showCount = () => {
    const count = Object.keys(chosen()).length;
    summary.textContent = count === 0 ? 'Filters' : `Filters (${count})`;
    clearButton.hidden = count === 0;
  };
  const clear = () => {
    for (const select of selects.values()) select.value = '';
    showCount();
  };
  node.addEventListener('change', () => {
    showCount();
    onChange();
  });
  clearButton.addEventListener('click', () => {
    clear();
    onChange();
    selects.get('track')?.focus();
  });
  showCount();

  return {
    node,
    chosen,
    clear,
    offer(index) {
      for (const [name, select] of selects) offerValues(select, valuesOf(index, name));
    },
  };
}

/** A value that the address asks for is there before the index is. */
function createSelect(value: string | undefined): HTMLSelectElement {
  const select = buildNode('select', {}, buildNode('option', { value: '' }, 'Any'));
  if (value !== undefined) offerValues(select, [value]);
  select.value = value ?? '';
  return select;
}

function offerValues(select: HTMLSelectElement, values: readonly string[]): void {
  const { value } = select;
  select.replaceChildren(
    buildNode('option', { value: '' }, 'Any'),
    ...values.map((text) => buildNode('option', { value: text }, capitalised(text))),
  );
  select.value = values.includes(value) ? value : '';
}

function valuesOf(index: SearchIndex, name: SearchFilterName): readonly string[] {
  const tables = {
    track: index.tracks,
    kind: index.kinds,
    level: index.levels,
    status: index.statuses,
    minutes: index.minutes,
  };
  return tables[name];
}
