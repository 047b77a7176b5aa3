import { readStored, store } from './storage.ts';

/** Lets the reader tick the items of a checklist; ticks are kept by page, list and the item's text. */
export function startChecklists(): void {
  const page = document.querySelector<HTMLElement>('[data-page]')?.dataset['page'] ?? location.pathname;
  for (const list of document.querySelectorAll<HTMLElement>('[data-checklist]')) {
    const key = `checklist:${page}#${list.dataset['checklist']}`;
    const kept = readStored(key);
    const ticked = new Set(Array.isArray(kept) ? kept.filter((item) => typeof item === 'string') : []);
    for (const box of list.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
      const name = box.getAttribute('aria-label') ?? '';
      box.disabled = false;
      box.checked = ticked.has(name);
      box.addEventListener('change', () => {
        if (box.checked) ticked.add(name);
        else ticked.delete(name);
        store(key, [...ticked]);
      });
    }
  }
}
