import { describe, expect, test } from 'vitest';
import { scheduleSchema } from '../../../src/schemas/schedule.ts';
import { scheduleEntry, session } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = scheduleEntry('operations-1-day').data;
const day = (...sessions: unknown[]) => ({ ...example, days: [{ title: 'The day', sessions }] });

describe('scheduleSchema', () => {
  test('takes a sound example as it is', () => {
    expect(scheduleSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(scheduleSchema, example)).toEqual([]);
  });

  test('wants times of day with two digits each', () => {
    expect(refusals(scheduleSchema, day({ ...session('9:00', '24:00', 'Overview') }))).toMatchInlineSnapshot(`
      [
        "days[The day].sessions[1].start: found "9:00"; write a time of day as HH:MM, e.g. "09:00"",
        "days[The day].sessions[1].end: found "24:00"; write a time of day as HH:MM, e.g. "09:00"",
      ]
    `);
  });

  test('knows kinds of sessions and parts of exams', () => {
    expect(
      refusals(
        scheduleSchema,
        day({
          ...session('09:00', '10:00', 'Exam'),
          kind: 'test',
          exam: { id: 'operations-associate', part: 'oral' },
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "days[The day].sessions[1].kind: found "test", expected "teaching", "lab", "break", "exam", "review", "project" or "setup"",
        "days[The day].sessions[1].exam.part: found "oral", expected "written", "practical" or "both"",
      ]
    `);
  });

  test('asks for days with sessions', () => {
    expect(refusals(scheduleSchema, day())).toMatchInlineSnapshot(`
      [
        "days[The day].sessions: found an empty list, expected at least 1 entry",
      ]
    `);
  });
});
