import { describe, expect, test } from 'vitest';
import { checkExamSlots } from '../../../../src/domain/checks/exam-slots.ts';
import type { Program } from '../../../../src/domain/program.ts';
import type { Session } from '../../../../src/schemas/schedule.ts';
import {
  buildLevel,
  buildProgram,
  scheduleEntry,
  session,
  withIndex,
  without,
} from '../../program-builder.ts';

type Part = NonNullable<Session['exam']>['part'];

const slot = (start: string, end: string, part: Part, id = 'operations-associate') =>
  session(start, end, 'Exam', { kind: 'exam', exam: { id, part } });
const report = (program: Program, ...sessions: Session[]): string =>
  checkExamSlots(program, scheduleEntry('operations-5-day', { days: [{ title: 'Exam day', sessions }] }))
    .map(({ rule, subject, message, hint }) => [`${rule}  ${subject}`, message, hint].join('\n'))
    .join('\n\n');

const program = buildProgram();

describe('exam-does-not-fit', () => {
  test('reports a slot that is shorter than its part', () => {
    expect(report(program, slot('09:00', '09:20', 'written'), slot('10:00', '11:00', 'practical')))
      .toMatchInlineSnapshot(`
      "exam-does-not-fit  operations-5-day: operations-associate, written
      "Operations Associate" takes 30 min for the written part, but its time (day 1, 09:00–09:20) is 20 min.
      Lengthen it by 10 min."
    `);
  });

  test('reports one slot that is shorter than both parts', () => {
    expect(report(program, slot('16:00', '17:00', 'both'))).toMatchInlineSnapshot(`
      "exam-does-not-fit  operations-5-day: operations-associate, both
      "Operations Associate" takes 1 h 30 min for the written and practical parts, but its time (day 1, 16:00–17:00) is 1 h.
      Lengthen it by 30 min."
    `);
  });

  test('reports a part without a slot', () => {
    expect(report(program, slot('09:00', '09:30', 'written'))).toMatchInlineSnapshot(`
      "exam-does-not-fit  operations-5-day: operations-associate, practical
      "Operations Associate" is in the schedule, but the practical part, which takes 1 h, has no slot.
      Add a session of 1 h for the practical part."
    `);
  });

  test('reports a slot for a part that the level does not have', () => {
    const other = withIndex(program, { levels: [without(buildLevel(), 'written')] });
    expect(report(other, slot('09:00', '09:30', 'written'), slot('10:00', '11:00', 'practical')))
      .toMatchInlineSnapshot(`
      "exam-does-not-fit  operations-5-day: operations-associate, written
      The schedule has a slot for the written part of "Operations Associate" (day 1, 09:00–09:30), but the level "Associate" has none.
      Correct "part" of the session, or remove it."
    `);
    expect(report(other, slot('10:00', '11:00', 'practical'))).toBe('');
  });

  test('adds up the slots of a part', () => {
    const sessions = [
      slot('09:00', '09:30', 'written'),
      slot('10:00', '10:30', 'practical'),
      slot('11:00', '11:30', 'practical'),
    ];
    expect(report(program, ...sessions)).toBe('');
  });

  test('lets both parts share one slot that is long enough', () => {
    expect(report(program, slot('09:00', '10:30', 'both'))).toBe('');
  });

  test('asks for no exam where a schedule names none, and leaves unknown exams to the references', () => {
    expect(report(program, session('09:00', '10:00', 'Overview'))).toBe('');
    expect(report(program, slot('09:00', '09:01', 'both', 'unknown'))).toBe('');
  });
});
