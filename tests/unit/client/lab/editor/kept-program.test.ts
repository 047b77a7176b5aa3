import { describe, expect, test } from 'vitest';
import { keptProgram, parseKeptProgram } from '../../../../../src/client/lab/editor/kept-program.ts';

describe('parseKeptProgram', () => {
  test('gives back what was kept', () => {
    const stored: unknown = JSON.parse(JSON.stringify(keptProgram('export const a = 1;\n')));
    expect(parseKeptProgram(stored)).toBe('export const a = 1;\n');
  });

  test.each([
    undefined,
    null,
    'text',
    {},
    { version: 2, text: '' },
    { version: 1, text: 3 },
    { version: 1, text: 'x'.repeat(200_001) },
  ])('takes nothing else', (value) => {
    expect(parseKeptProgram(value)).toBeUndefined();
  });
});
