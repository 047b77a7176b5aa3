import { describe, expect, test } from 'vitest';
import { calendarFiles } from '../../../src/domain/calendar-files.ts';
import { buildProgram } from '../program-builder.ts';

describe('calendarFiles', () => {
  test('has a file for each schedule that is written, and none for one that is only in the index', () => {
    const program = buildProgram();
    const written = program.schedules.map(({ id }) => `/schedules/${id}.ics`);
    expect(written.length).toBeGreaterThan(0);
    expect(calendarFiles(program)).toEqual(written);
    expect(calendarFiles({ ...program, schedules: [] })).toEqual([]);
  });
});
