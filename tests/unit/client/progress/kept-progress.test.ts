import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  onProgress,
  readProgress,
  recordLabDone,
  recordRead,
  recordScore,
} from '../../../../src/client/progress/kept-progress.ts';
import { isDone } from '../../../../src/domain/progress.ts';

const lab = { url: '/labs/operations/lab-1-deploy/', lab: 'operations/lab-1' };
const exam = { url: '/exams/operations-associate-exam/', exam: 'operations-associate-exam' };
let kept = new Map<string, string>();

beforeEach(() => {
  kept = new Map();
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('recording', () => {
  test('keeps what was read, done and scored, and tells the page each time', () => {
    const shown = vi.fn();
    onProgress(shown);
    recordRead('/glossary/', true);
    recordLabDone(lab.lab, { done: true, by: 'checkpoints' });
    recordScore(exam.exam, { percent: 85, passed: true });
    expect(shown).toHaveBeenCalledTimes(3);
    const progress = readProgress();
    expect([{ url: '/glossary/' }, lab, exam].map((stop) => isDone(progress, stop))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('starts from what another tab has kept meanwhile', () => {
    recordRead('/a/', true);
    const other = JSON.parse(kept.get('dwcp-training:progress') ?? '{}') as { read: object };
    const mark = { at: '2026-11-23T09:00:00.000Z', read: true };
    kept.set('dwcp-training:progress', JSON.stringify({ ...other, read: { ...other.read, '/b/': mark } }));
    recordRead('/c/', true);
    expect(Object.keys(readProgress().read).toSorted()).toEqual(['/a/', '/b/', '/c/']);
  });
});
