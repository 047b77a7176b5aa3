import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTimeOfDay } from '../../../src/domain/time-of-day.ts';
import { layOutTimetable } from '../../../src/domain/timetable.ts';
import type { Schedule, Session } from '../../../src/schemas/schedule.ts';
import { scheduleEntry, session } from '../program-builder.ts';

const schedule = (...days: Session[][]): Schedule =>
  scheduleEntry('class', { days: days.map((sessions, index) => ({ title: `Day ${index + 1}`, sessions })) })
    .data;

describe('layOutTimetable', () => {
  test('places sessions on rows of a quarter of an hour from the hour before the first one', () => {
    const { hours, days } = layOutTimetable(
      schedule(
        [session('09:30', '10:45', 'Planes'), session('10:45', '11:00', 'Break', { kind: 'break' })],
        [session('10:00', '11:00', 'Quorums')],
      ),
    );
    expect(hours).toEqual([
      { label: '09:00', row: 1 },
      { label: '10:00', row: 5 },
      { label: '11:00', row: 9 },
    ]);
    const rows = days.map(({ sessions }) =>
      sessions.map(({ firstRow, lastRow, minutes }) => [firstRow, lastRow, minutes]),
    );
    expect(rows).toEqual([
      [
        [3, 8, 75],
        [8, 9, 15],
      ],
      [[5, 9, 60]],
    ]);
  });

  test('gives a session shorter than a row a whole one', () => {
    const { days } = layOutTimetable(schedule([session('09:00', '09:05', 'Welcome')]));
    expect(days[0]?.sessions[0]).toMatchObject({ firstRow: 1, lastRow: 2, minutes: 5 });
  });

  test('lets no two sessions share a row when their times do not, from a quarter of an hour on', () => {
    // Pauses and lengths in turn, from 07:00 on.
    const parts = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 15, max: 90 })), {
      minLength: 1,
      maxLength: 7,
    });
    fc.assert(
      fc.property(parts, (day) => {
        let clock = 7 * 60;
        const sessions = day.map(([pause, length], index) => {
          const start = clock + pause;
          clock = start + length;
          return session(formatTimeOfDay(start), formatTimeOfDay(clock), `Session ${index}`);
        });
        const placed = layOutTimetable(schedule(sessions)).days[0]?.sessions ?? [];
        placed.forEach(({ firstRow, lastRow }, index) => {
          expect(lastRow).toBeGreaterThan(firstRow);
          expect(firstRow).toBeGreaterThanOrEqual(placed[index - 1]?.lastRow ?? 1);
        });
      }),
    );
  });
});
