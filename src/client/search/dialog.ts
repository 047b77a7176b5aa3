import searchStyles from '../../styles/search.css?inline';
import { buildNode } from '../build-node.ts';
import { TrainingSearch } from './element.ts';

let dialog: HTMLDialogElement | undefined;
let opener: Element | null = null;

/** Opens search over the page; on the search page it goes to the search that is there. */
export function openSearch(): void {
  const onPage = document.querySelector<TrainingSearch>('training-search[full]');
  if (onPage !== null) {
    onPage.focusInput();
    return;
  }
  dialog ??= createDialog();
  if (dialog.open) return;
  opener = document.activeElement;
  dialog.showModal();
  dialog.querySelector<TrainingSearch>('training-search')?.focusInput();
}

function createDialog(): HTMLDialogElement {
  // An imported stylesheet would be linked from every page; this one comes with the script, and the CSP lets it through.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(searchStyles);
  document.adoptedStyleSheets.push(sheet);

  const close = buildNode('button', { type: 'button', class: 'tool-button search-close' }, 'Close');
  const search = new TrainingSearch();
  const created = buildNode('dialog', { class: 'search-dialog', 'aria-label': 'Search' }, search, close);
  close.addEventListener('click', () => created.close());
  created.addEventListener('click', (event) => {
    const isBackdrop = event.target === created;
    // A result on this page would be hidden behind the dialog; one in a new tab leaves it open.
    const isFollowed = event.target instanceof Element && event.target.closest('a[href]') !== null;
    if (isBackdrop || (isFollowed && !event.ctrlKey && !event.metaKey)) created.close();
  });
  created.addEventListener('close', () => {
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  });
  document.body.append(created);
  return created;
}
