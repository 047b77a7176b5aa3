import { expect, test } from 'vitest';
import { LineHistory } from '../../../../src/client/lab/line-history.ts';

test('goes back to the oldest line and forward to what was being typed', () => {
  const history = new LineHistory();
  history.reset(['one', 'two', 'two', '  ', 'three']);
  expect(history.older('dra')).toBe('three');
  expect(history.older('three')).toBe('two');
  expect(history.older('two')).toBe('one');
  expect(history.older('one')).toBeUndefined();
  expect(history.newer()).toBe('two');
  expect(history.newer()).toBe('three');
  expect(history.newer()).toBe('dra');
  expect(history.newer()).toBeUndefined();
});
