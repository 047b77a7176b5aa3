import { readStored, store } from './storage.ts';

/** `<training-tabs>`: its sections as tabs; the choice is remembered for every group of the same name. */
export class TrainingTabs extends HTMLElement {
  connectedCallback(): void {
    const panels = [...this.querySelectorAll<HTMLElement>(':scope > [data-tab]')];
    if (panels.length < 2 || this.querySelector('[role="tablist"]') !== null) return;
    const list = document.createElement('div');
    list.setAttribute('role', 'tablist');
    const base = `tabs-${[...document.querySelectorAll('training-tabs')].indexOf(this)}`;
    const tabs = panels.map((panel, index) => makeTab(panel, `${base}-${index}`));
    list.append(...tabs);
    list.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
      const next = Number.isFinite(step)
        ? (at + step + tabs.length) % tabs.length
        : step < 0
          ? 0
          : tabs.length - 1;
      tabs[next]?.focus();
      this.choose(panels[next]?.dataset['tab'] ?? '', true);
    });
    for (const tab of tabs) tab.addEventListener('click', () => this.choose(tab.textContent, true));
    this.prepend(list);
    const kept = readStored(`tab:${this.dataset['group']}`);
    const names = panels.map((panel) => panel.dataset['tab']);
    this.choose(typeof kept === 'string' && names.includes(kept) ? kept : (names[0] ?? ''), false);
  }

  /** Shows a tab here and, when the reader chose it, in every other group of the same name. */
  choose(title: string, byReader: boolean): void {
    for (const panel of this.querySelectorAll<HTMLElement>(':scope > [data-tab]')) {
      const isChosen = panel.dataset['tab'] === title;
      panel.hidden = !isChosen;
      const tab = this.querySelector<HTMLElement>(`[aria-controls="${panel.id}"]`);
      tab?.setAttribute('aria-selected', String(isChosen));
      if (tab !== null) tab.tabIndex = isChosen ? 0 : -1;
    }
    if (!byReader) return;
    store(`tab:${this.dataset['group']}`, title);
    for (const other of document.querySelectorAll<TrainingTabs>(
      `training-tabs[data-group="${this.dataset['group']}"]`,
    )) {
      if (other !== this && other.querySelector(`[data-tab="${CSS.escape(title)}"]`) !== null)
        other.choose(title, false);
    }
  }
}

function makeTab(panel: HTMLElement, id: string): HTMLButtonElement {
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.textContent = panel.dataset['tab'] ?? '';
  tab.id = `${id}-tab`;
  panel.id ||= id;
  tab.setAttribute('role', 'tab');
  tab.setAttribute('aria-controls', panel.id);
  panel.setAttribute('role', 'tabpanel');
  panel.setAttribute('aria-labelledby', tab.id);
  return tab;
}
