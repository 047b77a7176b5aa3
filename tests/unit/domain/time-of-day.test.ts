import { describe, expect, test } from 'vitest';
import { formatTimeOfDay, parseTimeOfDay } from '../../../src/domain/time-of-day.ts';

describe('parseTimeOfDay', () => {
  test('counts minutes after midnight', () => {
    expect(['00:00', '09:30', '23:59'].map(parseTimeOfDay)).toEqual([0, 570, 1439]);
  });

  test('names the value when it is not a time', () => {
    expect(() => parseTimeOfDay('noon')).toThrow('"noon" is not a time of day.');
  });
});

describe('formatTimeOfDay', () => {
  test('is the inverse of parseTimeOfDay for every minute of a day', () => {
    for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
      expect(parseTimeOfDay(formatTimeOfDay(minutes))).toBe(minutes);
    }
  });
});
