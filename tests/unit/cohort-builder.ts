import fc from 'fast-check';
import { mostHolidays, type Cohort } from '../../src/schemas/cohort.ts';
import type { ClassPlan, PlanLab, PlanSession } from '../../src/domain/cohort/class-plan.ts';

/** A cohort of twelve in Berlin, from Monday 2027-03-01. */
export function buildCohort(overrides: Partial<Cohort> = {}): Cohort {
  return {
    id: 'abcd2345',
    revision: 0,
    schedule: 'operations-5-day',
    startDate: '2027-03-01',
    timeZone: 'Europe/Berlin',
    workingDays: [1, 2, 3, 4, 5],
    dailyStart: '09:00',
    place: 'Room 4',
    instructor: 'A. Trainer',
    size: 12,
    holidays: [],
    ...overrides,
  };
}

export function planSession(
  start: string,
  end: string,
  topic: string,
  overrides: Partial<PlanSession> = {},
): PlanSession {
  return { start, end, topic, kind: 'teaching', labs: [], links: [], ...overrides };
}

const lab = (number: number, minutes: number): PlanLab => ({
  ref: `operations/lab-${number}`,
  title: `Lab ${number}: Title`,
  url: `/labs/operations/lab-${number}-title/`,
  isPlanned: false,
  minutes,
});

/** Two days: teaching, a break and a lab on each, and both parts of the exam on the second. */
export function buildPlan(overrides: Partial<ClassPlan> = {}): ClassPlan {
  return {
    id: 'operations-5-day',
    title: 'Operations class',
    track: 'operations',
    trackTitle: 'Operations',
    days: [
      {
        title: 'First',
        sessions: [
          planSession('09:00', '10:00', 'Architecture', {
            links: [{ title: 'Architecture', url: '/manuals/operations/02-architecture/', isPlanned: false }],
          }),
          planSession('10:00', '10:15', 'Break', { kind: 'break' }),
          planSession('10:15', '12:15', 'Lab 1: Title', { kind: 'lab', labs: [lab(1, 120)] }),
        ],
      },
      {
        title: 'Second',
        sessions: [
          planSession('09:00', '10:00', 'Lab 2: Title', { kind: 'lab', labs: [lab(2, 60)] }),
          planSession('10:30', '12:00', 'Exam, written', { kind: 'exam', examPart: 'written' }),
          planSession('13:00', '15:00', 'Exam, first half', { kind: 'exam', examPart: 'practical' }),
          planSession('15:15', '17:15', 'Exam, second half', { kind: 'exam', examPart: 'practical' }),
        ],
      },
    ],
    homework: [],
    preReading: [
      { title: 'Architecture', url: '/manuals/operations/02-architecture/', isPlanned: false, minutes: 75 },
    ],
    environment: {
      controllers: 3,
      workers: { min: 10, max: 20 },
      tools: ['Grafana', 'Prometheus', 'Jaeger'],
    },
    certificate: {
      title: 'DWCP v3 Associate',
      validYears: 1,
      writtenMinutes: 90,
      practicalMinutes: 240,
    },
    ...overrides,
  };
}

export const timeZones: readonly string[] = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

const anyDate = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const anyLine = (most: number) =>
  fc
    .string({ unit: 'grapheme', maxLength: most })
    .filter((text) => text.length <= most && !/\p{Cc}/u.test(text));

/** Any cohort that the schema takes. */
export const anyCohort: fc.Arbitrary<Cohort> = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9]{8}$/),
    revision: fc.integer({ min: 0, max: 9999 }),
    schedule: fc.constantFrom('operations-5-day', 'operations-3-day', 'security-3-day'),
    startDate: anyDate,
    timeZone: fc.constantFrom(...timeZones),
    workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    dailyStart: anyTime,
    closes: fc.option(anyTime, { nil: undefined }),
    place: anyLine(250),
    instructor: anyLine(60),
    size: fc.integer({ min: 1, max: 500 }),
    holidays: fc.uniqueArray(anyDate, { maxLength: mostHolidays }).map((dates) => dates.sort()),
  })
  .map(({ closes, ...cohort }) => ({ ...cohort, ...(closes === undefined ? {} : { roomCloses: closes }) }));
