import type { Schedule } from '../../schemas/schedule.ts';
import { formatDuration } from '../duration.ts';
import type { Finding } from '../finding.ts';
import type { DataEntry } from '../program.ts';
import type { RuleName } from '../rules.ts';
import type { PlacedSession } from '../schedule.ts';
import { formatSlot, listSessions, sessionPath } from '../schedule.ts';
import { formatTimeOfDay } from '../time-of-day.ts';

const longestWorkMinutes = 270;
const shortestBreakMinutes = 15;

/** Checks the times of a schedule's sessions: order, stated durations, overlaps, breaks. */
export function checkSessionTimes(entry: DataEntry<Schedule>): Finding[] {
  const sessions = listSessions(entry.data);
  return [
    ...sessions.flatMap((session) => [
      ...endsBeforeStart(entry, session),
      ...durationDiffers(entry, session),
    ]),
    ...entry.data.days.flatMap((_, day) => {
      const ofDay = sessions.filter((session) => session.day === day);
      // Times that run backwards are one finding of their own; measured by them, everything after would be wrong.
      const attended = ofDay.filter((session) => session.durationMinutes > 0);
      return [...overlaps(entry, attended), ...missingBreaks(entry, attended)];
    }),
  ];
}

function endsBeforeStart(entry: DataEntry<Schedule>, placed: PlacedSession): Finding[] {
  const { session, durationMinutes, day } = placed;
  if (durationMinutes > 0) return [];
  return [
    sessionFinding(entry, 'session-ends-before-start', placed, {
      message: `"${session.topic}" on day ${day + 1} starts at ${session.start} and ends at ${session.end}.`,
      hint: 'Correct its start or its end.',
    }),
  ];
}

function durationDiffers(entry: DataEntry<Schedule>, placed: PlacedSession): Finding[] {
  const { session, durationMinutes } = placed;
  const stated = session.statedMinutes;
  if (stated === undefined || durationMinutes === 0 || stated === durationMinutes) return [];
  return [
    sessionFinding(entry, 'session-duration-differs', placed, {
      message: `"${session.topic}" states ${formatDuration(stated)}, but ${formatSlot(placed)} lasts ${formatDuration(durationMinutes)}.`,
      hint: `Correct its times, or set statedMinutes to ${durationMinutes}.`,
    }),
  ];
}

function overlaps(entry: DataEntry<Schedule>, sessions: readonly PlacedSession[]): Finding[] {
  return sessions.flatMap((current, index): Finding[] => {
    const previous = latestBefore(sessions.slice(0, index));
    if (previous === undefined || previous.endMinutes <= current.startMinutes) return [];
    return [
      sessionFinding(entry, 'sessions-overlap', current, {
        message: `"${current.session.topic}" starts on day ${current.day + 1} at ${current.session.start}, but "${previous.session.topic}" before it ends at ${previous.session.end}.`,
        hint: 'Move one of them, or shorten the first.',
      }),
    ];
  });
}

function latestBefore(sessions: readonly PlacedSession[]): PlacedSession | undefined {
  return sessions.reduce<PlacedSession | undefined>(
    (latest, session) => (latest === undefined || session.endMinutes > latest.endMinutes ? session : latest),
    undefined,
  );
}

/** Rest is the time between two sessions of work, whether the plan calls it a break or leaves it free. */
function missingBreaks(entry: DataEntry<Schedule>, sessions: readonly PlacedSession[]): Finding[] {
  const work = sessions.filter(({ session }) => session.kind !== 'break');
  return stretches(work).flatMap((stretch): Finding[] => {
    const first = stretch[0];
    const minutes = stretch.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);
    if (first === undefined || minutes <= longestWorkMinutes) return [];
    const end = formatTimeOfDay(Math.max(...stretch.map(({ endMinutes }) => endMinutes)));
    return [
      {
        rule: 'no-break',
        file: entry.file,
        line: entry.lineOf(sessionPath(first)),
        subject: `${entry.id}: ${first.dayTitle}, from ${first.session.start}`,
        message: `Day ${first.day + 1} has ${formatDuration(minutes)} of work from ${first.session.start} to ${end} without a break of at least ${shortestBreakMinutes} min; the limit is ${formatDuration(longestWorkMinutes)}.`,
        hint: `Put in a break of at least ${shortestBreakMinutes} min.`,
      },
    ];
  });
}

/** Splits the work of a day where people can rest. */
function stretches(work: readonly PlacedSession[]): PlacedSession[][] {
  const found: PlacedSession[][] = [];
  let endMinutes = Number.NEGATIVE_INFINITY;
  for (const session of work) {
    const current = found.at(-1);
    if (current === undefined || session.startMinutes - endMinutes >= shortestBreakMinutes)
      found.push([session]);
    else current.push(session);
    endMinutes = Math.max(endMinutes, session.endMinutes);
  }
  return found;
}

function sessionFinding(
  entry: DataEntry<Schedule>,
  rule: RuleName,
  placed: PlacedSession,
  text: Pick<Finding, 'message' | 'hint'>,
): Finding {
  return {
    rule,
    file: entry.file,
    line: entry.lineOf(sessionPath(placed)),
    subject: `${entry.id}: ${placed.dayTitle}, ${placed.session.start} ${placed.session.topic}`,
    ...text,
  };
}
