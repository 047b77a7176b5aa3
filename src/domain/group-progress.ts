import { formatCsv } from './csv.ts';
import { mergeProgress, type Progress } from './progress.ts';
import { summariseTrack, type TrackedTrack, type TrackSummary } from './progress-summary.ts';
import type { ProgressFile } from '../schemas/progress.ts';

/** One person's exports, joined. */
export interface Trainee {
  readonly id: string;
  readonly name: string;
  /** Moment of the latest export. */
  readonly exported: string;
  readonly progress: Progress;
}

/** Adds an export to a group. Two exports of one person are joined, whatever their order; the later one names them. */
export function addTrainee(
  group: readonly Trainee[],
  { trainee, exported }: Pick<ProgressFile, 'trainee' | 'exported'>,
  progress: Progress,
): Trainee[] {
  const known = group.find(({ id }) => id === trainee.id);
  const name = trainee.name?.trim() ?? '';
  const added: Trainee = { id: trainee.id, name, exported, progress };
  if (known === undefined) return [...group, added];
  const later = known.exported > exported ? known : added;
  const joined = {
    ...later,
    name: later.name === '' ? known.name || name : later.name,
    progress: mergeProgress(known.progress, progress),
  };
  return group.map((one) => (one === known ? joined : one));
}

/** A trainee beside how far they are on each track. */
export interface GroupRow {
  readonly trainee: Trainee;
  readonly label: string;
  readonly tracks: readonly TrackSummary[];
}

/** The group by name; those who gave none go by the start of their id. */
export function groupRows(group: readonly Trainee[], tracks: readonly TrackedTrack[]): GroupRow[] {
  return group
    .map((trainee) => ({
      trainee,
      label: trainee.name === '' ? `Unnamed ${trainee.id.slice(0, 8)}` : trainee.name,
      tracks: tracks.map((track) => summariseTrack(track, trainee.progress)),
    }))
    .toSorted((a, b) =>
      a.label < b.label ? -1 : a.label > b.label ? 1 : a.trainee.id < b.trainee.id ? -1 : 1,
    );
}

/** The group as a table for spreadsheets. */
export function groupCsv(rows: readonly GroupRow[], tracks: readonly TrackedTrack[]): string {
  const head = [
    'Trainee',
    'Id',
    'Exported',
    'Last page',
    'Last seen',
    ...tracks.flatMap(({ title }) => [
      `${title}: done`,
      `${title}: of`,
      `${title}: labs done`,
      `${title}: of them marked by hand`,
      `${title}: exam percent`,
      `${title}: next`,
    ]),
  ];
  const body = rows.map(({ trainee, label, tracks: summaries }) => [
    label,
    trainee.id,
    trainee.exported,
    trainee.progress.last?.title,
    trainee.progress.last?.at,
    ...summaries.flatMap(({ done, total, labsDone, labsByHand, score, next }) => [
      done,
      total,
      labsDone,
      labsByHand,
      score,
      next?.title,
    ]),
  ]);
  return formatCsv([head, ...body]);
}
