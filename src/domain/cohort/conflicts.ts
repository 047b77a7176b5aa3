import { Temporal } from 'temporal-polyfill';
import type { Cohort } from '../../schemas/cohort.ts';
import { formatDuration } from '../duration.ts';
import { formatTimeOfDay, parseTimeOfDay } from '../time-of-day.ts';
import { isClassDay, nextClassDay } from './class-days.ts';
import type { ClassPlan } from './class-plan.ts';
import { dateSessions, type DatedSession } from './dated-sessions.ts';
import { formatClock, formatDate } from './wording.ts';

/** What stands in the way of a cohort, and what would put it right. */
export interface Conflict {
  readonly kind:
    | 'starts-on-day-off'
    | 'starts-on-holiday'
    | 'starts-in-the-past'
    | 'too-soon-for-pre-reading'
    | 'split-by-holiday'
    | 'split-by-weekend'
    | 'lab-does-not-fit'
    | 'exam-does-not-fit'
    | 'runs-late'
    | 'clock-change'
    | 'needs-assistant';
  /** A problem keeps the class from being held as planned; a note is good to know. */
  readonly severity: 'problem' | 'note';
  readonly message: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  /** Values that would put it right, where the planner can set them by itself. */
  readonly fix?: Partial<Pick<Cohort, 'startDate' | 'dailyStart' | 'roomCloses'>>;
}

/** Days between sending the pre-reading and the first day of class. */
export const preReadingDays = 7;

/** Learners that one instructor can look after in a lab. */
const mostWithoutAssistant = 8;

/** Finds what stands in the way of a cohort; `today` is a date in the zone of the room. */
export function findConflicts(cohort: Cohort, plan: ClassPlan, today: Temporal.PlainDate): Conflict[] {
  const sessions = dateSessions(cohort, plan);
  return [
    ...startDay(cohort),
    ...tooSoon(cohort, plan, today),
    ...splits(cohort, sessions),
    ...tooLate(cohort, plan, sessions),
    ...clockChanges(sessions),
    ...assistant(cohort),
  ];
}

function startDay(cohort: Cohort): Conflict[] {
  const start = Temporal.PlainDate.from(cohort.startDate);
  if (isClassDay(start, cohort)) return [];
  const next = nextClassDay(start, cohort);
  const isHoliday = cohort.holidays.includes(cohort.startDate);
  return [
    {
      kind: isHoliday ? 'starts-on-holiday' : 'starts-on-day-off',
      severity: 'problem',
      message: `${formatDate(start)} is ${isHoliday ? 'in the list of holidays' : 'not one of the working days'}.`,
      remedy: `Start on ${formatDate(next)}.`,
      fix: { startDate: next.toString() },
    },
  ];
}

function tooSoon(cohort: Cohort, plan: ClassPlan, today: Temporal.PlainDate): Conflict[] {
  const start = Temporal.PlainDate.from(cohort.startDate);
  const send = start.subtract({ days: preReadingDays });
  if (Temporal.PlainDate.compare(send, today) >= 0) return [];
  const earliest = nextClassDay(today.add({ days: preReadingDays }), cohort);
  const fix = { startDate: earliest.toString() };
  const remedy = `Start on ${formatDate(earliest)} or later.`;
  if (Temporal.PlainDate.compare(start, today) < 0) {
    const message = `${formatDate(start)} has passed.`;
    return [{ kind: 'starts-in-the-past', severity: 'note', message, remedy, fix }];
  }
  const minutes = plan.preReading.reduce((sum, section) => sum + section.minutes, 0);
  const reading = minutes === 0 ? 'The pre-reading' : `The pre-reading (${formatDuration(minutes)})`;
  return [
    {
      kind: 'too-soon-for-pre-reading',
      severity: 'problem',
      message: `${reading} goes out one week before the class, on ${formatDate(send)}, which has passed.`,
      remedy,
      fix,
    },
  ];
}

function splits(cohort: Cohort, sessions: readonly DatedSession[]): Conflict[] {
  const firsts = sessions.filter(({ position }) => position === 0);
  return firsts.flatMap((first, index): Conflict[] => {
    const before = firsts[index - 1];
    if (before === undefined) return [];
    const expected = before.start.toPlainDate().add({ days: 1 });
    const date = first.start.toPlainDate();
    if (date.equals(expected)) return [];
    const skipped = daysBetween(expected, date);
    const holidays = skipped.filter(
      (day) => cohort.workingDays.includes(day.dayOfWeek) && cohort.holidays.includes(day.toString()),
    );
    const isHoliday = holidays.length > 0;
    const together = startWithoutSplit(cohort, firsts.length);
    return [
      {
        kind: isHoliday ? 'split-by-holiday' : 'split-by-weekend',
        severity: 'note',
        message: isHoliday
          ? `Day ${index + 1} moves to ${formatDate(date)}, because ${holidays.map(formatDate).join(', ')} is a holiday.`
          : `Days without class lie between day ${index} and day ${index + 1} (${formatDate(date)}).`,
        ...(together === undefined
          ? { remedy: 'Plan for the gap: keep the clusters, or take snapshots.' }
          : {
              remedy: `Start on ${formatDate(together)} to keep the days together, or take snapshots of the clusters over the gap.`,
              fix: { startDate: together.toString() },
            }),
      },
    ];
  });
}

function daysBetween(first: Temporal.PlainDate, end: Temporal.PlainDate): Temporal.PlainDate[] {
  const count = first.until(end).days;
  return Array.from({ length: count }, (_, days) => first.add({ days }));
}

/** The first start within eight weeks whose days follow each other; none where the working week is too short. */
function startWithoutSplit(cohort: Cohort, days: number): Temporal.PlainDate | undefined {
  const start = Temporal.PlainDate.from(cohort.startDate);
  return Array.from({ length: 56 }, (_, offset) => start.add({ days: offset + 1 })).find((candidate) =>
    Array.from({ length: days }, (_, day) => candidate.add({ days: day })).every((date) =>
      isClassDay(date, cohort),
    ),
  );
}

function tooLate(cohort: Cohort, plan: ClassPlan, sessions: readonly DatedSession[]): Conflict[] {
  const closes = cohort.roomCloses === undefined ? 24 * 60 : parseTimeOfDay(cohort.roomCloses);
  const late = sessions.filter((session) => minutesOfPlan(cohort, plan, session) > closes);
  const excess = Math.max(0, ...late.map((session) => minutesOfPlan(cohort, plan, session) - closes));
  const earlier = parseTimeOfDay(cohort.dailyStart) - Math.ceil(excess / 15) * 15;
  const when = cohort.roomCloses === undefined ? 'midnight' : `${cohort.roomCloses}, when the room closes`;
  return late
    .filter(({ session }) => session.kind !== 'break')
    .map(({ session, start, end, day }): Conflict => {
      const isLab = session.labs.length > 0;
      const isExam = session.examPart !== undefined;
      return {
        kind: isLab ? 'lab-does-not-fit' : isExam ? 'exam-does-not-fit' : 'runs-late',
        severity: 'problem',
        message: `"${session.topic}" on day ${day + 1} lasts from ${formatClock(start)} to ${formatClock(end)}, after ${when}.`,
        ...(earlier >= 0
          ? {
              remedy: `Start the days at ${formatTimeOfDay(earlier)}${isLab ? ', or have the lab done as homework in the browser' : ''}.`,
              fix: { dailyStart: formatTimeOfDay(earlier) },
            }
          : { remedy: 'Use a room that stays open longer, or a class with more days.' }),
      };
    });
}

/** End of a session on the clock of its first day, which may be beyond 24:00. */
function minutesOfPlan(cohort: Cohort, plan: ClassPlan, { session, day }: DatedSession): number {
  const first = plan.days[day]?.sessions[0]?.start ?? session.start;
  return parseTimeOfDay(session.end) - parseTimeOfDay(first) + parseTimeOfDay(cohort.dailyStart);
}

function clockChanges(sessions: readonly DatedSession[]): Conflict[] {
  return sessions.flatMap(({ session, start, skippedTime }): Conflict[] =>
    skippedTime === undefined
      ? []
      : [
          {
            kind: 'clock-change',
            severity: 'problem',
            message: `On ${formatDate(start)} clocks skip ${skippedTime}; "${session.topic}" begins at ${formatClock(start)} instead.`,
            remedy: 'Start the days at another time, or the class on another day.',
          },
        ],
  );
}

function assistant({ size }: Cohort): Conflict[] {
  if (size <= mostWithoutAssistant) return [];
  return [
    {
      kind: 'needs-assistant',
      severity: 'note',
      message: `${size} learners are more than one instructor can look after in a lab; the limit is ${mostWithoutAssistant}.`,
      remedy: 'Add an assistant for the labs.',
    },
  ];
}
