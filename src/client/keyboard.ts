import { requestSearchIndex } from './search/index-request.ts';

/** Keys: `/` and Ctrl-K search, `[` and `]` previous and next, `t` terminal, `?` help. Escape closes the menu; dialogs the browser closes. */
export function startKeyboard(): void {
  document.addEventListener('click', (event) => {
    const opener = (event.target as Element).closest('[data-open-search]');
    if (opener === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void openSearch();
  });
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      void openSearch();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (typedAhead !== undefined) {
      if (event.key.length > 1) return;
      typedAhead += event.key;
      event.preventDefault();
      return;
    }
    switch (event.key) {
      case '/':
        event.preventDefault();
        void openSearch();
        break;
      case '[':
        follow('[data-previous]');
        break;
      case ']':
        follow('[data-next]');
        break;
      case 't':
        openTerminal(event);
        break;
      case '?':
        showHelp();
        break;
      case 'Escape':
        closeMenu();
        break;
    }
  });
}

function isTyping(target: EventTarget | null): boolean {
  // A key typed at a radio button or a checkbox is no text.
  if (target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type)) return false;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function follow(selector: string): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(selector)];
  links.find((link) => link.closest('[hidden]') === null)?.click();
}

/** On a page with a terminal, the key opens it or goes back to it. */
function openTerminal(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLElement>('[data-open] :is(.xterm-helper-textarea, .plain-field)');
  const opener = document.querySelector<HTMLElement>('[data-open-lab]');
  if (opener === null) return;
  // The key must not be typed into the terminal that it opens.
  event.preventDefault();
  if (field === null) opener.click();
  else field.focus();
}

function closeMenu(): void {
  const menu = document.querySelector<HTMLDetailsElement>('.menu[open]');
  if (menu === null) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

/** What is typed while search is being loaded; it goes into the field. */
let typedAhead: string | undefined;

async function openSearch(): Promise<void> {
  if (typedAhead !== undefined) return;
  typedAhead = '';
  // The index travels beside the script that will read it; the dialog says so if it does not arrive.
  requestSearchIndex(document.body.dataset['base'] ?? '/').catch(() => undefined);
  try {
    const search = await import('./search/dialog.ts');
    search.openSearch();
    const field = document.activeElement;
    if (typedAhead !== '' && field instanceof HTMLInputElement) {
      field.value = typedAhead;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    typedAhead = undefined;
  } catch {
    // The script could not be loaded (offline, say): the search page says what is possible.
    location.href = `${document.body.dataset['base'] ?? '/'}search/`;
  }
}

const keys = [
  ['/ or Ctrl K', 'Search'],
  ['[', 'Previous on the path'],
  [']', 'Next on the path'],
  ['t', 'Terminal, on a page with a lab'],
  ['?', 'This help'],
  ['Escape', 'Close'],
] as const;

function showHelp(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#keyboard-help') ?? makeHelp();
  if (!dialog.open) dialog.showModal();
}

function makeHelp(): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.id = 'keyboard-help';
  dialog.setAttribute('aria-labelledby', 'keyboard-help-title');
  const body = document.createElement('div');
  body.className = 'dialog-body stack';
  const title = document.createElement('h2');
  title.id = 'keyboard-help-title';
  title.textContent = 'Keys';
  const list = document.createElement('dl');
  list.className = 'entry-facts';
  for (const [key, meaning] of keys) {
    const term = document.createElement('dt');
    term.className = 'mono';
    term.textContent = key;
    const definition = document.createElement('dd');
    definition.textContent = meaning;
    list.append(term, definition);
  }
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'action';
  close.textContent = 'Close';
  close.addEventListener('click', () => dialog.close());
  body.append(title, list, close);
  dialog.append(body);
  document.body.append(dialog);
  return dialog;
}
