import type { TrackId } from '../schemas/common.ts';
import type { Page } from './routes.ts';

/** What search can filter a page by. */
export interface SearchFacts {
  readonly kind: string;
  readonly status: string;
  readonly tracks: readonly string[];
  readonly level?: string;
  readonly minutes?: string;
}

const kindNames: Record<Page['kind'], string> = {
  manual: 'manual',
  section: 'manual',
  lab: 'lab',
  runbook: 'runbook',
  guide: 'guide',
  exam: 'exam',
  deck: 'deck',
  schedule: 'schedule',
  track: 'track',
  reference: 'reference',
  certification: 'certification',
  status: 'status',
  page: 'page',
};

/** The filters of a page; `tracks` are those on whose path it lies. */
export function searchFacts(page: Page, tracks: readonly TrackId[]): SearchFacts {
  const level = /-(associate|professional|case-study)/
    .exec(page.material ?? '')?.[1]
    ?.replace('case-study', 'expert');
  const own = page.track === undefined || tracks.includes(page.track) ? [] : [page.track];
  return {
    kind: kindNames[page.kind],
    status: page.status === 'partial' ? 'in progress' : page.status,
    tracks: [...own, ...tracks],
    ...(level === undefined ? {} : { level }),
    ...(page.minutes === undefined ? {} : { minutes: minutesBand(page.minutes) }),
  };
}

/** Minutes as a band that people choose by. */
export function minutesBand(minutes: number): string {
  if (minutes <= 30) return 'up to 30';
  if (minutes <= 60) return '31 to 60';
  if (minutes <= 120) return '61 to 120';
  return 'over 120';
}
