/** What grading comes to, as data; printing it is somebody else's job. */

/** One thing that a solution has to reach. */
export interface Check {
  id: string;
  title: string;
  isMet: boolean;
  /** Why it does not hold; `null` where it does. */
  reason: string | null;
}

export interface Grade {
  /** `dev-3` */
  lab: string;
  title: string;
  /** How the program was run, as a person would type it. */
  program: string;
  /** Why the program could not be judged to its end, such as a crash; `null` if it could. */
  problem: string | null;
  checks: Check[];
}

export function isPassed({ problem, checks }: Grade): boolean {
  return problem === null && checks.every(({ isMet }) => isMet);
}

/** A program that cannot be judged any further, with the sentence for its author. */
export class ProgramFailure extends Error {}

export function formatGrade(grade: Grade): string {
  const { checks, problem } = grade;
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = [grade.title, `Program  ${grade.program}`, ''];
  for (const { id, title, isMet, reason } of checks) {
    lines.push(`${isMet ? 'holds' : 'open '}  ${id.padEnd(width)}  ${title}`);
    if (reason !== null) lines.push(...reason.split('\n').map((line) => `${' '.repeat(width + 9)}${line}`));
  }
  const met = checks.filter(({ isMet }) => isMet).length;
  lines.push('');
  if (problem !== null) lines.push(problem);
  lines.push(
    isPassed(grade)
      ? `All ${checks.length} checkpoints hold.`
      : `${met} of ${checks.length} checkpoints hold.`,
  );
  return `${lines.join('\n')}\n`;
}
