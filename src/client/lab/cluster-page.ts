/** The page of the training cluster: what to run is chosen, then the player is loaded. */
import { showNotice } from '../notice.ts';
import { readLastOpen } from './last-open.ts';
import { openDock, takeSharedCode } from './open-dock.ts';

const form = document.querySelector<HTMLFormElement>('[data-cluster-form]');
const dock = document.querySelector<HTMLElement>('[data-lab-dock]');

if (form !== null && dock !== null) {
  const what = form.elements.namedItem('what') as HTMLSelectElement;
  const mode = form.elements.namedItem('mode') as HTMLSelectElement;
  const fit = (): void => {
    // A scenario brings its own network.
    mode.disabled = what.value.includes('/');
  };
  what.addEventListener('change', fit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void open(dock, what.value.includes('/') ? what.value : `free/${what.value}-${mode.value}`);
  });
  fit();
  void openFromAddress(dock, what);
}

async function open(place: HTMLElement, id: string, code?: string): Promise<void> {
  const player = await openDock(place, id);
  if (player === undefined) return;
  if (code !== undefined) await player.openShared(code);
  place.scrollIntoView({ block: 'start' });
}

/** A link to a run says which cluster it ran on; a link may also name a scenario, `#scenario=operations/lab-1`. */
async function openFromAddress(place: HTMLElement, what: HTMLSelectElement): Promise<void> {
  const code = takeSharedCode();
  const named = /^#scenario=([\w/-]+)$/.exec(location.hash)?.[1];
  if (named !== undefined && [...what.options].some(({ value }) => value === named)) {
    what.value = named;
    what.dispatchEvent(new Event('change'));
    await open(place, named);
  } else if (code !== undefined) {
    const { readShareCode } = await import('../../simulator/lab/share-code.ts');
    const shared = readShareCode(code);
    if ('problem' in shared) showNotice(shared.problem);
    else await open(place, shared.value.scenario, code);
  } else {
    const kept = readLastOpen();
    if (kept?.startsWith('free/') === true) await open(place, kept);
  }
}
