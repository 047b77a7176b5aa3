import { calendarFiles } from './calendar-files.ts';
import type { MeasuredBlocks } from './blocks/measured-block.ts';
import { checkBlocks } from './checks/blocks.ts';
import { checkClaims } from './checks/claims.ts';
import { checkComponents } from './checks/components.ts';
import { checkDrawings } from './checks/drawings.ts';
import { applyExceptions } from './checks/exceptions.ts';
import { checkFacts } from './checks/facts.ts';
import { checkFreshness } from './checks/freshness.ts';
import { checkHygiene } from './checks/hygiene.ts';
import { checkLabCheckpoints } from './checks/lab-checkpoints.ts';
import { checkLinks } from './checks/links.ts';
import { checkPadding } from './checks/padding.ts';
import { checkQuestions } from './checks/questions.ts';
import { checkReferences } from './checks/references.ts';
import { checkSchedules } from './checks/schedules.ts';
import { compareFindings, type Finding } from './finding.ts';
import type { Program, SourceFile } from './program.ts';

/** What a check needs from outside the content. */
export interface CheckContext {
  /** ISO date that the content's dates are compared with. */
  readonly today: string;
  /** Addresses of files that the build writes beside the pages and the calendars of the schedules. */
  readonly files?: readonly string[];
  /** What came of running, parsing and reading the blocks; without it, blocks are not held against anything. */
  readonly blocks?: MeasuredBlocks;
}

/** Everything in the program that a writer should look at, except what an exception accepts; in the order of files. */
export function checkProgram(
  program: Program,
  sources: readonly SourceFile[],
  { today, files = [], blocks }: CheckContext,
): Finding[] {
  const findings = [
    ...checkClaims(program),
    ...checkSchedules(program),
    ...checkReferences(program),
    ...checkLinks(program, [...calendarFiles(program), ...files]),
    ...checkDrawings(sources),
    ...checkFacts(program),
    ...checkFreshness(program, today),
    ...checkHygiene(program, sources),
    ...checkPadding(program),
    ...checkComponents(program),
    ...checkLabCheckpoints(program),
    ...checkQuestions(program),
    ...(blocks === undefined ? [] : checkBlocks(program, blocks)),
  ];
  return applyExceptions(findings, program.exceptions, today).sort(compareFindings);
}
