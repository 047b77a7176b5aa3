import { describe, expect, test } from 'vitest';
import { checkLabSlots } from '../../../../src/domain/checks/lab-slots.ts';
import type { Program } from '../../../../src/domain/program.ts';
import type { Session } from '../../../../src/schemas/schedule.ts';
import {
  buildProgram,
  labEntry,
  labMaterial,
  scheduleEntry,
  session,
  withMaterial,
  without,
} from '../../program-builder.ts';

const lab = (number: number, minutes?: number) => {
  const material = labMaterial({ id: `operations-lab-${number}`, number, title: `Title ${number}` });
  return minutes === undefined ? without(material, 'minutes') : { ...material, minutes };
};
const labsOf = (minutes: (number | undefined)[], overrides: Partial<Program> = {}): Program =>
  minutes.reduce<Program>(
    (program, value, index) => withMaterial(program, lab(index + 1, value)),
    buildProgram({ labs: [], ...overrides }),
  );
const slot = (start: string, end: string, ...numbers: number[]) =>
  session(start, end, `Labs ${numbers.join('-')}`, {
    kind: 'lab',
    labs: numbers.map((number) => `operations/lab-${number}`),
  });
const schedule = (...days: Session[][]) =>
  scheduleEntry('operations-5-day', {
    days: days.map((sessions, index) => ({ title: `Day ${index + 1}`, sessions })),
  });
const report = (program: Program, ...days: Session[][]): string =>
  checkLabSlots(program, schedule(...days))
    .map(({ rule, subject, message, hint }) => [`${rule}  ${subject}`, message, hint].join('\n'))
    .join('\n\n');

describe('labs-do-not-fit', () => {
  test('reports labs that together need more than their slot', () => {
    expect(report(labsOf([120, 60]), [slot('16:00', '18:00', 1, 2)])).toMatchInlineSnapshot(`
      "labs-do-not-fit  operations-5-day: operations/lab-1, operations/lab-2
      The labs operations/lab-1 and operations/lab-2 take 3 h, but their time (day 1, 16:00–18:00) is 2 h.
      Lengthen it by 1 h, or move a lab to another slot."
    `);
  });

  test('reports a lab alone in several slots', () => {
    expect(report(labsOf([240]), [slot('09:00', '10:00', 1), slot('11:00', '12:00', 1)]))
      .toMatchInlineSnapshot(`
      "labs-do-not-fit  operations-5-day: operations/lab-1
      The lab operations/lab-1 takes 4 h, but its time (day 1, 09:00–10:00; day 1, 11:00–12:00) is 2 h.
      Lengthen it by 2 h, or move a lab to another slot."
    `);
  });

  test('adds up labs that are joined through a third one', () => {
    const days = [[slot('09:00', '10:00', 1, 2)], [slot('09:00', '10:00', 3, 2)]];
    expect(checkLabSlots(labsOf([60, 60, 60]), schedule(...days)).map(({ subject }) => subject)).toEqual([
      'operations-5-day: operations/lab-1, operations/lab-2, operations/lab-3',
    ]);
  });

  test('adds up the slots that labs share', () => {
    const days = [[slot('09:00', '10:00', 1, 2)], [slot('09:00', '11:00', 2)]];
    expect(report(labsOf([60, 120]), ...days)).toBe('');
  });

  test('takes a lab without stated minutes as needing none', () => {
    expect(report(labsOf([undefined, 60]), [slot('09:00', '10:00', 1, 2)])).toBe('');
  });

  test('takes the minutes of the file where the index states none', () => {
    const program = labsOf([undefined], {
      labs: [labEntry(1, 'deploy', { minutes: 90, practises: ['operations/1'] })],
    });
    const days = [
      [session('08:00', '09:00', 'Overview', { sections: ['operations/1'] }), slot('09:00', '10:00', 1)],
    ];
    expect(checkLabSlots(program, schedule(...days)).map(({ rule }) => rule)).toEqual(['labs-do-not-fit']);
  });
});

describe('checkLabSlots', () => {
  test('points at the labs of the first slot', () => {
    const lineOf = (path: readonly (string | number)[]) =>
      path.join('.') === 'days.1.sessions.0.labs' ? 12 : 1;
    const entry = {
      ...schedule([session('09:00', '10:00', 'Overview')], [slot('09:00', '10:00', 1)]),
      lineOf,
    };
    expect(checkLabSlots(labsOf([90]), entry).map(({ line }) => line)).toEqual([12]);
  });
});

describe('lab-without-slot', () => {
  test('reports every lab of the track that no session names', () => {
    expect(report(labsOf([60, 60, undefined]), [slot('09:00', '10:00', 1)])).toMatchInlineSnapshot(`
      "lab-without-slot  operations-5-day: operations/lab-2
      "Operations in a day" has no slot for lab 2, "Title 2", which takes 1 h.
      Name operations/lab-2 in "labs" of a session that holds it, or under "homework" with the day after which it is done.

      lab-without-slot  operations-5-day: operations/lab-3
      "Operations in a day" has no slot for lab 3, "Title 3".
      Name operations/lab-3 in "labs" of a session that holds it, or under "homework" with the day after which it is done."
    `);
  });

  test('takes a lab that is left to the learners for placed', () => {
    const entry = schedule([slot('09:00', '10:00', 1)]);
    const data = { ...entry.data, homework: [{ lab: 'operations/lab-2', afterDay: 1 }] };
    expect(checkLabSlots(labsOf([60, 60]), { ...entry, data })).toEqual([]);
  });

  test('leaves the labs of other tracks alone', () => {
    const program = withMaterial(labsOf([60]), labMaterial({ id: 'developer-lab-1', track: 'developer' }));
    expect(report(program, [slot('09:00', '10:00', 1)])).toBe('');
  });
});

describe('lab-before-section', () => {
  const program = labsOf([60], { labs: [labEntry(1, 'deploy', { practises: ['operations/2'] })] });
  const teaching = (start: string, end: string) =>
    session(start, end, 'Architecture', { sections: ['operations/2'] });

  test('reports a section that is taught later, in the same session, or not at all', () => {
    const together = { ...slot('09:00', '10:00', 1), sections: ['operations/2'] };
    expect(
      [
        report(program, [slot('09:00', '10:00', 1), teaching('10:00', '11:00')]),
        report(program, [together]),
        report(program, [slot('09:00', '10:00', 1)]),
      ].join('\n\n'),
    ).toMatchInlineSnapshot(`
      "lab-before-section  operations-5-day: operations/lab-1 before operations/2
      operations/lab-1 (day 1, 09:00–10:00) practises section operations/2, which is taught later (day 1, 10:00–11:00).
      Teach operations/2 in an earlier session.

      lab-before-section  operations-5-day: operations/lab-1 before operations/2
      operations/lab-1 (day 1, 09:00–10:00) practises section operations/2, which is taught in the same session.
      Teach operations/2 in an earlier session.

      lab-before-section  operations-5-day: operations/lab-1 before operations/2
      operations/lab-1 (day 1, 09:00–10:00) practises section operations/2, which no session teaches.
      Teach operations/2 in an earlier session."
    `);
  });

  test('is silent when the section comes earlier that day or on a day before', () => {
    expect(report(program, [teaching('09:00', '10:00'), slot('10:00', '11:00', 1)])).toBe('');
    expect(report(program, [teaching('15:00', '16:00')], [slot('10:00', '11:00', 1)])).toBe('');
  });

  test('does not check a lab that is not written', () => {
    expect(report(labsOf([60]), [slot('09:00', '10:00', 1)])).toBe('');
  });
});
