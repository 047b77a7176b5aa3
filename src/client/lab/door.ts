/** The way into the lab of a page. */
import { readLastOpen } from './last-open.ts';
import { openDock, takeSharedCode } from './open-dock.ts';

const dock = document.querySelector<HTMLElement>('[data-lab-dock]');
const id = dock?.dataset['labId'];

if (dock !== null && id !== undefined) {
  const open = () => openDock(dock, id);
  for (const button of dock.querySelectorAll('[data-open-lab]'))
    button.addEventListener('click', () => void open());
  offerCommands(open);
  const code = takeSharedCode();
  if (code !== undefined) void open().then((player) => player?.openShared(code));
  else if (readLastOpen() === id) void open();
}

/** Gives every session in the text a button that puts its commands at the prompt. */
function offerCommands(open: () => ReturnType<typeof openDock>): void {
  for (const block of document.querySelectorAll<HTMLElement>('.code-block:has(.lang-console .cmd)')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy-button offer-button';
    button.textContent = 'To the terminal';
    button.addEventListener('click', () => {
      const lines = [...block.querySelectorAll('.lang-console .cmd')].map((command) => command.textContent);
      void open().then((player) => player?.offer(lines));
    });
    block.append(button);
  }
}
