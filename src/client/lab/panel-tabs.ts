import { buildNode } from '../build-node.ts';
import type { Cluster } from '../../simulator/index.ts';
import type { Panel } from './panels/panel.ts';

/** The panels as tabs, of which the chosen one is kept up to date. */
export class PanelTabs {
  readonly node: HTMLElement;
  readonly #panels: readonly Panel[];
  readonly #tabs: readonly HTMLButtonElement[];
  #cluster: Cluster | undefined;
  readonly #onChosen: (id: string) => void;
  #chosen = 0;

  constructor(panels: readonly Panel[], onChosen: (id: string) => void) {
    this.#panels = panels;
    this.#onChosen = onChosen;
    this.#tabs = panels.map(({ id, title, node }) => {
      node.id = `lab-panel-${id}`;
      node.classList.add('lab-panel');
      node.setAttribute('role', 'tabpanel');
      node.setAttribute('aria-labelledby', `lab-tab-${id}`);
      node.tabIndex = 0;
      return buildNode(
        'button',
        { type: 'button', role: 'tab', id: `lab-tab-${id}`, 'aria-controls': node.id },
        title,
      );
    });
    const list = buildNode(
      'div',
      { role: 'tablist', 'aria-label': 'The cluster', class: 'lab-tabs' },
      ...this.#tabs,
    );
    for (const [index, tab] of this.#tabs.entries()) tab.addEventListener('click', () => this.choose(index));
    list.addEventListener('keydown', (event) => {
      const { length } = this.#tabs;
      const goal = {
        ArrowRight: (this.#chosen + 1) % length,
        ArrowLeft: (this.#chosen + length - 1) % length,
        Home: 0,
        End: length - 1,
      }[event.key];
      if (goal === undefined) return;
      event.preventDefault();
      this.choose(goal);
      this.#tabs[goal]?.focus();
    });
    this.node = buildNode('div', { class: 'lab-panels' }, list, ...panels.map(({ node }) => node));
    this.choose(0);
  }

  choose(index: number): void {
    this.#chosen = index;
    for (const [at, tab] of this.#tabs.entries()) {
      const isChosen = at === index;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = this.#panels[at];
      if (panel !== undefined) panel.node.hidden = !isChosen;
    }
    this.#onChosen(this.#panels[index]?.id ?? '');
    this.#refresh();
  }

  /** Chooses a panel by its name, and brings into view what a link asked for. Tells whether there is such a panel. */
  open(id: string, detail?: string): boolean {
    const index = this.#panels.findIndex((panel) => panel.id === id);
    if (index < 0) return false;
    this.choose(index);
    if (detail !== undefined) this.#panels[index]?.open?.(detail);
    return true;
  }

  /** Puts a count behind the title of a panel, such as that of firing alerts. */
  setCount(id: string, count: number): void {
    const index = this.#panels.findIndex((panel) => panel.id === id);
    const title = this.#panels[index]?.title ?? '';
    const tab = this.#tabs[index];
    const text = count === 0 ? title : `${title} (${count})`;
    if (tab !== undefined && tab.textContent !== text) tab.textContent = text;
  }

  show(cluster: Cluster): void {
    this.#cluster = cluster;
    this.#refresh();
  }

  dispose(): void {
    for (const panel of this.#panels) panel.dispose?.();
  }

  #refresh(): void {
    if (this.#cluster !== undefined && this.node.isConnected) this.#panels[this.#chosen]?.show(this.#cluster);
  }
}
