import type { TrackedTrack } from '../../domain/progress-summary.ts';

/** The tracks that the page carries as data. */
export function readTracks(): readonly TrackedTrack[] {
  const text = document.querySelector('[data-tracks]')?.textContent ?? '[]';
  return JSON.parse(text) as TrackedTrack[];
}
