import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSchedules } from '../../../../src/domain/checks/schedules.ts';
import type { Program } from '../../../../src/domain/program.ts';
import { formatTimeOfDay } from '../../../../src/domain/time-of-day.ts';
import type { Schedule } from '../../../../src/schemas/schedule.ts';
import {
  buildProgram,
  deckMaterial,
  labMaterial,
  scheduleEntry,
  scheduleMaterial,
  session,
  trackEntry,
  withIndex,
  withMaterial,
  without,
} from '../../program-builder.ts';

const report = (program: Program): string =>
  checkSchedules(program)
    .map(({ rule, file, subject, message, hint }) =>
      [`${file}  ${rule}  ${subject}`, message, hint].join('\n'),
    )
    .join('\n\n');

const daysOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ title: `Day ${index + 1}`, slides: 1 }));

describe('deck-days-differ', () => {
  test('reports a schedule file that has another number of days than the index states', () => {
    expect(report(withMaterial(buildProgram({ schedules: [] }), scheduleMaterial({ days: 1 })))).toBe('');
    const program = withMaterial(buildProgram(), scheduleMaterial({ days: 3 }));
    expect(report(withMaterial(program, deckMaterial({ days: daysOf(3) })))).toMatchInlineSnapshot(`
      "content/schedules/operations-1-day.yaml  deck-days-differ  operations-1-day
      "Operations in a day" has 1 day, but the index states 3.
      Add or remove days, or correct "days" of "operations-1-day" in content/program/index.yaml."
    `);
  });

  test('reports a deck that is not cut like the only schedule of its track', () => {
    const program = withMaterial(buildProgram(), deckMaterial({ days: daysOf(2) }));
    expect(report(program)).toMatchInlineSnapshot(`
      "content/program/index.yaml  deck-days-differ  operations-deck and operations-1-day
      "Operations slides" has slides for 2 days, but "Operations in a day" has 1.
      Cut the deck into 1 day, or correct the schedule."
    `);
  });

  test('compares a deck with the full class and not with the shortened one', () => {
    const base = buildProgram({ schedules: [], tracks: [trackEntry({ days: { min: 3, max: 5 } })] });
    const both = withMaterial(
      withMaterial(base, scheduleMaterial({ id: 'operations-3-day', days: 3 })),
      scheduleMaterial({ id: 'operations-1-day', title: 'Operations in five days', days: 5 }),
    );
    expect(report(withMaterial(both, deckMaterial({ days: daysOf(5) })))).toBe('');
    expect(
      checkSchedules(withMaterial(both, deckMaterial({ days: daysOf(4) }))).map(({ message }) => message),
    ).toMatchInlineSnapshot(`
      [
        ""Operations slides" has slides for 4 days, but "Operations in five days" has 5.",
      ]
    `);
  });

  test('compares nothing where several schedules are shorter than four days', () => {
    const base = buildProgram({ schedules: [], tracks: [trackEntry({ days: { min: 2, max: 3 } })] });
    const both = withMaterial(
      withMaterial(base, scheduleMaterial({ id: 'operations-3-day', days: 3 })),
      scheduleMaterial({ id: 'operations-1-day', days: 2 }),
    );
    expect(report(withMaterial(both, deckMaterial({ days: daysOf(5) })))).toBe('');
  });

  test('takes the longest class from the index where there is no track file', () => {
    const base = withMaterial(
      buildProgram({ schedules: [], tracks: [] }),
      scheduleMaterial({ id: 'operations-3-day', days: 3 }),
    );
    expect(report(withMaterial(base, deckMaterial({ days: daysOf(9) })))).toBe('');
  });
});

describe('track-without-schedule', () => {
  test('reports a track that has a deck only', () => {
    const deck = deckMaterial({
      id: 'security-deck',
      title: 'Security slides',
      track: 'security',
      days: daysOf(3),
    });
    expect(report(withMaterial(buildProgram(), deck))).toMatchInlineSnapshot(`
      "content/program/index.yaml  track-without-schedule  security
      The track security has a deck, "Security slides", but no schedule.
      Add a schedule of 3 days for the track to the index, and write it in content/schedules/."
    `);
  });

  test('asks for no schedule of a deck without a track', () => {
    const overview = without(deckMaterial({ id: 'executive-overview' }), 'track');
    expect(report(withMaterial(buildProgram(), overview))).toBe('');
  });
});

describe('checkSchedules', () => {
  test('is silent about a schedule that works', () => {
    expect(report(buildProgram())).toBe('');
  });

  test('brings times, labs and exams together', () => {
    const schedules = [
      scheduleEntry('operations-1-day', {
        days: [
          {
            title: 'The day',
            sessions: [
              session('08:00', '13:00', 'Everything', {
                exam: { id: 'operations-associate', part: 'written' },
                sections: ['operations/2'],
              }),
            ],
          },
        ],
      }),
    ];
    expect(checkSchedules(buildProgram({ schedules })).map(({ rule }) => rule)).toEqual([
      'no-break',
      'lab-without-slot',
      'exam-does-not-fit',
    ]);
  });

  const labMinutes = fc.integer({ min: 1, max: 240 });
  const slotMinutes = fc.integer({ min: 1, max: 240 });
  const independentDays = fc.array(
    fc.record({ labMinutes, slotMinutes, gap: fc.integer({ min: 0, max: 30 }) }),
    { minLength: 1, maxLength: 8 },
  );

  /** A program whose day n has a session, a pause and a slot for lab n alone. */
  function programOf(days: { labMinutes: number; slotMinutes: number; gap: number }[]): Program {
    const labs = days.map((day, index) =>
      labMaterial({ id: `operations-lab-${index + 1}`, number: index + 1, minutes: day.labMinutes }),
    );
    const entry = scheduleEntry('operations-n-days', {
      days: days.map((day, index) => {
        const start = 12 * 60 + day.gap;
        return {
          title: `Subject ${index + 1}`,
          sessions: [
            session('09:00', '12:00', 'Teaching'),
            session(formatTimeOfDay(start), formatTimeOfDay(start + day.slotMinutes), 'Lab', {
              kind: 'lab',
              labs: [`operations/lab-${index + 1}`],
            }),
          ],
        };
      }),
    });
    return withIndex(buildProgram({ labs: [], schedules: [entry] }), { materials: labs });
  }

  function withDays(program: Program, change: (days: Schedule['days']) => Schedule['days']): Program {
    return {
      ...program,
      schedules: program.schedules.map((entry) => ({
        ...entry,
        data: { ...entry.data, days: change(entry.data.days) },
      })),
    };
  }

  const rulesAndSubjects = (program: Program): string[] =>
    checkSchedules(program)
      .map(({ rule, subject }) => `${rule} ${subject}`)
      .sort();

  test('finds the same in independent days whatever their order', () => {
    const shuffled = independentDays.chain((days) =>
      fc.tuple(
        fc.constant(days),
        fc.shuffledSubarray(
          days.map((_, index) => index),
          { minLength: days.length },
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([days, order]) => {
        const program = programOf(days);
        const reordered = withDays(program, (listed) => order.flatMap((index) => listed[index] ?? []));
        expect(rulesAndSubjects(reordered)).toEqual(rulesAndSubjects(program));
      }),
    );
  });

  test('is content with a lab slot that is longer by exactly the missing minutes', () => {
    fc.assert(
      fc.property(independentDays, (days) => {
        const short = days.filter((day) => day.slotMinutes < day.labMinutes).length;
        const misfits = (program: Program) =>
          checkSchedules(program).filter(({ rule }) => rule === 'labs-do-not-fit');
        expect(misfits(programOf(days))).toHaveLength(short);
        const mended = days.map((day) => ({
          ...day,
          slotMinutes: Math.max(day.slotMinutes, day.labMinutes),
        }));
        expect(misfits(programOf(mended))).toEqual([]);
        const almost = days.map((day) => ({ ...day, slotMinutes: day.labMinutes - 1 }));
        expect(misfits(programOf(almost.filter((day) => day.slotMinutes > 0)))).toHaveLength(
          almost.filter((day) => day.slotMinutes > 0).length,
        );
      }),
    );
  });
});
