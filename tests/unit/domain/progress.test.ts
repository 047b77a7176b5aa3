import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyProgress, markRead, parseProgress } from '../../../src/domain/progress.ts';

const moment = '2026-11-23T09:00:00.000Z';

describe('parseProgress', () => {
  test('takes what was stored', () => {
    const stored = {
      version: 1,
      read: { '/glossary/': moment },
      last: { url: '/paths/', title: 'Learning paths' },
    };
    expect(parseProgress(stored)).toEqual(stored);
  });

  test('counts another version, and anything that is no progress, as nothing', () => {
    for (const stored of [
      undefined,
      null,
      'read',
      [],
      {},
      { version: 2, read: { '/': moment } },
      { version: 1, read: [] },
    ]) {
      expect(parseProgress(stored)).toEqual(emptyProgress);
    }
  });

  test('leaves out damaged entries and keeps the others', () => {
    expect(
      parseProgress({ version: 1, read: { '/a/': moment, '/b/': 7, '/c/': null }, last: { url: '/a/' } }),
    ).toEqual({ version: 1, read: { '/a/': moment } });
  });

  test('never fails, whatever JSON was stored', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        expect(parseProgress(stored).version).toBe(1);
      }),
    );
  });

  test('never loses a valid entry among others', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.webPath(), fc.string()),
        fc.dictionary(fc.string(), fc.integer()),
        (valid, damaged) => {
          const { read } = parseProgress(
            JSON.parse(JSON.stringify({ version: 1, read: { ...damaged, ...valid } })),
          );
          expect(read).toEqual(valid);
        },
      ),
    );
  });
});

describe('markRead', () => {
  test('adds a page, and takes it back without touching the others', () => {
    const marked = markRead(markRead(emptyProgress, '/a/', moment), '/b/', moment);
    expect(marked.read).toEqual({ '/a/': moment, '/b/': moment });
    expect(markRead(marked, '/a/', undefined)).toEqual({ version: 1, read: { '/b/': moment } });
    expect(emptyProgress.read).toEqual({});
  });

  test('keeps the page last opened', () => {
    const last = { url: '/a/', title: 'A' };
    expect(markRead({ ...emptyProgress, last }, '/a/', moment).last).toEqual(last);
  });
});
