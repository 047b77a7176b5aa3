import type { TrackId } from '../schemas/common.ts';
import type { Page } from './routes.ts';

const trackCodes: Record<TrackId, string> = { operations: 'OPS', developer: 'DEV', security: 'SEC' };

const kindCodes: Partial<Record<Page['kind'], string>> = {
  runbook: 'RUNBOOK',
  guide: 'GUIDE',
  exam: 'EXAM',
  deck: 'DECK',
  schedule: 'SCHEDULE',
  manual: 'MANUAL',
};

/** Short code of a track: `OPS`. */
export function trackCode(track: TrackId): string {
  return trackCodes[track];
}

/** The code a material carries in its document control strip: `OPS-2`, `DEV-LAB-3`, `SEC-EXAM`. */
export function materialCode(page: Page): string {
  const track = page.track === undefined ? [] : [trackCodes[page.track]];
  const number = page.ref?.split('/')[1]?.toUpperCase();
  if (number !== undefined) return [...track, number].join('-');
  return [...track, kindCodes[page.kind] ?? 'PAGE'].join('-');
}
