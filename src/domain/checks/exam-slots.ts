import type { ExamMaterial, Level } from '../../schemas/program-index.ts';
import type { Schedule } from '../../schemas/schedule.ts';
import { formatDuration } from '../duration.ts';
import type { Finding } from '../finding.ts';
import type { DataEntry, Program } from '../program.ts';
import type { PlacedSession } from '../schedule.ts';
import { formatSlot, listSessions, sessionPath } from '../schedule.ts';
import { formatList } from '../wording.ts';

type Part = 'written' | 'practical';

/** Checks that each part of an exam in the schedule has a slot as long as the exam's level asks. */
export function checkExamSlots(program: Program, entry: DataEntry<Schedule>): Finding[] {
  const sessions = listSessions(entry.data);
  const exams = program.index.data.materials.filter((material) => material.kind === 'exam');
  return exams.flatMap((exam) => {
    const slots = sessions.filter(({ session }) => session.exam?.id === exam.id);
    const level = program.index.data.levels.find(({ id }) => id === exam.level);
    if (slots.length === 0 || level === undefined) return [];
    return partsWithOwnTime(slots).flatMap((parts) => checkParts(entry, exam, level, parts, slots));
  });
}

/** A session for both parts makes the written and the practical time one; otherwise each part has its own. */
function partsWithOwnTime(slots: readonly PlacedSession[]): readonly (readonly Part[])[] {
  const isShared = slots.some(({ session }) => session.exam?.part === 'both');
  return isShared ? [['written', 'practical']] : [['written'], ['practical']];
}

function checkParts(
  entry: DataEntry<Schedule>,
  exam: ExamMaterial,
  level: Level,
  parts: readonly Part[],
  slotsOfExam: readonly PlacedSession[],
): Finding[] {
  const slots = slotsOfExam.filter(({ session }) => parts.length === 2 || session.exam?.part === parts[0]);
  const asked = parts.filter((part) => level[part] !== undefined);
  const needed = asked.reduce((sum, part) => sum + (level[part]?.minutes ?? 0), 0);
  const available = slots.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);
  if (slots.length === 0 && asked.length === 0) return [];
  if (slots.length > 0 && asked.length > 0 && needed <= available) return [];

  const place = slots[0] ?? slotsOfExam[0];
  const label = nameParts(asked.length === 0 ? parts : asked);
  const times = slots.map(formatSlot).join('; ');
  return [
    {
      rule: 'exam-does-not-fit',
      file: entry.file,
      line: entry.lineOf(place === undefined ? ['days'] : [...sessionPath(place), 'exam']),
      subject: `${entry.id}: ${exam.id}, ${parts.length === 2 ? 'both' : parts.join()}`,
      ...(slots.length === 0
        ? {
            message: `"${exam.title}" is in the schedule, but ${label}, which takes ${formatDuration(needed)}, has no slot.`,
            hint: `Add a session of ${formatDuration(needed)} for ${label}.`,
          }
        : asked.length === 0
          ? {
              message: `The schedule has a slot for ${label} of "${exam.title}" (${times}), but the level "${level.title}" has none.`,
              hint: 'Correct "part" of the session, or remove it.',
            }
          : {
              message: `"${exam.title}" takes ${formatDuration(needed)} for ${label}, but its time (${times}) is ${formatDuration(available)}.`,
              hint: `Lengthen it by ${formatDuration(needed - available)}.`,
            }),
    },
  ];
}

function nameParts(parts: readonly Part[]): string {
  return `the ${formatList(parts)} ${parts.length === 1 ? 'part' : 'parts'}`;
}
