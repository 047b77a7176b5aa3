import { describe, expect, test } from 'vitest';
import { foldText, formatAmount, formatList } from '../../../src/domain/wording.ts';

describe('formatAmount', () => {
  test.each([
    [1, 'lines', '1 line'],
    [0, 'lines', '0 lines'],
    [1950, 'lines', '1,950 lines'],
    [1, 'tasks to pass', '1 task to pass'],
    [1, 'practical parts', '1 practical part'],
    [1, 'minutes in its steps', '1 minute in its steps'],
  ])('writes %d %s as %s', (value, unit, text) => {
    expect(formatAmount(value, unit)).toBe(text);
  });
});

describe('formatList', () => {
  test('joins items as a sentence does', () => {
    expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map(formatList)).toEqual(['a', 'a and b', 'a, b and c']);
  });
});

describe('foldText', () => {
  test('ignores case and spacing', () => {
    expect(foldText('  Pre-Rollout \n Checklist')).toBe(foldText('pre-rollout checklist'));
  });
});
