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
  const chosen = (): string => (what.value.includes('/') ? what.value : `free/${what.value}-${mode.value}`);
  what.addEventListener('change', fit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void open(dock, chosen());
  });
  fit();
  void openFromAddress(dock, what, chosen());
}

/** Nothing of the console is loaded before the cluster is; without it the cluster still opens. */
async function openWithConsole(place: HTMLElement, id: string): ReturnType<typeof openDock> {
  await import('./api-console/offer-console.ts').catch(console.warn);
  return openDock(place, id);
}

async function open(place: HTMLElement, id: string, code?: string): Promise<void> {
  const player = await openWithConsole(place, id);
  if (player === undefined) return;
  if (code !== undefined) await player.openShared(code);
  place.scrollIntoView({ block: 'start' });
}

/**
 * A link to a run says which cluster it ran on. A link may also name a scenario, `#scenario=operations/lab-1`, or a call
 * to try in free play by its anchor in the reference, `#call=get-v3-nodes`.
 */
async function openFromAddress(place: HTMLElement, what: HTMLSelectElement, usual: string): Promise<void> {
  const code = takeSharedCode();
  const named = /^#scenario=([\w/-]+)$/.exec(location.hash)?.[1];
  const call = /^#call=([\w-]+)$/.exec(location.hash)?.[1];
  if (named !== undefined && [...what.options].some(({ value }) => value === named)) {
    what.value = named;
    what.dispatchEvent(new Event('change'));
    await open(place, named);
  } else if (call !== undefined) {
    const kept = readLastOpen();
    const player = await openWithConsole(place, kept?.startsWith('free/') === true ? kept : usual);
    player?.openPanel('api', call);
    place.scrollIntoView({ block: 'start' });
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
