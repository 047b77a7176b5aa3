import type { Schedule } from '../../schemas/schedule.ts';
import { formatDuration } from '../duration.ts';
import type { Finding } from '../finding.ts';
import { labContent, labMaterials } from '../material-content.ts';
import type { DataEntry, Program } from '../program.ts';
import { labRef, parseLabRef } from '../references.ts';
import type { PlacedSession } from '../schedule.ts';
import { formatSlot, listSessions, sessionPath } from '../schedule.ts';
import { formatList } from '../wording.ts';

/** Checks that every lab has a slot that holds it, after the sections it practises. */
export function checkLabSlots(program: Program, entry: DataEntry<Schedule>): Finding[] {
  const sessions = listSessions(entry.data);
  return [
    ...groupLabs(sessions).flatMap((group) => tooShort(program, entry, group)),
    ...withoutSlot(program, entry, sessions),
    ...beforeSection(program, entry, sessions),
  ];
}

/** Labs that share slots, directly or through another lab, with all of those slots. */
interface LabGroup {
  readonly labs: readonly string[];
  readonly slots: readonly PlacedSession[];
}

function groupLabs(sessions: readonly PlacedSession[]): LabGroup[] {
  let groups: LabGroup[] = [];
  for (const slot of sessions) {
    const { labs } = slot.session;
    if (labs.length === 0) continue;
    const touching = groups.filter((group) => group.labs.some((lab) => labs.includes(lab)));
    const merged: LabGroup = {
      labs: [...new Set([...touching.flatMap((group) => group.labs), ...labs])].sort(compareLabs),
      slots: [...touching.flatMap((group) => group.slots), slot],
    };
    groups = [...groups.filter((group) => !touching.includes(group)), merged];
  }
  return groups;
}

function compareLabs(a: string, b: string): number {
  const [first, second] = [parseLabRef(a), parseLabRef(b)];
  return first.track.localeCompare(second.track, 'en') || first.number - second.number;
}

function tooShort(program: Program, entry: DataEntry<Schedule>, { labs, slots }: LabGroup): Finding[] {
  const first = slots[0];
  const needed = labs.reduce((sum, lab) => sum + labMinutes(program, lab), 0);
  const available = slots.reduce((sum, slot) => sum + slot.durationMinutes, 0);
  if (first === undefined || needed <= available) return [];
  const names = labs.length === 1 ? `The lab ${labs.join()} takes` : `The labs ${formatList(labs)} take`;
  const time = `${labs.length === 1 ? 'its' : 'their'} time (${slots.map(formatSlot).join('; ')})`;
  return [
    {
      rule: 'labs-do-not-fit',
      file: entry.file,
      line: entry.lineOf([...sessionPath(first), 'labs']),
      subject: `${entry.id}: ${labs.join(', ')}`,
      message: `${names} ${formatDuration(needed)}, but ${time} is ${formatDuration(available)}.`,
      hint: `Lengthen it by ${formatDuration(needed - available)}, or move a lab to another slot.`,
    },
  ];
}

/** Minutes as coordinators book them; a lab that states none needs none. */
function labMinutes(program: Program, ref: string): number {
  const lab = parseLabRef(ref);
  const material = labMaterials(program, lab.track).find(({ number }) => number === lab.number);
  return material?.minutes ?? labContent(program, lab)?.data.minutes ?? 0;
}

function withoutSlot(
  program: Program,
  entry: DataEntry<Schedule>,
  sessions: readonly PlacedSession[],
): Finding[] {
  const { track, title, homework } = entry.data;
  return labMaterials(program, track).flatMap((lab): Finding[] => {
    const ref = labRef(track, lab.number);
    if (sessions.some(({ session }) => session.labs.includes(ref))) return [];
    if (homework.some(({ lab: left }) => left === ref)) return [];
    return [
      {
        rule: 'lab-without-slot',
        file: entry.file,
        line: entry.lineOf(['days']),
        subject: `${entry.id}: ${ref}`,
        message: `"${title}" has no slot for lab ${lab.number}, "${lab.title}"${lab.minutes === undefined ? '' : `, which takes ${formatDuration(lab.minutes)}`}.`,
        hint: `Name ${ref} in "labs" of a session that holds it, or under "homework" with the day after which it is done.`,
      },
    ];
  });
}

/** What a lab practises is in its file, so a lab that is not written yet is not checked. */
function beforeSection(
  program: Program,
  entry: DataEntry<Schedule>,
  sessions: readonly PlacedSession[],
): Finding[] {
  const labs = [...new Set(sessions.flatMap(({ session }) => session.labs))];
  return labs.flatMap((ref) => {
    const lab = labContent(program, parseLabRef(ref));
    const labSlot = sessions.find(({ session }) => session.labs.includes(ref));
    if (lab === undefined || labSlot === undefined) return [];
    return lab.data.practises.flatMap((section): Finding[] => {
      const taught = sessions.find(({ session }) => session.sections.includes(section));
      if (taught !== undefined && sessions.indexOf(taught) < sessions.indexOf(labSlot)) return [];
      const instead =
        taught === undefined
          ? 'which no session teaches'
          : taught === labSlot
            ? 'which is taught in the same session'
            : `which is taught later (${formatSlot(taught)})`;
      return [
        {
          rule: 'lab-before-section',
          file: entry.file,
          line: entry.lineOf([...sessionPath(labSlot), 'labs']),
          subject: `${entry.id}: ${ref} before ${section}`,
          message: `${ref} (${formatSlot(labSlot)}) practises section ${section}, ${instead}.`,
          hint: `Teach ${section} in an earlier session.`,
        },
      ];
    });
  });
}
