import type { TrackId } from '../schemas/common.ts';
import { isDone, type Progress, type Stop } from './progress.ts';
import type { Page } from './routes.ts';
import { stationLabel, type Station, type TrackPath } from './track-path.ts';

/** A stop that can be read today, as it travels to the browser. */
export interface TrackedStop extends Stop {
  readonly title: string;
}

/** A track with its written stops, in their order. */
export interface TrackedTrack {
  readonly track: TrackId;
  readonly title: string;
  readonly stops: readonly TrackedStop[];
}

/** How far somebody is on a track. Planned stops are left out. */
export interface TrackSummary {
  readonly track: TrackId;
  readonly done: number;
  readonly total: number;
  readonly labsDone: number;
  /** Of those done, how many the trainee marked without the lab having seen it. */
  readonly labsByHand: number;
  readonly labs: number;
  /** Result of the last attempt at an exam of the track. */
  readonly score?: number;
  /** The first stop that is not done. */
  readonly next?: TrackedStop;
}

/** What progress says about a page: nothing more than its address for what is read. */
export function stopOf(page: Page): Stop {
  return {
    url: page.url,
    ...(page.kind === 'lab' && page.ref !== undefined ? { lab: page.ref } : {}),
    ...(page.kind === 'exam' && page.material !== undefined ? { exam: page.material } : {}),
  };
}

/** Attributes by which the browser knows a stop that can be read today; none for the others. */
export function stationData(page: Page | undefined): Record<string, string> {
  if (page?.status !== 'complete') return {};
  const { url, lab, exam } = stopOf(page);
  return {
    'data-station': url,
    ...(lab === undefined ? {} : { 'data-lab': lab }),
    ...(exam === undefined ? {} : { 'data-exam': exam }),
  };
}

/** The tracks as progress sees them. */
export function trackedTracks(paths: readonly TrackPath[]): TrackedTrack[] {
  return paths.map(({ track, title, stations }) => ({ track, title, stops: stations.flatMap(trackedStop) }));
}

function trackedStop(station: Station): TrackedStop[] {
  if (station.page?.status !== 'complete') return [];
  return [{ ...stopOf(station.page), title: stationLabel(station) }];
}

/** Counts what is done of a track. */
export function summariseTrack({ track, stops }: TrackedTrack, progress: Progress): TrackSummary {
  const labs = stops.filter(({ lab }) => lab !== undefined);
  const scores = stops.flatMap(({ exam }) => {
    const mark = exam === undefined ? undefined : progress.scores[exam];
    return mark === undefined ? [] : [mark];
  });
  const latest = scores.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  const next = stops.find((stop) => !isDone(progress, stop));
  return {
    track,
    done: stops.filter((stop) => isDone(progress, stop)).length,
    total: stops.length,
    labsDone: labs.filter((stop) => isDone(progress, stop)).length,
    labsByHand: labs.filter(
      (stop) => isDone(progress, stop) && stop.lab !== undefined && progress.labs[stop.lab]?.by === 'hand',
    ).length,
    labs: labs.length,
    ...(latest === undefined ? {} : { score: latest.percent }),
    ...(next === undefined ? {} : { next }),
  };
}

/** How far somebody is in the whole program; a stop that lies on several tracks counts once. */
export function summariseAll(
  tracks: readonly TrackedTrack[],
  progress: Progress,
): { done: number; total: number } {
  const stops = [...new Map(tracks.flatMap((track) => track.stops).map((stop) => [stop.url, stop])).values()];
  return { done: stops.filter((stop) => isDone(progress, stop)).length, total: stops.length };
}
