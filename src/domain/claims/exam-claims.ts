import type { Exam } from '../../schemas/exam.ts';
import type { ExamMaterial, Level } from '../../schemas/program-index.ts';
import { examContent } from '../material-content.ts';
import type { DocumentEntry, Program } from '../program.ts';
import type { Claim, ClaimRow, PlacedMaterial } from './claim.ts';
import { numberClaim, textClaim } from './claim.ts';

type ExamRow = ClaimRow & { readonly rule: 'count-differs' };

/** What the level of an exam demands of it, and what its blueprint demands of the question bank. */
export function examClaims(program: Program, placed: PlacedMaterial<ExamMaterial>): Claim[] {
  const level = program.index.data.levels.find(({ id }) => id === placed.material.level);
  if (level === undefined) return [];
  const entry = examContent(program, placed.material.id);
  return [
    ...writtenClaims(placed, level, entry),
    ...practicalClaims(placed, level, entry),
    ...bankClaims(program, placed, entry),
  ];
}

function writtenClaims(
  placed: PlacedMaterial,
  level: Level,
  entry: DocumentEntry<Exam> | undefined,
): Claim[] {
  const written = entry?.data.written;
  const rules = level.written;
  const row = rowFor(level, entry);
  const isThere = entry === undefined ? undefined : entry.data.written !== undefined;
  if (rules === undefined || isThere === false) {
    return partClaim(placed, row, 'written', rules !== undefined, isThere);
  }
  const questions = written?.blueprint.reduce((sum, domain) => sum + domain.questions, 0);
  return [
    numberClaim(
      placed,
      row('questions', 'Questions', 'questions', 'blueprint'),
      { exactly: rules.questions },
      questions,
    ),
    numberClaim(
      placed,
      row('written-minutes', 'Written part — minutes', 'minutes for the written part'),
      { exactly: rules.minutes },
      written?.minutes,
    ),
    textClaim(
      placed,
      row('passing-score', 'Passing score', 'passing score'),
      `${rules.passPercent} %`,
      written === undefined ? undefined : `${written.passPercent} %`,
    ),
  ];
}

function practicalClaims(
  placed: PlacedMaterial,
  level: Level,
  entry: DocumentEntry<Exam> | undefined,
): Claim[] {
  const practical = entry?.data.practical;
  const rules = level.practical;
  const row = rowFor(level, entry);
  const isThere = entry === undefined ? undefined : entry.data.practical !== undefined;
  if (rules === undefined || isThere === false) {
    return partClaim(placed, row, 'practical', rules !== undefined, isThere);
  }
  const claims = [
    numberClaim(
      placed,
      row('tasks', 'Practical part — tasks', 'tasks', 'tasks'),
      { exactly: rules.tasks },
      practical?.tasks.length,
    ),
    numberClaim(
      placed,
      row('pass-tasks', 'Tasks to pass', 'tasks to pass'),
      { exactly: rules.passTasks },
      practical?.passTasks,
    ),
    numberClaim(
      placed,
      row('practical-minutes', 'Practical part — minutes', 'minutes for the practical part'),
      { exactly: rules.minutes },
      practical?.minutes,
    ),
  ];
  if (practical === undefined) return claims;
  const taskMinutes = practical.tasks.reduce((sum, task) => sum + task.minutes, 0);
  const own = {
    ...row('task-minutes', 'Minutes of the tasks', 'minutes in its tasks', 'tasks'),
    by: 'its frontmatter',
  };
  return [...claims, numberClaim(placed, own, { exactly: practical.minutes }, taskMinutes)];
}

function rowFor(level: Level, entry: DocumentEntry<Exam> | undefined) {
  return (key: string, subject: string, unit: string, how: ClaimRow['how'] = 'frontmatter'): ExamRow => ({
    key,
    subject,
    unit,
    how,
    path: ['level'],
    by: `the level "${level.title}"`,
    rule: 'count-differs',
    file: entry?.file,
  });
}

/** A row about a part that the level or the exam does not have; none while both have none. */
function partClaim(
  placed: PlacedMaterial,
  row: ReturnType<typeof rowFor>,
  part: 'written' | 'practical',
  isAsked: boolean,
  isThere: boolean | undefined,
): Claim[] {
  if (!isAsked && isThere !== true) return [];
  const subject = part === 'written' ? 'Written part' : 'Practical part';
  const measured = isThere === undefined ? undefined : Number(isThere);
  return [numberClaim(placed, row(part, subject, `${part} parts`), { exactly: Number(isAsked) }, measured)];
}

function bankClaims(
  program: Program,
  placed: PlacedMaterial,
  entry: DocumentEntry<Exam> | undefined,
): Claim[] {
  const written = entry?.data.written;
  const bank = program.banks.find(({ id }) => id === written?.bank);
  if (written === undefined || bank === undefined) return [];
  return written.blueprint.map(({ domain, questions }) =>
    numberClaim(
      placed,
      {
        key: `bank-${domain}`,
        subject: `Question bank — ${domain}`,
        unit: `questions on ${domain} in its bank`,
        how: 'questions',
        path: [],
        by: 'its blueprint',
        rule: 'complete-but-short',
        file: bank.file,
      },
      { atLeast: questions },
      bank.data.questions.filter((question) => question.domain === domain).length,
    ),
  );
}
