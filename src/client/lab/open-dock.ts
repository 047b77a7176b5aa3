/** Opens the training cluster in its place on a page: the player is loaded when somebody asks for it, and not before. */
import { showNotice } from '../notice.ts';
import type { LabPlayer } from './lab-player.ts';

let opening: { readonly id: string; readonly player: Promise<LabPlayer | undefined> } | undefined;

/**
 * Opens a lab in a dock. Asked twice while it is being loaded, it opens once; another lab waits for its turn.
 * `undefined` where the player could not be loaded, which a notice has said by then.
 */
export function openDock(dock: HTMLElement, id: string): Promise<LabPlayer | undefined> {
  if (opening?.id === id) return opening.player;
  const player = (opening?.player ?? Promise.resolve()).then(() => load(dock, id));
  const own = { id, player };
  opening = own;
  void player.finally(() => {
    if (opening === own) opening = undefined;
  });
  return player;
}

async function load(dock: HTMLElement, id: string): Promise<LabPlayer | undefined> {
  dock.dataset['labId'] = id;
  dock.dataset['loading'] = '';
  try {
    const { openLab } = await import('./training-lab.ts');
    return await openLab(dock);
  } catch (error) {
    console.warn(error);
    showNotice('The training cluster could not be loaded. Check the connection and try again.');
    return undefined;
  } finally {
    delete dock.dataset['loading'];
  }
}

/** The share code of a link to a run, which is taken out of the address. */
export function takeSharedCode(): string | undefined {
  const code = /^#run=([\w-]+)$/.exec(location.hash)?.[1];
  if (code !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}
