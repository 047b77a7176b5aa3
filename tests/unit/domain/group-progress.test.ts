import { describe, expect, test } from 'vitest';
import { addTrainee, groupCsv, groupRows, type Trainee } from '../../../src/domain/group-progress.ts';
import { emptyProgress, markLab, markRead, markScore } from '../../../src/domain/progress.ts';
import type { TrackedTrack } from '../../../src/domain/progress-summary.ts';

const monday = '2026-11-23T09:00:00.000Z';
const tuesday = '2026-11-24T09:00:00.000Z';
const ids = ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7'] as const;
const tracks: readonly TrackedTrack[] = [
  {
    track: 'operations',
    title: 'Operations',
    stops: [
      { url: '/a/', title: '1 A' },
      { url: '/lab/', lab: 'operations/lab-1', title: 'Lab 1 B' },
      { url: '/exam/', exam: 'exam', title: 'Exam' },
    ],
  },
];

describe('addTrainee', () => {
  test('joins two exports of one person, whichever comes first, under the later name', () => {
    const first = markRead(emptyProgress, '/a/', true, monday);
    const second = markLab(emptyProgress, 'operations/lab-1', { done: true, by: 'hand' }, tuesday);
    const exports = [
      [{ trainee: { id: ids[0], name: 'Old name' }, exported: monday }, first],
      [{ trainee: { id: ids[0], name: 'New name' }, exported: tuesday }, second],
    ] as const;
    const join = (order: readonly (typeof exports)[number][]) =>
      order.reduce<readonly Trainee[]>((group, [file, progress]) => addTrainee(group, file, progress), []);
    expect(join(exports)).toEqual(join(exports.toReversed()));
    expect(join(exports)).toMatchObject([{ name: 'New name', exported: tuesday }]);
    expect(groupRows(join(exports), tracks)[0]?.tracks).toMatchObject([
      { done: 2, labsDone: 1, labsByHand: 1 },
    ]);
  });

  test('keeps two people of one name apart', () => {
    const group = ids.reduce<readonly Trainee[]>(
      (all, id) => addTrainee(all, { trainee: { id, name: 'Kim' }, exported: monday }, emptyProgress),
      [],
    );
    expect(groupRows(group, tracks).map(({ label }) => label)).toEqual(['Kim', 'Kim']);
  });
});

test('groupCsv has a row for each person, and a name does nothing in a spreadsheet', () => {
  const progress = markScore(
    markRead(emptyProgress, '/a/', true, monday),
    'exam',
    { percent: 72.5, passed: false },
    monday,
  );
  const group = addTrainee(
    addTrainee([], { trainee: { id: ids[0], name: '=1+1' }, exported: monday }, progress),
    { trainee: { id: ids[1] }, exported: monday },
    emptyProgress,
  );
  expect(groupCsv(groupRows(group, tracks), tracks)).toMatchInlineSnapshot(`
    ""Trainee","Id","Exported","Last page","Last seen","Operations: done","Operations: of","Operations: labs done","Operations: of them marked by hand","Operations: exam percent","Operations: next"
    "'=1+1","0f8fad5b-d9cb-469f-a165-70867728950e","2026-11-23T09:00:00.000Z",,,1,3,0,0,72.5,"Lab 1 B"
    "Unnamed 7c9e6679","7c9e6679-7425-40de-944b-e07fc1f90ae7","2026-11-23T09:00:00.000Z",,,0,3,0,0,,"1 A"
    "
  `);
});
