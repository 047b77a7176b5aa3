import { describe, expect, test } from 'vitest';
import { hasProgram } from '../debian-program.ts';
import { gradeFolder, gradeVariant, openOf, printed, reasonOf, shownOnPage } from './grade-variant.ts';

const folder = 'examples/labs/dev-1';

// Most of the time is waiting, as the tool is told to, so the cases wait together.
describe.concurrent('Developer Lab 1', { timeout: 180_000 }, () => {
  test('is passed by the solution in TypeScript', async () => {
    const grade = await gradeFolder('dev-1', `${folder}/solution`);
    expect({ open: openOf(grade), problem: grade.problem }).toEqual({ open: [], problem: null });
  });

  test.runIf(hasProgram('python3', 'python3'))('is passed by the solution in Python', async () => {
    const grade = await gradeFolder('dev-1', `${folder}/solution/python`);
    expect({ open: openOf(grade), problem: grade.problem }).toEqual({ open: [], problem: null });
  });

  test('is not passed by the starter', async () => {
    const grade = await gradeFolder('dev-1', `${folder}/starter`);
    expect(openOf(grade)).toEqual(
      expect.arrayContaining(['listed', 'deleted', 'rate-limited', 'lost-answer']),
    );
    expect(reasonOf(grade, 'listed')).toContain('"list" is not written yet.');
  });

  test.runIf(hasProgram('python3', 'python3'))('is not passed by the starter in Python', async () => {
    const grade = await gradeFolder('dev-1', `${folder}/starter/python`);
    expect(openOf(grade)).toEqual(
      expect.arrayContaining(['listed', 'deleted', 'rate-limited', 'lost-answer']),
    );
    expect(reasonOf(grade, 'listed')).toContain('"list" is not written yet.');
  });

  test('is not passed by a tool that takes a VM for its own because the name was taken', async () => {
    const grade = await gradeVariant('dev-1', [
      { file: 'main.ts', from: 'if (!isKnown && !error.mayBeDone) ledger.remove(name);', to: '' },
    ]);
    expect(openOf(grade)).toEqual(['deleted', 'foreign']);
    expect(printed(grade, ['deleted', 'foreign'])).toBe(shownOnPage('dev-1'));
  });

  test('is not passed by a tool that takes a lost answer and an expired token for the end', async () => {
    const grade = await gradeVariant('dev-1', [
      { file: 'api.ts', from: "return code === 'NO_ANSWER' || status === 429", to: 'return status === 429' },
      { file: 'api.ts', from: 'function isPassing({ code, status }', to: 'function isPassing({ status }' },
      { file: 'api.ts', from: "error.code === 'TOKEN_EXPIRED' && !hasRenewed", to: 'hasRenewed' },
    ]);
    expect(openOf(grade)).toEqual(['lost-answer', 'expired-token']);
    expect(reasonOf(grade, 'lost-answer')).toMatch(/^The cluster created app-4, and the connection broke/);
    expect(reasonOf(grade, 'expired-token')).toContain('"list" ended with 1: TOKEN_EXPIRED');
  });
});
