import type { Material } from '../../schemas/program-index.ts';
import { measureClaims } from '../claims.ts';
import type { Claim } from '../claims/claim.ts';
import type { Finding } from '../finding.ts';
import { expectedFile } from '../material-content.ts';
import type { Program } from '../program.ts';
import { rules } from '../rules.ts';
import { formatAmount, formatNumber } from '../wording.ts';
import { checkInventory } from './inventory.ts';
import { checkSections } from './sections.ts';
import { checkTotals } from './totals.ts';

/** Holds the content against what the index claims about it. */
export function checkClaims(program: Program): Finding[] {
  return [
    ...checkLedger(program),
    ...checkSections(program),
    ...checkTotals(program),
    ...checkInventory(program),
  ];
}

/** Turns the rows of the ledger that are not met into findings. */
function checkLedger(program: Program): Finding[] {
  return measureClaims(program).flatMap((claim): Finding[] => {
    const material = program.index.data.materials.find(({ id }) => id === claim.material);
    if (material === undefined || claim.verdict === 'met' || claim.verdict === 'not yet') return [];
    switch (claim.rule) {
      case 'complete-but-missing':
        return claim.verdict === 'absent' ? [missingFinding(program, claim, material)] : [];
      case 'planned-but-present':
        return [presentFinding(program, claim, material)];
      case 'complete-but-short':
      case 'count-differs':
      case 'lab-differs':
        // Where there is nothing to measure, complete-but-missing or section-absent says so once for all rows.
        return claim.verdict === 'absent' ? [] : [differenceFinding(program, claim, material)];
      default:
        return [];
    }
  });
}

function missingFinding(program: Program, claim: Claim, material: Material): Finding {
  const expected = expectedFile(material);
  return {
    rule: 'complete-but-missing',
    ...indexPlace(program, claim),
    subject: claim.id,
    message: `The index says that "${material.title}" is complete, but ${expected.endsWith('/') ? `${expected} has no section` : `there is no ${expected}`}.`,
    hint: `Write it, or set the status of "${material.id}" to planned in ${program.index.file}.`,
  };
}

function presentFinding(program: Program, claim: Claim, material: Material): Finding {
  return {
    rule: 'planned-but-present',
    ...indexPlace(program, claim),
    subject: claim.id,
    message: `The index says that "${material.title}" is planned, but it is there and meets everything the index claims for it.`,
    hint: `Set the status of "${material.id}" to complete in ${program.index.file}.`,
  };
}

function differenceFinding(program: Program, claim: Claim, material: Material): Finding {
  return {
    rule: claim.rule,
    ...(claim.file === undefined ? indexPlace(program, claim) : { file: claim.file, line: claim.line ?? 1 }),
    subject: claim.id,
    message: differenceMessage(claim, material),
    hint: differenceHint(program, claim, material),
  };
}

function differenceMessage(claim: Claim, material: Material): string {
  const what = claim.part === undefined ? `"${material.title}"` : `"${claim.part}" in "${material.title}"`;
  if (typeof claim.measured === 'number') {
    return `${what} has ${formatAmount(claim.measured, claim.unit)}, but ${claim.by} states ${claim.claimed}.`;
  }
  return `The ${claim.unit} of ${what} is "${claim.measured}", but ${claim.by} states "${claim.claimed}".`;
}

function differenceHint(program: Program, claim: Claim, material: Material): string {
  if (claim.by !== 'the index') return rules[claim.rule].remedy;
  const correction = `the claim of "${material.id}" in ${program.index.file}`;
  if (claim.missing === undefined) return `Correct ${claim.file ?? 'the content'}, or ${correction}.`;
  return `Add the missing ${formatNumber(claim.missing)}, or correct ${correction}.`;
}

function indexPlace(program: Program, claim: Claim): { file: string; line: number } {
  return { file: program.index.file, line: program.index.lineOf(claim.path) };
}
