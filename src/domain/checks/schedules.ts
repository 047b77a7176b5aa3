import type { DeckMaterial, ScheduleMaterial } from '../../schemas/program-index.ts';
import type { Schedule } from '../../schemas/schedule.ts';
import type { Finding } from '../finding.ts';
import { manualOf } from '../material-content.ts';
import type { DataEntry, Program } from '../program.ts';
import { formatAmount } from '../wording.ts';
import { checkExamSlots } from './exam-slots.ts';
import { checkLabSlots } from './lab-slots.ts';
import { checkSessionTimes } from './session-times.ts';

/** From this many days on, a schedule of a track is a full class and not a shortened one. */
const fullClassDays = 4;

/** Checks every schedule file, and the decks and schedules of the index against each other. */
export function checkSchedules(program: Program): Finding[] {
  const ofFiles = program.schedules.flatMap((entry) => [
    ...checkSessionTimes(entry),
    ...checkLabSlots(program, entry),
    ...checkExamSlots(program, entry),
    ...checkDays(program, entry),
  ]);
  return [...ofFiles, ...checkDecks(program)];
}

function checkDays(program: Program, entry: DataEntry<Schedule>): Finding[] {
  const material = scheduleMaterials(program).find(({ id }) => id === entry.id);
  const days = entry.data.days.length;
  if (material === undefined || material.days === days) return [];
  return [
    {
      rule: 'deck-days-differ',
      file: entry.file,
      line: entry.lineOf(['days']),
      subject: entry.id,
      message: `"${entry.data.title}" has ${formatAmount(days, 'days')}, but the index states ${material.days}.`,
      hint: `Add or remove days, or correct "days" of "${entry.id}" in ${program.index.file}.`,
    },
  ];
}

function checkDecks(program: Program): Finding[] {
  return program.index.data.materials.flatMap((deck, position): Finding[] => {
    if (deck.kind !== 'deck' || deck.track === undefined) return [];
    const place = { file: program.index.file, line: program.index.lineOf(['materials', position]) };
    const schedules = scheduleMaterials(program).filter(({ track }) => track === deck.track);
    if (schedules.length === 0) {
      return [
        {
          rule: 'track-without-schedule',
          ...place,
          subject: deck.track,
          message: `The track ${deck.track} has a deck, "${deck.title}", but no schedule.`,
          hint: `Add a schedule of ${formatAmount(deck.days.length, 'days')} for the track to the index, and write it in content/schedules/.`,
        },
      ];
    }
    return comparableSchedules(program, deck, schedules)
      .filter(({ days }) => days !== deck.days.length)
      .map((schedule): Finding => ({
        rule: 'deck-days-differ',
        ...place,
        subject: `${deck.id} and ${schedule.id}`,
        message: `"${deck.title}" has slides for ${formatAmount(deck.days.length, 'days')}, but "${schedule.title}" has ${schedule.days}.`,
        hint: `Cut the deck into ${formatAmount(schedule.days, 'days')}, or correct the schedule.`,
      }));
  });
}

/** A deck is cut for the longest class of its track; shortened classes show parts of it. */
function comparableSchedules(
  program: Program,
  deck: DeckMaterial,
  schedules: readonly ScheduleMaterial[],
): readonly ScheduleMaterial[] {
  if (schedules.length === 1) return schedules;
  const longest =
    program.tracks.find(({ data }) => data.id === deck.track)?.data.days.max ??
    (deck.track === undefined ? undefined : manualOf(program, deck.track)?.manual.days.max);
  return schedules.filter(({ days }) => days === longest && days >= fullClassDays);
}

function scheduleMaterials(program: Program): ScheduleMaterial[] {
  return program.index.data.materials.filter((material) => material.kind === 'schedule');
}
