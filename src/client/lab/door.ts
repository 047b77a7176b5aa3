/** The way into a lab: it loads the player when somebody asks for it, and not before. */
import { showNotice } from '../notice.ts';

const dock = document.querySelector<HTMLElement>('[data-lab-dock]');
let isOpening = false;

if (dock !== null) {
  for (const button of dock.querySelectorAll('[data-open-lab]'))
    button.addEventListener('click', () => void open(dock));
  offerCommands(dock);
  const code = /^#run=([\w-]+)$/.exec(location.hash)?.[1];
  if (code !== undefined && dock.dataset['labId'] !== undefined) {
    history.replaceState(history.state, '', location.pathname + location.search);
    void open(dock).then((player) => player?.openShared(code));
  } else if (wasOpen(dock.dataset['labId'])) {
    void open(dock);
  }
}

async function open(place: HTMLElement) {
  if (isOpening) return undefined;
  isOpening = true;
  place.dataset['loading'] = '';
  try {
    const { openLab } = await import('./training-lab.ts');
    return await openLab(place);
  } catch (error) {
    console.warn(error);
    showNotice('The training cluster could not be loaded. Check the connection and try again.');
    return undefined;
  } finally {
    isOpening = false;
    delete place.dataset['loading'];
  }
}

/** After a reload, the terminal that was open is open again. */
function wasOpen(lab: string | undefined): boolean {
  try {
    return lab !== undefined && sessionStorage.getItem('dwcp-training:lab-open') === lab;
  } catch {
    return false;
  }
}

/** Gives every session in the text a button that puts its commands at the prompt. */
function offerCommands(place: HTMLElement): void {
  for (const block of document.querySelectorAll<HTMLElement>('.code-block:has(.lang-console .cmd)')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy-button offer-button';
    button.textContent = 'To the terminal';
    button.addEventListener('click', () => {
      const lines = [...block.querySelectorAll('.lang-console .cmd')].map((command) => command.textContent);
      void open(place).then((player) => player?.offer(lines));
    });
    block.append(button);
  }
}
