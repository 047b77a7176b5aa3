import { describe, expect, test } from 'vitest';
import { formatSlot, listSessions, sessionPath } from '../../../src/domain/schedule.ts';
import { scheduleEntry, session } from '../program-builder.ts';

const schedule = scheduleEntry('two-days', {
  days: [
    { title: 'First', sessions: [session('09:00', '10:30', 'Overview')] },
    {
      title: 'Second',
      sessions: [session('09:00', '10:00', 'Labs'), session('12:00', '11:00', 'Backwards')],
    },
  ],
}).data;

describe('listSessions', () => {
  test('places sessions in their day and measures them', () => {
    expect(
      listSessions(schedule).map(({ day, position, durationMinutes }) => [day, position, durationMinutes]),
    ).toEqual([
      [0, 0, 90],
      [1, 0, 60],
      [1, 1, 0],
    ]);
  });
});

describe('formatSlot and sessionPath', () => {
  test('name the place for people and for the file', () => {
    const labs = listSessions(schedule)[1];
    expect(labs && [formatSlot(labs), sessionPath(labs)]).toEqual([
      'day 2, 09:00–10:00',
      ['days', 1, 'sessions', 0],
    ]);
  });
});
