import type { Program } from './program.ts';

/** The day of the newest release, which dates everything that is made from it; the index's own where there is none. */
export function releaseDate({ releases, index }: Pick<Program, 'releases' | 'index'>): string {
  const days = releases.data.releases.map(({ date }) => date).toSorted();
  return days.at(-1) ?? index.data.lastUpdated;
}
