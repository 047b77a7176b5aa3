import { describe, expect, test } from 'vitest';
import { scheduleMinutes } from '../../../src/domain/schedule-minutes.ts';
import { scheduleEntry } from '../program-builder.ts';

describe('scheduleMinutes', () => {
  test('adds up each kind of session over all days', () => {
    const { days } = scheduleEntry('class').data;
    const twoDays = scheduleEntry('class', { days: [...days, ...days] }).data;
    expect(scheduleMinutes(twoDays)).toEqual({
      teaching: 240,
      lab: 120,
      break: 120,
      exam: 180,
      review: 0,
      project: 0,
      setup: 0,
    });
  });
});
