import { formatBytes } from '../../domain/offline.ts';
import { showNotice } from '../notice.ts';
import { fetchIndex, keepTrack, readKept } from './kept-tracks.ts';

const asked = 'dwcp-training:offline-asked';

/** Once a visit, tells a reader who keeps a track that a newer version of it is there, and fetches it when they say so. */
export async function offerUpdates(): Promise<void> {
  if (wasAsked()) return;
  const { tracks } = await fetchIndex();
  for (const { track, title, version } of tracks) {
    const kept = await readKept(track);
    if (kept === undefined || kept.version === version) continue;
    showNotice(`A newer version of ${title} is there than the one kept on this device.`, {
      label: 'Update the copy',
      run: () => update(track, title),
    });
  }
  rememberAsked();
}

async function update(track: string, title: string): Promise<string> {
  try {
    let size = 0;
    await keepTrack(track, (_, all) => (size = all));
    return `The copy of ${title} is up to date (${formatBytes(size)} fetched).`;
  } catch {
    return `The copy of ${title} could not be brought up to date; the one that was kept is as it was.`;
  }
}

function wasAsked(): boolean {
  try {
    return sessionStorage.getItem(asked) !== null;
  } catch {
    return false;
  }
}

function rememberAsked(): void {
  try {
    sessionStorage.setItem(asked, '');
  } catch {
    // Where nothing can be remembered, each page asks.
  }
}
