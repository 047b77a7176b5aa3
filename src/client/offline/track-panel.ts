import { formatBytes } from '../../domain/offline.ts';
import { canKeep, dropTrack, fetchIndex, keepTrack, readKept } from './kept-tracks.ts';

/** On the page of a track: lets the reader keep it on the device, bring the copy up to date, or remove it. */
async function startPanel(panel: HTMLElement): Promise<void> {
  const track = panel.dataset['offlineTrack'] ?? '';
  const state = find(panel, '[data-offline-state]');
  const keep = find<HTMLButtonElement>(panel, '[data-offline-keep]');
  const drop = find<HTMLButtonElement>(panel, '[data-offline-drop]');
  const bar = find<HTMLProgressElement>(panel, 'progress');

  const show = async (): Promise<void> => {
    const kept = await readKept(track);
    const offered = await fetchIndex().then(
      ({ tracks }) => tracks.find((one) => one.track === track),
      () => undefined,
    );
    const size = formatBytes(offered?.bytes ?? kept?.bytes ?? 0);
    drop.hidden = kept === undefined;
    if (kept === undefined) {
      keep.hidden = offered === undefined;
      keep.textContent = `Keep it on this device (${size})`;
      state.textContent =
        offered === undefined
          ? 'The network is needed to keep the track on this device.'
          : 'Sections, labs, runbooks, reference and search of this track can be read without a network.';
      return;
    }
    const isOld = offered !== undefined && offered.version !== kept.version;
    keep.hidden = !isOld;
    keep.textContent = 'Update the copy';
    state.textContent = isOld
      ? 'This track is kept on this device; a newer version is there.'
      : `This track is kept on this device (${formatBytes(kept.bytes)}) and can be read without a network.`;
  };

  keep.addEventListener('click', () => {
    keep.disabled = true;
    bar.hidden = false;
    void keepTrack(track, (done, all) => {
      bar.max = Math.max(all, 1);
      bar.value = done;
    })
      .then(show, (error: unknown) => {
        state.textContent = `The copy could not be made: ${error instanceof Error ? error.message : 'the network failed'}. What was kept before is as it was. Try again.`;
      })
      .finally(() => {
        keep.disabled = false;
        bar.hidden = true;
      });
  });
  drop.addEventListener('click', () => void dropTrack(track).then(show));
  await show();
}

function find<Wanted extends HTMLElement = HTMLElement>(parent: HTMLElement, selector: string): Wanted {
  const found = parent.querySelector<Wanted>(selector);
  if (found === null) throw new Error(`The panel lacks ${selector}.`);
  return found;
}

for (const panel of document.querySelectorAll<HTMLElement>('[data-offline-track]')) {
  // Where nothing can be kept, as on a page opened from a folder, nothing is offered.
  if (canKeep()) {
    panel.hidden = false;
    startPanel(panel).catch(() => (panel.hidden = true));
  }
}
