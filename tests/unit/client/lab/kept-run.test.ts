import { describe, expect, test } from 'vitest';
import { parseKeptRun } from '../../../../src/client/lab/kept-run.ts';

const whole = {
  version: 1,
  edition: 'abc',
  code: '1xyz',
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
    { ...whole, version: 2 },
    { ...whole, code: 5 },
    { ...whole, hints: [{ checkpoint: 'created', atMs: -1 }] },
    { ...whole, hints: {} },
    { ...whole, solutionShownAtMs: 'soon' },
    { version: 1 },
  ])('refuses %j', (value) => {
    expect(parseKeptRun(value)).toBeUndefined();
  });
});
