/** Grades solutions of the developer labs, and variants of them that are wrong on purpose. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gradeLab } from '../../../src/cluster-server/grading/grade-lab.ts';
import { formatGrade, type Grade } from '../../../src/cluster-server/grading/grade.ts';
import { findRegion } from '../../../src/domain/blocks/region.ts';

/** One change of a file of a solution; what is replaced has to be there. */
export interface Change {
  file: string;
  from: string;
  to: string;
}

export function gradeFolder(lab: string, folder: string): Promise<Grade> {
  return gradeLab({
    lab,
    target: path.resolve(folder),
    command: [],
    speed: 60,
    timeLimitSeconds: 60,
    isJson: false,
  });
}

/** Grades the solution of a lab with changes made to a copy of it. */
export async function gradeVariant(lab: string, changes: readonly Change[]): Promise<Grade> {
  // Below the project, so that packages are found from there.
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync('.cache/lab-variant-');
  try {
    cpSync(`examples/labs/${lab}/solution`, folder, { recursive: true });
    for (const { file, from, to } of changes) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      if (!text.includes(from))
        throw new Error(`${file} of the solution of ${lab} does not contain: ${from}`);
      writeFileSync(path.join(folder, file), text.replace(from, to));
    }
    return await gradeFolder(lab, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The checkpoints that do not hold, in their order. */
export function openOf({ checks }: Grade): string[] {
  return checks.filter(({ isMet }) => !isMet).map(({ id }) => id);
}

export function reasonOf({ checks }: Grade, id: string): string {
  return checks.find((check) => check.id === id)?.reason ?? '';
}

/** What `npm run lab` prints of some checkpoints. */
export function printed(grade: Grade, ids: readonly string[]): string {
  const lines = formatGrade(grade).split('\n');
  return ids
    .flatMap((id) => {
      const start = lines.findIndex((line) => line.split(/ +/)[1] === id);
      const end = lines.findIndex((line, index) => index > start && !line.startsWith(' '));
      return lines.slice(start, end);
    })
    .join('\n');
}

/** What the page of a lab shows of a refusal. */
export function shownOnPage(lab: string): string {
  const region = findRegion(readFileSync('examples/labs/refusals.txt', 'utf8'), lab);
  if (region.type === 'no-region') throw new Error(`examples/labs/refusals.txt has no region ${lab}.`);
  return region.text;
}
