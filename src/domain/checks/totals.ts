import type { DeckMaterial, ManualMaterial } from '../../schemas/program-index.ts';
import { claimedAmount, formatClaim } from '../claims/claim.ts';
import type { Finding } from '../finding.ts';
import type { Program } from '../program.ts';
import type { AddedTotal } from '../totals.ts';
import { addTotals } from '../totals.ts';
import { formatAmount, formatNumber } from '../wording.ts';

/** Adds up what the index states: totals over materials, sections of a manual, days of a deck. */
export function checkTotals(program: Program): Finding[] {
  const { materials } = program.index.data;
  return [
    ...addTotals(program.index.data).flatMap((added, index) => checkTotal(program, added, index)),
    ...materials.flatMap((material, position): Finding[] => {
      if (material.kind === 'manual') return checkManualLines(program, material, position);
      if (material.kind === 'deck') return checkDeckSlides(program, material, position);
      return [];
    }),
  ];
}

function checkTotal(program: Program, added: AddedTotal, index: number): Finding[] {
  const { total, stated, really, asStated } = added;
  if (stated === really) return [];
  const parts =
    asStated === really
      ? `its parts add up to ${formatNumber(really)}`
      : `its parts state ${formatNumber(asStated)} and really add up to ${formatNumber(really)}`;
  return [
    finding(program, ['totals', index, 'lines'], `${total.id}:lines`, {
      message: `"${total.title}" states ${formatAmount(stated, 'lines')}, but ${parts}.`,
      hint: `State ${formatNumber(really)}, or correct the parts of "${total.id}".`,
    }),
  ];
}

/** Sections may leave lines to those the index states none for, but cannot have more than the manual. */
function checkManualLines(program: Program, manual: ManualMaterial, position: number): Finding[] {
  const sum = manual.sections.reduce(
    (lines, section) => lines + (section.lines === undefined ? 0 : claimedAmount(section.lines)),
    0,
  );
  const stated = claimedAmount(manual.lines);
  if (sum <= stated) return [];
  return [
    finding(program, ['materials', position, 'lines'], `${manual.id}:lines`, {
      message: `"${manual.title}" states ${formatAmount(stated, 'lines')}, but its sections alone state ${formatNumber(sum)}.`,
      hint: `State at least ${formatNumber(sum)} for the manual, or correct the lines of its sections.`,
    }),
  ];
}

function checkDeckSlides(program: Program, deck: DeckMaterial, position: number): Finding[] {
  const sum = deck.days.reduce((slides, day) => slides + day.slides, 0);
  const { atLeast, atMost, exactly } = deck.slides;
  const lowest = exactly ?? atLeast ?? 0;
  const highest = exactly ?? atMost ?? atLeast ?? 0;
  if (sum >= lowest && sum <= highest) return [];
  return [
    finding(program, ['materials', position, 'slides'], `${deck.id}:slides`, {
      message: `"${deck.title}" states ${formatClaim(deck.slides)} slides, but its days add up to ${formatNumber(sum)}.`,
      hint: `State ${formatNumber(sum)}, or correct the slides of its days.`,
    }),
  ];
}

function finding(
  program: Program,
  path: readonly (string | number)[],
  subject: string,
  text: Pick<Finding, 'message' | 'hint'>,
): Finding {
  return {
    rule: 'total-does-not-add-up',
    file: program.index.file,
    line: program.index.lineOf(path),
    subject,
    ...text,
  };
}
