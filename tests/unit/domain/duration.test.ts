import { describe, expect, test } from 'vitest';
import { formatDuration } from '../../../src/domain/duration.ts';

describe('formatDuration', () => {
  test.each([
    [0, '0 min'],
    [45, '45 min'],
    [60, '1 h'],
    [90, '1 h 30 min'],
    [240, '4 h'],
    [44.6, '45 min'],
    [119.7, '2 h'],
  ])('writes %d minutes as %s', (minutes, text) => {
    expect(formatDuration(minutes)).toBe(text);
  });
});
