import {
  markLab,
  markRead,
  markScore,
  parseProgress,
  type LabMark,
  type Progress,
  type ScoreMark,
} from '../../domain/progress.ts';
import { showNotice } from '../notice.ts';
import { onStoredElsewhere, readStored, store } from '../storage.ts';

const key = 'progress';
const changed = 'training-progress-changed';

/** What could not be kept; the page goes on with it until it is left. */
let unkept: Progress | undefined;

/** What this browser has kept. Read anew before each change, so that two tabs do not undo each other. */
export function readProgress(): Progress {
  return unkept ?? parseProgress(readStored(key));
}

/** Changes what is kept, and tells everything on the page that shows it. Returns whether it could be kept. */
export function changeProgress(change: (progress: Progress) => Progress): boolean {
  const progress = change(readProgress());
  const isKept = store(key, progress);
  unkept = isKept ? undefined : progress;
  if (!isKept)
    showNotice(
      'This browser does not let the site keep anything, so progress is lost when you leave the page.',
    );
  dispatchEvent(new CustomEvent(changed));
  return isKept;
}

/** Calls back when progress changes, on this page or in another tab. */
export function onProgress(show: () => void): void {
  addEventListener(changed, show);
  onStoredElsewhere(key, show);
}

/** Marks a page as read, or takes the mark back. */
export function recordRead(url: string, read: boolean): void {
  changeProgress((progress) => markRead(progress, url, read, now()));
}

/** Marks a lab (`operations/lab-1`) as done, or takes the mark back. `by` is `checkpoints` when the lab saw all of them met. */
export function recordLabDone(lab: string, { done, by }: Omit<LabMark, 'at'>): void {
  changeProgress((progress) => markLab(progress, lab, { done, by }, now()));
}

/** Keeps the result of an attempt at an exam, by its id in the index. */
export function recordScore(exam: string, score: Omit<ScoreMark, 'at'>): void {
  changeProgress((progress) => markScore(progress, exam, score, now()));
}

/** Remembers the page that is open, so that the next visit can go on there. */
export function rememberPage(url: string, title: string): void {
  // Nothing was asked for, so nothing is said where it cannot be kept.
  store(key, { ...readProgress(), last: { at: now(), url, title } });
}

function now(): string {
  return new Date().toISOString();
}
