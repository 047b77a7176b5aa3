import { expect, test } from 'vitest';
import { formatClock, formatSpan } from '../../../../src/client/lab/format-time.ts';

test('formatClock shows hours, minutes and seconds', () => {
  expect(formatClock(0)).toBe('0:00:00');
  expect(formatClock(3_845_999)).toBe('1:04:05');
});

test('formatSpan chooses the unit', () => {
  expect(formatSpan(420)).toBe('420 ms');
  expect(formatSpan(19_100)).toBe('19.1 s');
  expect(formatSpan(185_000)).toBe('3 min 5 s');
  expect(formatSpan(7_200_000)).toBe('2 h');
});
