import type { Question, QuestionBank } from '../../schemas/question-bank.ts';
import type { Finding } from '../finding.ts';
import type { DataEntry, Program } from '../program.ts';
import { formatAmount } from '../wording.ts';

type ChoiceQuestion = Extract<Question, { type: 'single' | 'scenario' }>;

/** Below this many questions, a share of positions says nothing. */
const fewestForBalance = 8;
const highestPositionShare = 0.45;
const highestLongestShare = 0.5;

/** Looks for questions that are the same, and for keys that can be guessed. */
export function checkQuestions(program: Program): Finding[] {
  return [
    ...repeatedQuestions(program.banks),
    ...program.banks.flatMap((bank) => [...positionBias(bank), ...lengthBias(bank)]),
  ];
}

/** Ids and stems are unique over all banks: results are kept by id, and one question copied to three banks is one question. */
function repeatedQuestions(banks: readonly DataEntry<QuestionBank>[]): Finding[] {
  const placed = banks.flatMap((bank) =>
    bank.data.questions.map((question, index) => ({
      bank,
      question,
      line: bank.lineOf(['questions', index]),
    })),
  );
  const ids = new Map<string, (typeof placed)[number]>();
  const stems = new Map<string, (typeof placed)[number]>();
  const findings: Finding[] = [];
  for (const current of placed) {
    const { bank, question, line } = current;
    const sameId = ids.get(question.id);
    if (sameId === undefined) ids.set(question.id, current);
    else {
      findings.push({
        rule: 'question-duplicate-id',
        file: bank.file,
        line,
        subject: question.id,
        message: `The id "${question.id}" is used already, in ${sameId.bank.file} at line ${sameId.line}.`,
        hint: 'Give the newer question an id of its own.',
      });
    }
    const stem = foldStem(question);
    const sameStem = stems.get(stem);
    if (sameStem === undefined) stems.set(stem, current);
    else {
      findings.push({
        rule: 'question-stem-repeated',
        file: bank.file,
        line,
        subject: question.id,
        message: `"${question.id}" asks the same as "${sameStem.question.id}": "${question.stem.replaceAll(/\s+/g, ' ')}"`,
        hint: 'Rewrite or remove one of them.',
      });
    }
  }
  return findings;
}

/** Stem and exhibit without case, punctuation and spacing; the same words about another exhibit ask something else. */
function foldStem({ stem, exhibit }: Question): string {
  const fold = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return `${fold(stem)}\n${fold(exhibit ?? '')}`;
}

function choiceQuestions(bank: DataEntry<QuestionBank>): ChoiceQuestion[] {
  const questions = bank.data.questions.filter(
    (question) => question.type === 'single' || question.type === 'scenario',
  );
  return questions.length < fewestForBalance ? [] : questions;
}

function positionBias(bank: DataEntry<QuestionBank>): Finding[] {
  const questions = choiceQuestions(bank);
  const positions = [...new Set(questions.map(({ key }) => key))].sort((a, b) => a - b);
  return positions.flatMap((position): Finding[] => {
    const count = questions.filter(({ key }) => key === position).length;
    if (count / questions.length <= highestPositionShare) return [];
    return [
      unbalanced(bank, `option ${position + 1}`, {
        message: `In "${bank.data.title}" the right answer is option ${position + 1} in ${count} of ${formatAmount(questions.length, 'questions')}, which is more than 45 %.`,
        hint: 'Move some of these right answers to other positions.',
      }),
    ];
  });
}

function lengthBias(bank: DataEntry<QuestionBank>): Finding[] {
  const questions = choiceQuestions(bank);
  const count = questions.filter(isKeyLongest).length;
  if (questions.length === 0 || count / questions.length <= highestLongestShare) return [];
  return [
    unbalanced(bank, 'longest option', {
      message: `In "${bank.data.title}" the right answer is the longest option in ${count} of ${formatAmount(questions.length, 'questions')}, which is more than half.`,
      hint: 'Shorten right answers or lengthen others until they are alike.',
    }),
  ];
}

function isKeyLongest({ options, key }: ChoiceQuestion): boolean {
  const keyLength = options[key]?.text.length ?? 0;
  return options.every((option, index) => index === key || option.text.length < keyLength);
}

function unbalanced(
  bank: DataEntry<QuestionBank>,
  what: string,
  text: Pick<Finding, 'message' | 'hint'>,
): Finding {
  return {
    rule: 'question-key-unbalanced',
    file: bank.file,
    line: bank.lineOf(['questions']),
    subject: `${bank.id}: ${what}`,
    ...text,
  };
}
