import { existsSync, renameSync, rmSync } from 'node:fs';

/** The folders of a build: what is published, what was before it, and what is being made. */
export interface BuildFolders {
  readonly dist: string;
  readonly previous: string;
  readonly next: string;
}

/** Puts the previous site back when a build was interrupted between taking it away and publishing its own. */
export function restoreFolder({ dist, previous }: BuildFolders): void {
  if (!existsSync(dist) && existsSync(previous)) renameSync(previous, dist);
}

/** Publishes the finished site by renaming, so that what is published is whole at any time. */
export function replaceFolder({ dist, previous, next }: BuildFolders): void {
  rmSync(previous, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, previous);
  try {
    renameSync(next, dist);
  } catch (error) {
    if (existsSync(previous)) renameSync(previous, dist);
    throw error;
  }
}
