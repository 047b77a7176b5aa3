import { describe, expect, test } from 'vitest';
import { checkQuestions } from '../../../../src/domain/checks/questions.ts';
import type { Question } from '../../../../src/schemas/question-bank.ts';
import { bankEntry, buildProgram, question } from '../../program-builder.ts';

const check = (...banks: Question[][]) =>
  checkQuestions(
    buildProgram({
      banks: banks.map((questions, index) =>
        bankEntry(['operations', 'developer'][index] ?? 'security', questions),
      ),
    }),
  );
const report = (...banks: Question[][]): string =>
  check(...banks)
    .map(({ rule, file, subject, message, hint }) =>
      [`${file}  ${rule}  ${subject}`, message, hint].join('\n'),
    )
    .join('\n\n');

const options = (...texts: string[]) => texts.map((text) => ({ text, why: 'See the section.' }));
const withKeys = (keys: number[]) => keys.map((key, index) => question(`q-${index}`, { key }));

describe('question-duplicate-id', () => {
  test('reports the later of two questions with one id, in whichever bank', () => {
    expect(report([question('q-1')], [question('q-1', { stem: 'Something else is asked.' })]))
      .toMatchInlineSnapshot(`
      "content/question-banks/developer.yaml  question-duplicate-id  q-1
      The id "q-1" is used already, in content/question-banks/operations.yaml at line 1.
      Give the newer question an id of its own."
    `);
  });

  test('is silent about different ids', () => {
    expect(check([question('q-1'), question('q-2')])).toEqual([]);
  });
});

describe('question-stem-repeated', () => {
  test('reports stems that differ in case, punctuation and spacing only', () => {
    const stems = ['Which node leads the quorum?', 'which node leads  the "quorum"'];
    expect(report(stems.map((stem, index) => question(`q-${index}`, { stem })))).toMatchInlineSnapshot(`
      "content/question-banks/operations.yaml  question-stem-repeated  q-1
      "q-1" asks the same as "q-0": "which node leads the "quorum""
      Rewrite or remove one of them."
    `);
  });

  test('lets the same words be asked about another exhibit', () => {
    const stem = 'Which node is the leader?';
    expect(
      check([
        question('q-1', { stem, exhibit: 'n1 leader' }),
        question('q-2', { stem, exhibit: 'n2 leader' }),
      ]),
    ).toEqual([]);
  });
});

describe('question-key-unbalanced', () => {
  test('reports a position that holds more than 45 % of the keys', () => {
    expect(report(withKeys([0, 0, 0, 0, 1, 1, 2, 2]))).toMatchInlineSnapshot(`
      "content/question-banks/operations.yaml  question-key-unbalanced  operations: option 1
      In "Questions on operations" the right answer is option 1 in 4 of 8 questions, which is more than 45 %.
      Move some of these right answers to other positions."
    `);
  });

  test('is silent about balanced keys, and about few questions', () => {
    expect(check(withKeys([0, 0, 0, 1, 1, 1, 2, 2]))).toEqual([]);
    expect(check(withKeys([0, 0, 0, 0, 0, 0, 0]))).toEqual([]);
  });

  test('reports right answers that are the longest option more often than not', () => {
    const wrong = ['A wrong one', 'Another one'];
    const questions = [0, 0, 0, 1, 1, 1, 2, 2].map((key, index) => {
      const rotated = options(...wrong.toSpliced(key, 0, 'The right one, with all its conditions'));
      return question(`q-${index}`, index < 5 ? { key, options: rotated } : { key });
    });
    expect(report(questions)).toMatchInlineSnapshot(`
      "content/question-banks/operations.yaml  question-key-unbalanced  operations: longest option
      In "Questions on operations" the right answer is the longest option in 5 of 8 questions, which is more than half.
      Shorten right answers or lengthen others until they are alike."
    `);
    expect(
      check(questions.map((current, index) => (index === 0 ? question('q-0', { key: 0 }) : current))),
    ).toEqual([]);
  });

  test('judges each bank alone', () => {
    expect(
      check(
        withKeys([0, 0, 0, 0]),
        [1, 2, 3, 4].map((number) => question(`d-${number}`)),
      ),
    ).toEqual([]);
  });
});
