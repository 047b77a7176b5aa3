import { buildNode } from '../build-node.ts';

/** The list below a search field: two groups of options, one of which may be active. */
export interface ResultList {
  readonly node: HTMLElement;
  /** Replaces the options of a group; the active option stays where it is still there. */
  show(group: 'titles' | 'text', options: readonly HTMLElement[]): void;
  /** Makes an option the active one: the one after, before, the first, the last, or none. */
  activate(step: 'next' | 'previous' | 'first' | 'last' | 'none'): void;
  active(): HTMLElement | undefined;
  options(): HTMLElement[];
}

let lists = 0;

/** Builds the list for a combobox and keeps the combobox informed of it. */
export function createResultList(input: HTMLInputElement): ResultList {
  const id = `search-results-${(lists += 1)}`;
  const groups = {
    titles: createGroup(`${id}-titles`, 'Titles and names'),
    text: createGroup(`${id}-text`, 'In the text'),
  };
  const node = buildNode(
    'div',
    { role: 'listbox', id, class: 'search-results', 'aria-label': 'Results' },
    groups.titles,
    groups.text,
  );
  node.hidden = true;
  input.setAttribute('aria-controls', id);

  const options = () => [...node.querySelectorAll<HTMLElement>('[role=option]')];
  const active = () => options().find((option) => option.ariaSelected === 'true');
  const select = (wanted: HTMLElement | undefined) => {
    for (const option of options()) option.ariaSelected = String(option === wanted);
    if (wanted === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', wanted.id);
  };

  return {
    node,
    active,
    options,
    show(group, shown) {
      const activeId = active()?.id;
      shown.forEach((option, position) => (option.id = `${id}-${group}-${position}`));
      groups[group].replaceChildren(...[groups[group].firstElementChild ?? '', ...shown]);
      groups[group].hidden = shown.length === 0;
      const all = options();
      node.hidden = all.length === 0;
      input.setAttribute('aria-expanded', String(all.length > 0));
      select(all.find((option) => option.id === activeId));
    },
    activate(step) {
      const all = options();
      const position = all.findIndex((option) => option.ariaSelected === 'true');
      const wanted = {
        next: all[position + 1] ?? all[0],
        previous: all[position === -1 ? all.length - 1 : position - 1] ?? all.at(-1),
        first: all[0],
        last: all.at(-1),
        none: undefined,
      }[step];
      select(wanted);
      wanted?.scrollIntoView({ block: 'nearest' });
    },
  };
}

function createGroup(id: string, title: string): HTMLElement {
  const heading = buildNode('div', { id, class: 'search-group', role: 'presentation' }, title);
  const group = buildNode('div', { role: 'group', 'aria-labelledby': id }, heading);
  group.hidden = true;
  return group;
}
