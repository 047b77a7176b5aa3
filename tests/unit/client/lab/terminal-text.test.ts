import { expect, test } from 'vitest';
import { inColumns, withoutControls } from '../../../../src/client/lab/terminal-text.ts';

test('withoutControls keeps lines and tabs, and nothing that a terminal obeys', () => {
  expect(withoutControls('a\tb\n\u001B]0;title\u0007\u009B2Jc\r')).toBe('a\tb\n]0;title2Jc');
});

test('inColumns reads downwards and fits the width', () => {
  expect(inColumns(['alpha', 'beta', 'gamma', 'delta', 'eps'], 22)).toBe('alpha  gamma  eps\r\nbeta   delta');
  expect(inColumns(['much-too-long-for-it'], 5)).toBe('much-too-long-for-it');
});

test('inColumns says how many it leaves out', () => {
  const words = Array.from({ length: 75 }, (_word, index) => `w${index}`);
  expect(inColumns(words, 80)).toMatch(/… and 15 more$/);
});
