import { readRequest, writeRequest } from './address.ts';
import { buildNode } from '../build-node.ts';
import { createSearchEngine, type SearchEngine } from './engine.ts';
import { expandQuery } from './expand-query.ts';
import { createFilterBar, type FilterBar } from './filter-bar.ts';
import { requestSearchIndex } from './index-request.ts';
import { createResultList, type ResultList } from './result-list.ts';
import { textOption, titleOption } from './result-options.ts';
import { describeResults, type Answers } from './status-text.ts';

const textDelayMs = 120;
const announceDelayMs = 500;

/** How much is shown at once: in the dialog over a page, and on the search page. */
const dialogLimits = { titles: 6, pages: 5 };
const pageLimits = { titles: 25, pages: 12 };

let engine: SearchEngine | undefined;

/**
 * The search field with its filters and results. With the attribute `full` it is the search page: it reads and writes the
 * address, shows more, and waits for the arrow keys before it makes a result the active one.
 */
export class TrainingSearch extends HTMLElement {
  readonly #base = document.body.dataset['base'] ?? '/';
  readonly #input = buildNode('input', {
    type: 'text',
    class: 'search-input',
    role: 'combobox',
    'aria-label': 'Search',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    placeholder: 'Titles, names, text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: '200',
  });
  readonly #list: ResultList = createResultList(this.#input);
  readonly #state = buildNode('p', { class: 'search-state', 'aria-hidden': 'true' });
  readonly #announcer = buildNode('p', { class: 'visually-hidden', role: 'status' });
  readonly #advice = buildNode('div', { class: 'search-advice' });
  readonly #more = buildNode('p', { class: 'search-more' });
  readonly #moreButton = buildNode('button', { type: 'button', class: 'action' }, 'More of the text');
  #filters: FilterBar | undefined;
  #answers: Answers = { query: '', titles: undefined, text: undefined };
  #limits = dialogLimits;
  #run = 0;
  #textTimer = 0;
  #announceTimer = 0;

  connectedCallback(): void {
    if (this.#filters !== undefined) return;
    const request = this.#isFull ? readRequest(location.search) : { query: '', filters: {} };
    this.#limits = this.#isFull ? pageLimits : dialogLimits;
    this.#filters = createFilterBar(request.filters, () => void this.#search());
    this.#input.value = request.query;
    this.#input.addEventListener('input', () => void this.#search());
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    const keys = buildNode('p', { class: 'search-keys', 'aria-hidden': 'true' });
    keys.append(
      buildNode('kbd', {}, '↑'),
      buildNode('kbd', {}, '↓'),
      ' move ',
      buildNode('kbd', {}, 'Enter'),
      ' open',
    );
    if (!this.#isFull) keys.append(' ', buildNode('kbd', {}, 'Esc'), ' close');
    this.append(
      buildNode('div', { class: 'search-head' }, this.#input, this.#filters.node, this.#state),
      buildNode('div', { class: 'search-body' }, this.#list.node, this.#advice, this.#more),
      keys,
      this.#announcer,
    );
    this.addEventListener('focusin', () => void this.#prepare(), { once: true });
    void this.#offerFilters();
    if (request.query !== '' || Object.keys(request.filters).length > 0) void this.#search();
  }

  /** Puts the cursor into the field, with what is in it selected. */
  focusInput(): void {
    this.#input.focus();
    this.#input.select();
  }

  get #isFull(): boolean {
    return this.hasAttribute('full');
  }

  get #engine(): SearchEngine {
    return (engine ??= createSearchEngine(this.#base));
  }

  /** Builds both indexes once somebody is about to search; the small one is asked for first. */
  async #prepare(): Promise<void> {
    await this.#engine.titles();
    await this.#engine.fullText();
  }

  async #offerFilters(): Promise<void> {
    const index = await requestSearchIndex(this.#base).catch(() => undefined);
    if (index !== undefined) this.#filters?.offer(index);
  }

  async #search(): Promise<void> {
    const run = (this.#run += 1);
    const query = this.#input.value.trim();
    const filters = this.#filters?.chosen() ?? {};
    if (this.#isFull) {
      history.replaceState(history.state, '', `${location.pathname}${writeRequest({ query, filters })}`);
      this.dispatchEvent(new CustomEvent('search-changed', { bubbles: true }));
    }
    clearTimeout(this.#textTimer);
    this.#answers = { query, titles: undefined, text: undefined };
    if (query === '' && Object.keys(filters).length === 0) {
      this.#list.show('titles', []);
      this.#list.show('text', []);
      this.#more.replaceChildren();
      this.#describe();
      return;
    }
    this.#describe();

    const titles = await this.#engine.titles();
    if (run !== this.#run) return;
    if (titles !== undefined) this.#filters?.offer(titles.index);
    const entries = titles?.search.find(query, filters);
    this.#list.show(
      'titles',
      (entries ?? []).slice(0, this.#limits.titles).map((entry) => titleOption(entry, this.#base)),
    );
    if (!this.#isFull) this.#list.activate('first');
    this.#answers = { ...this.#answers, titles: entries?.length ?? 'failed' };
    this.#describe();

    if (query === '') {
      this.#list.show('text', []);
      this.#more.replaceChildren();
      this.#answers = { ...this.#answers, text: 0 };
      this.#describe();
      return;
    }
    const queries = [query, ...expandQuery(query, titles?.index.synonyms ?? [])];
    this.#textTimer = window.setTimeout(
      () => void this.#searchText(run, queries, this.#limits.pages),
      textDelayMs,
    );
  }

  async #searchText(run: number, queries: readonly string[], pages: number): Promise<void> {
    const filters = this.#filters?.chosen() ?? {};
    const fullText = await this.#engine.fullText();
    // A fragment that fails to load half-way is the same to a reader as an index that does.
    const answer = await fullText?.find(queries, filters, pages).catch(() => undefined);
    if (run !== this.#run) return;
    this.#list.show('text', (answer?.hits ?? []).map(textOption));
    if (!this.#isFull && this.#list.active() === undefined) this.#list.activate('first');
    this.#answers = { ...this.#answers, text: answer?.hits.length ?? 'failed' };
    this.#describe();
    if (this.#isFull)
      this.#offerMore(
        answer?.hasMore === true,
        () => void this.#searchText(run, queries, pages + pageLimits.pages),
      );
  }

  /** Says what was found, where to look when nothing was, and what could not be loaded. */
  #describe(): void {
    const { query, titles, text } = this.#answers;
    const message = describeResults(this.#answers);
    this.#state.textContent = message;
    clearTimeout(this.#announceTimer);
    this.#announceTimer = window.setTimeout(() => {
      if (this.#announcer.textContent !== message) this.#announcer.textContent = message;
    }, announceDelayMs);
    const isNothing = titles !== undefined && text !== undefined && this.#list.options().length === 0;
    this.#advice.replaceChildren(...(isNothing ? this.#adviceNodes() : []));
    if (this.#isFull) return;
    const isMore = query !== '' && this.#list.options().length > 0;
    const address = `${this.#base}search/${writeRequest({ query, filters: this.#filters?.chosen() ?? {} })}`;
    this.#more.replaceChildren(
      ...(isMore ? [buildNode('a', { class: 'action', href: address }, 'All results')] : []),
    );
  }

  /** The button stays the same node, so that it keeps the focus for the next press. */
  #offerMore(hasMore: boolean, load: () => void): void {
    const hadFocus = document.activeElement === this.#moreButton;
    this.#moreButton.onclick = load;
    if (!hasMore) this.#more.replaceChildren();
    else if (!this.#moreButton.isConnected) this.#more.replaceChildren(this.#moreButton);
    if (hadFocus && !hasMore) this.#input.focus();
  }

  #adviceNodes(): Node[] {
    const link = (path: string, text: string) =>
      buildNode('li', {}, buildNode('a', { href: this.#base + path }, text));
    const list = buildNode(
      'ul',
      { class: 'bullets' },
      link('glossary/', 'Look it up in the glossary'),
      link('reference/', 'Browse the reference'),
    );
    if (Object.keys(this.#filters?.chosen() ?? {}).length > 0) {
      const button = buildNode('button', { type: 'button', class: 'action' }, 'Search without filters');
      button.addEventListener('click', () => {
        this.#filters?.clear();
        this.#input.focus();
        void this.#search();
      });
      list.append(buildNode('li', {}, button));
    }
    return [list];
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey) return;
    const hasActive = this.#list.active() !== undefined;
    const steps: Partial<Record<string, 'next' | 'previous' | 'first' | 'last'>> = {
      ArrowDown: 'next',
      ArrowUp: 'previous',
      // Without an active option these two move the cursor in the field.
      ...(hasActive && !event.shiftKey ? { Home: 'first', End: 'last' } : {}),
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.#list.activate(step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const { ctrlKey, metaKey, shiftKey } = event;
      this.#list
        .active()
        ?.dispatchEvent(
          new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
        );
    }
  }
}

if (customElements.get('training-search') === undefined)
  customElements.define('training-search', TrainingSearch);
