import type { Page } from './routes.ts';

/** Pages of one kind under the page that lists them. */
export interface SiteMapGroup {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly pages: readonly Page[];
}

/** All pages a learner may look for, grouped as the site is. */
export function siteMap(pages: readonly Page[]): SiteMapGroup[] {
  const manuals = pages
    .filter((page) => page.kind === 'manual')
    .map((manual) => ({
      id: `map-${manual.material ?? manual.url}`,
      title: manual.title,
      url: manual.url,
      pages: pages.filter((page) => page.kind === 'section' && page.material === manual.material),
    }));
  const listed = (
    id: string,
    title: string,
    url: string,
    belongs: (page: Page) => boolean,
  ): SiteMapGroup => ({
    id: `map-${id}`,
    title,
    url,
    pages: pages.filter((page) => page.url !== url && belongs(page)),
  });
  return [
    listed('tracks', 'Tracks and paths', '/paths/', (page) => page.kind === 'track'),
    ...manuals,
    listed('labs', 'Labs', '/labs/', (page) => page.kind === 'lab'),
    listed('runbooks', 'Runbooks', '/runbooks/', (page) => page.kind === 'runbook'),
    listed('reference', 'Reference', '/reference/', (page) => page.kind === 'reference'),
    listed(
      'certification',
      'Certification and exams',
      '/certification/',
      (page) => page.kind === 'exam' || page.url === '/exams/',
    ),
    listed(
      'schedules',
      'Schedules and classes',
      '/schedules/',
      (page) => page.kind === 'schedule' || page.url.startsWith('/cohorts/'),
    ),
    listed('decks', 'Slides', '/decks/', (page) => page.kind === 'deck'),
    listed('guides', 'Guides', '/guides/', (page) => page.kind === 'guide'),
    listed('progress', 'Your progress', '/progress/', (page) => page.url === '/progress/group/'),
    listed('status', 'Status and support', '/status/', (page) =>
      ['/packs/', '/versions/', '/support/', '/status/rules/', '/status/commissioned/'].includes(page.url),
    ),
  ].filter((group) => group.pages.length > 0);
}
