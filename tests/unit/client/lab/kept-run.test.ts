import { describe, expect, test } from 'vitest';
import { parseKeptRun } from '../../../../src/client/lab/kept-run.ts';

const whole = {
  version: 2,
  edition: 'abc',
  run: '[]',
  hints: [{ checkpoint: 'created', atMs: 500 }],
  solutionShownAtMs: null,
};

describe('parseKeptRun', () => {
  test('takes a whole run', () => {
    expect(parseKeptRun(whole)).toEqual(whole);
  });

  test.each([
    undefined,
    null,
    'text',
    [],
    { ...whole, version: 1 },
    { ...whole, run: 5 },
    { ...whole, hints: [{ checkpoint: 'created', atMs: -1 }] },
    { ...whole, hints: {} },
    { ...whole, solutionShownAtMs: 'soon' },
    { version: 2 },
  ])('refuses %j', (value) => {
    expect(parseKeptRun(value)).toBeUndefined();
  });
});
