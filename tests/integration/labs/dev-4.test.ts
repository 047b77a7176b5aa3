import { describe, expect, test } from 'vitest';
import { gradeFolder, gradeVariant, openOf, printed, reasonOf, shownOnPage } from './grade-variant.ts';

const folder = 'examples/labs/dev-4';

describe('Developer Lab 4', { timeout: 120_000 }, () => {
  test('is passed by its solution', async () => {
    const grade = await gradeFolder('dev-4', `${folder}/solution`);
    expect({ open: openOf(grade), problem: grade.problem }).toEqual({ open: [], problem: null });
  });

  test('is not passed by its starter', async () => {
    const grade = await gradeFolder('dev-4', `${folder}/starter`);
    expect(openOf(grade)).toEqual(
      expect.arrayContaining(['context-sent', 'span-reported', 'metric-reported']),
    );
    expect(reasonOf(grade, 'span-reported')).toBe(
      'No span of the service "orders" without a parent was reported. The spans are of: the cluster.',
    );
  });

  test('is not passed by an application that keeps its trace context to itself', async () => {
    const grade = await gradeVariant('dev-4', [{ file: 'main.ts', from: '{ traceparent },', to: '{},' }]);
    expect(openOf(grade)).toEqual(['context-sent', 'followed', 'exported']);
    expect(printed(grade, ['context-sent'])).toBe(shownOnPage('dev-4'));
  });

  test('is not passed with the clock of the wrong machine and a label for each VM', async () => {
    const grade = await gradeVariant('dev-4', [
      { file: 'main.ts', from: 'startTime: await api.now()', to: 'startTime: new Date()' },
      { file: 'main.ts', from: 'span.end(await api.now())', to: 'span.end(new Date())' },
      {
        file: 'main.ts',
        from: "moved.add(1, { result: 'completed' })",
        to: "moved.add(1, { result: 'completed', vm })",
      },
    ]);
    expect(openOf(grade)).toEqual(['encloses', 'few-labels']);
    expect(reasonOf(grade, 'encloses')).toContain('Take the times from GET /training/time');
    expect(reasonOf(grade, 'few-labels')).toBe(
      'The label vm="vm-orders-1" makes a series for each of its values. Put it on the span.',
    );
  });
});
