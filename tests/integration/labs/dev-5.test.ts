import { describe, expect, test } from 'vitest';
import { gradeFolder, gradeVariant, openOf, printed, reasonOf, shownOnPage } from './grade-variant.ts';

const folder = 'examples/labs/dev-5';

describe('Developer Lab 5', { timeout: 120_000 }, () => {
  test('is passed by its solution', async () => {
    const grade = await gradeFolder('dev-5', `${folder}/solution`);
    expect({ open: openOf(grade), problem: grade.problem }).toEqual({ open: [], problem: null });
  });

  test('is not passed by its starter', async () => {
    const grade = await gradeFolder('dev-5', `${folder}/starter`);
    expect(openOf(grade)).toEqual([
      'profiled',
      'improved',
      'reported',
      'in-flight',
      'same-path',
      'true-figure',
    ]);
    expect(reasonOf(grade, 'improved')).toBe('There was no second transfer to compare with.');
  });

  test('is not passed by more streams, which do not help an encoder', async () => {
    const grade = await gradeVariant('dev-5', [
      { file: 'main.ts', from: '{ compression_level: 5 }', to: '{ amst_streams: 16 }' },
    ]);
    expect(openOf(grade)).toEqual(['improved', 'reported']);
    expect(printed(grade, ['improved'])).toBe(shownOnPage('dev-5'));
  });

  test('is not passed by a shorter path with a figure that nobody measured', async () => {
    const grade = await gradeVariant('dev-5', [
      { file: 'main.ts', from: 'measure(AWAY, HOME, remedy)', to: "measure(AWAY, 'worker-6', remedy)" },
      { file: 'main.ts', from: '${Math.round((1 - second / first) * 100)} %', to: '99 %' },
    ]);
    expect(openOf(grade)).toEqual(['same-path', 'true-figure']);
    expect(reasonOf(grade, 'same-path')).toBe(
      'The first was between worker-1 and worker-5, the last between worker-5 and worker-6. A shorter path is no optimisation.',
    );
    expect(reasonOf(grade, 'true-figure')).toMatch(/^The report says 99 %; .* measured \d+ %\.$/);
  });
});
