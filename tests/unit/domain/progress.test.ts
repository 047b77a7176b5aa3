import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countNewer,
  emptyProgress,
  isDone,
  markLab,
  markRead,
  markScore,
  mergeProgress,
  parseProgress,
  type Progress,
} from '../../../src/domain/progress.ts';
import { anyProgress } from './any-progress.ts';

const early = '2026-11-23T09:00:00.000Z';
const late = '2026-11-24T09:00:00.000Z';

describe('parseProgress', () => {
  test('takes what was stored, whatever it is', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        expect(parseProgress(JSON.parse(JSON.stringify(progress)))).toEqual(progress);
      }),
    );
  });

  test('takes the first form, in which a page was named with its moment alone', () => {
    expect(
      parseProgress({ version: 1, read: { '/a/': early, '/b/': late }, last: { url: '/a/', title: 'A' } }),
    ).toEqual({
      version: 2,
      read: { '/a/': { at: early, read: true }, '/b/': { at: late, read: true } },
      labs: {},
      scores: {},
      last: { at: late, url: '/a/', title: 'A' },
    });
  });

  test('counts another version, and anything that is no progress, as nothing', () => {
    for (const stored of [
      undefined,
      null,
      'read',
      [],
      {},
      { version: 3, read: {} },
      { version: 1, read: [] },
    ]) {
      expect(parseProgress(stored)).toEqual(emptyProgress);
    }
  });

  test('leaves out damaged entries and keeps the others', () => {
    const read = { '/a/': { at: early, read: true }, '/b/': 7, '/c/': { at: 'yesterday', read: true } };
    const labs = { 'operations/lab-1': { at: early, done: true, by: 'luck' } };
    expect(parseProgress({ version: 2, read, labs, scores: 1, last: { url: '/a/' } })).toEqual({
      ...emptyProgress,
      read: { '/a/': { at: early, read: true } },
    });
  });

  test('never fails, whatever JSON was stored', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        expect(parseProgress(stored).version).toBe(2);
      }),
    );
  });
});

describe('marking', () => {
  test('adds a page, and takes it back without touching the others', () => {
    const marked = markRead(markRead(emptyProgress, '/a/', true, early), '/b/', true, early);
    expect(isDone(marked, { url: '/a/' })).toBe(true);
    const back = markRead(marked, '/a/', false, late);
    expect([isDone(back, { url: '/a/' }), isDone(back, { url: '/b/' })]).toEqual([false, true]);
    expect(emptyProgress.read).toEqual({});
  });

  test('a lab counts when it is done, an exam when it is passed, and neither when its page is read', () => {
    const lab = { url: '/labs/a/', lab: 'operations/lab-1' };
    const exam = { url: '/exams/a/', exam: 'operations-associate-exam' };
    const read = [lab, exam].reduce(
      (progress, { url }) => markRead(progress, url, true, early),
      emptyProgress,
    );
    expect([isDone(read, lab), isDone(read, exam)]).toEqual([false, false]);
    const failed = markScore(read, exam.exam, { percent: 40, passed: false }, early);
    expect(isDone(failed, exam)).toBe(false);
    const passed = markScore(failed, exam.exam, { percent: 90, passed: true }, late);
    const done = markLab(passed, lab.lab, { done: true, by: 'checkpoints' }, late);
    expect([isDone(done, lab), isDone(done, exam)]).toEqual([true, true]);
  });

  test('a mark made here holds against one from a browser whose clock is ahead', () => {
    const ahead = markRead(emptyProgress, '/a/', true, '2099-01-01T00:00:00.000Z');
    const back = markRead(ahead, '/a/', false, early);
    expect(isDone(mergeProgress(ahead, back), { url: '/a/' })).toBe(false);
  });
});

describe('mergeProgress', () => {
  test('gives the same whichever comes first, however they are grouped and however often they are joined', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, anyProgress, (a, b, c) => {
        expect(mergeProgress(a, b)).toEqual(mergeProgress(b, a));
        expect(mergeProgress(mergeProgress(a, b), c)).toEqual(mergeProgress(a, mergeProgress(b, c)));
        expect(mergeProgress(a, a)).toEqual(a);
      }),
    );
  });

  test('loses nothing: every item of either is there, with the later mark', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const merged = mergeProgress(a, b);
        for (const kind of ['read', 'labs', 'scores'] as const) {
          const names = new Set([...Object.keys(a[kind]), ...Object.keys(b[kind])]);
          expect(new Set(Object.keys(merged[kind]))).toEqual(names);
          for (const name of names) {
            const moments = [a, b].flatMap((side) => side[kind][name]?.at ?? []);
            expect(merged[kind][name]?.at).toBe(moments.toSorted().at(-1));
            expect([a, b].map((side) => side[kind][name])).toContainEqual(merged[kind][name]);
          }
        }
      }),
    );
  });

  test('counts what is newer, which is nothing once it has been taken', () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        expect(countNewer(mergeProgress(a, b), b)).toBe(0);
        const isChanged = JSON.stringify(items(mergeProgress(a, b))) !== JSON.stringify(items(a));
        expect(countNewer(a, b) > 0).toBe(isChanged);
      }),
    );
  });
});

/** What is counted, in an order that does not depend on who came first. */
function items({ read, labs, scores }: Progress): unknown {
  return [read, labs, scores].map((record) =>
    Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
