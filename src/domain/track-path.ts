import type { TrackId } from '../schemas/common.ts';
import type { PathStep } from '../schemas/track.ts';
import type { Program } from './program.ts';
import type { Page } from './routes.ts';

/** One stop on a path: a page of the site, or something to do away from it. */
export interface Station {
  readonly page?: Page;
  readonly title: string;
  /** Short mark in front of the title: `2`, `Lab 3`, `Exam`. */
  readonly code: string;
  readonly note?: string;
}

const materialCodes: Partial<Record<Page['kind'], string>> = {
  exam: 'Exam',
  runbook: 'Runbook',
  guide: 'Guide',
  deck: 'Deck',
  schedule: 'Schedule',
  manual: 'Manual',
};

/** Resolves the steps of a track or learning path to pages; the check reports those that lead nowhere. */
export function resolvePath(steps: readonly PathStep[], pages: readonly Page[]): Station[] {
  return steps.map((step): Station => {
    const note = step.note === undefined ? {} : { note: step.note };
    if ('activity' in step) return { title: step.activity, code: 'Do', ...note };
    const page = findStepPage(step, pages);
    const fallback = 'section' in step ? step.section : 'lab' in step ? step.lab : step.material;
    if (page === undefined) return { title: fallback, code: '?', ...note };
    return { page, title: stationTitle(page), code: stationCode(page), ...note };
  });
}

function findStepPage(step: PathStep, pages: readonly Page[]): Page | undefined {
  if ('section' in step) return pages.find((page) => page.kind === 'section' && page.ref === step.section);
  if ('lab' in step) return pages.find((page) => page.kind === 'lab' && page.ref === step.lab);
  if ('material' in step)
    return pages.find((page) => page.material === step.material && page.kind !== 'section');
  return undefined;
}

/** Title of a page without the number that its code already says. */
export function stationTitle(page: Page): string {
  if (page.kind === 'section') return page.title.replace(/^\d+ /, '');
  if (page.kind === 'lab') return page.title.replace(/^Lab \d+: /, '');
  return page.title;
}

/** Short mark of a page: its section number, `Lab 3`, `Exam`. */
export function stationCode(page: Page): string {
  const number = page.ref?.split('/')[1] ?? '';
  if (page.kind === 'section') return number;
  if (page.kind === 'lab') return `Lab ${number.replace('lab-', '')}`;
  return materialCodes[page.kind] ?? '';
}

/** A station on one line; its code is left out where the title ends with it, as in "Operations associate exam". */
export function stationLabel({ code, title }: Pick<Station, 'code' | 'title'>): string {
  const isSaid = title.toLowerCase().endsWith(code.toLowerCase());
  return isSaid ? title : `${code} ${title}`;
}

/** A track with its stations. */
export interface TrackPath {
  readonly track: TrackId;
  readonly title: string;
  readonly stations: readonly Station[];
}

/** The paths of all tracks, in the program's order. */
export function trackPaths(program: Program, pages: readonly Page[]): TrackPath[] {
  const order: readonly TrackId[] = ['operations', 'developer', 'security'];
  return order.flatMap((track) => {
    const entry = program.tracks.find(({ data }) => data.id === track);
    if (entry === undefined) return [];
    return [{ track, title: entry.data.title, stations: resolvePath(entry.data.path, pages) }];
  });
}

/** The stations before and after a page on a path; activities are passed over. */
export function neighbours(
  stations: readonly Station[],
  url: string,
): { previous?: Station; next?: Station } {
  const withPages = stations.filter((station) => station.page !== undefined);
  const position = withPages.findIndex((station) => station.page?.url === url);
  if (position === -1) return {};
  const previous = withPages[position - 1];
  const next = withPages[position + 1];
  return { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
}

/** How much of a path can be read: planned stations are counted apart. */
export function pathTotals(stations: readonly Station[]): {
  written: number;
  planned: number;
  minutes: number;
} {
  const pages = stations.flatMap((station) => (station.page === undefined ? [] : [station.page]));
  return {
    written: pages.filter((page) => page.status === 'complete').length,
    planned: pages.filter((page) => page.status !== 'complete').length,
    minutes: pages.reduce((sum, page) => sum + (page.minutes ?? 0), 0),
  };
}
