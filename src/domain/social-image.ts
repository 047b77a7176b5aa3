import type { TrackId } from '../schemas/common.ts';
import { materialCode } from './material-code.ts';
import type { Page } from './routes.ts';
import { stationTitle } from './track-path.ts';
import { formatDuration } from './duration.ts';

/** Size that services show large images in, pixels. */
export const imageSize = { width: 1200, height: 630 } as const;

/** What the image of a page says; pages of the same words share an image. */
export interface SocialCard {
  readonly title: string;
  /** The line above the title: code and kind. */
  readonly kicker: string;
  /** The line below it. */
  readonly facts: string;
  readonly track?: TrackId | undefined;
}

/** Address of the image that stands for a page where its link is shared. */
export function socialImageUrl(page: Pick<Page, 'url'>): string {
  // Each rule has a page; one image stands for all of them, and a page for printing has that of what it prints.
  const url = page.url.replace(/^(\/status\/rules\/).+$/, '$1').replace(/\/print\/$/, '/');
  return `/social${url === '/' ? '/home' : url.replace(/\/$/, '')}.png`;
}

/** Pages that have an image of their own. */
export function pagesWithImage(pages: readonly Page[]): Page[] {
  const seen = new Set<string>();
  return pages.filter((page) => {
    const address = socialImageUrl(page);
    if (seen.has(address)) return false;
    seen.add(address);
    return true;
  });
}

/** What the image of a page says. */
export function socialCard(page: Page): SocialCard {
  const minutes = page.minutes === undefined ? [] : [formatDuration(page.minutes)];
  const status = page.status === 'complete' ? [] : [page.status === 'partial' ? 'in progress' : 'planned'];
  const code = materialCode(page);
  return {
    title: stationTitle(page),
    kicker: code === '' ? 'DWCP v3' : code,
    facts: [...minutes, ...status].join(' · '),
    track: page.track,
  };
}
