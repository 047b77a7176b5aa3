import type { TrackId } from '../schemas/common.ts';
import type { Page } from './routes.ts';
import type { TrackPath } from './track-path.ts';

/** A file that belongs to the offline copy of a track. */
export interface OfflineFile {
  /** Address without the base path: `/labs/`, `/_astro/site.C2.css`. */
  readonly url: string;
  /** Changes when the content does. */
  readonly hash: string;
  /** What it takes on the device: packed where that is worth it. */
  readonly bytes: number;
}

/** `/offline/<track>.json`: everything that the offline copy of a track consists of. */
export interface OfflineTrack {
  readonly track: TrackId;
  readonly title: string;
  /** Changes when any of the files does. */
  readonly version: string;
  readonly bytes: number;
  readonly files: readonly OfflineFile[];
}

/** `/offline/index.json`: what can be kept, to show sizes and notice updates with one small request. */
export interface OfflineIndex {
  readonly tracks: readonly Pick<OfflineTrack, 'track' | 'title' | 'version' | 'bytes'>[];
}

/** Name of the cache that a track is kept in. */
export const offlineCachePrefix = 'dwcp-track-';

/** Pages of any track that a copy cannot do without: the ways in, search, and what texts refer to. */
const common = new Set([
  '/',
  '/paths/',
  '/manuals/',
  '/labs/',
  '/runbooks/',
  '/exams/',
  '/guides/',
  '/schedules/',
  '/certification/',
  '/progress/',
  '/search/',
  '/support/',
  '/versions/',
]);

/**
 * Addresses of the pages that the offline copy of a track holds: its path, what else belongs to it or to every track, and
 * the reference. What is planned, the status pages and copies for printing stay out.
 */
export function offlinePages(pages: readonly Page[], { track, stations }: TrackPath): string[] {
  const onPath = new Set(stations.flatMap(({ page }) => (page === undefined ? [] : [page.url])));
  const kinds: ReadonlySet<Page['kind']> = new Set([
    'reference',
    'runbook',
    'guide',
    'exam',
    'schedule',
    'certification',
  ]);
  return pages
    .filter((page) => page.status !== 'planned' && !page.url.endsWith('/print/'))
    .filter(
      (page) =>
        common.has(page.url) ||
        onPath.has(page.url) ||
        page.track === track ||
        (page.track === undefined && kinds.has(page.kind)),
    )
    .map(({ url }) => url);
}

/** Files that the labs of a track, and free play, start the training cluster from; relative to the built site. */
export function offlineClusterFiles(scenarios: readonly { readonly id: string }[], track: TrackId): string[] {
  return [
    'cluster/commands.json',
    'cluster/api.json',
    'cluster/charts.json',
    ...scenarios
      .filter(({ id }) => id.startsWith(`${track}/`))
      .map(({ id }) => `cluster/scenarios/${id}.json`),
  ];
}

/** What has to be fetched to make one copy the other, and what is not needed any more. */
export function compareCopies(
  kept: readonly OfflineFile[],
  wanted: readonly OfflineFile[],
): { readonly fetch: readonly OfflineFile[]; readonly remove: readonly string[]; readonly bytes: number } {
  const before = new Map(kept.map(({ url, hash }) => [url, hash]));
  const after = new Set(wanted.map(({ url }) => url));
  const fetch = wanted.filter(({ url, hash }) => before.get(url) !== hash);
  return {
    fetch,
    remove: kept.map(({ url }) => url).filter((url) => !after.has(url)),
    bytes: fetch.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Says in a kept response that its body is packed with gzip. */
export const packedHeader = 'x-training-packed';

/** Whether a copy holds a file packed; fonts, pictures and the parts of the index are packed by their own form. */
export function isPacked(url: string): boolean {
  return !/\.(?:woff2|png|pagefind|pf_\w+)$/.test(url);
}

/** A size for people: "1.9 MB", "420 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
