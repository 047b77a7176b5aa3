import { describe, expect, test } from 'vitest';
import { questionBankSchema } from '../../../src/schemas/question-bank.ts';
import { bankEntry, question } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const base = { objective: 'Count nodes', section: 'operations/2', domain: 'architecture', difficulty: 2 };
const options = ['One', 'Two', 'Three', 'Four'].map((text) => ({ text, why: 'See the section.' }));
const example = {
  title: 'Questions on operations',
  questions: [
    question('ops-1', { lab: 'operations/lab-1', exhibit: 'dwcp_nodes 3' }),
    { ...base, type: 'multiple', id: 'ops-2', stem: 'Which two of these vote?', options, key: [0, 3] },
    {
      ...base,
      type: 'order',
      id: 'ops-3',
      stem: 'Order these steps.',
      items: ['First', 'Second', 'Third'],
      why: 'By dependency.',
    },
    {
      ...base,
      type: 'match',
      id: 'ops-4',
      stem: 'Match each with its own.',
      pairs: ['1', '2', '3'].map((left) => ({ left, right: left })),
      why: 'By number.',
    },
    {
      ...base,
      type: 'numeric',
      id: 'ops-5',
      stem: 'How many voters are needed?',
      answer: 2,
      tolerance: 0,
      unit: 'voters',
      why: 'More than half of three.',
    },
    {
      ...base,
      type: 'scenario',
      id: 'ops-6',
      stem: 'What is the next step?',
      exhibit: 'quorum: lost',
      options,
      key: 1,
    },
  ],
};
const bank = (...questions: unknown[]) => ({ title: 'Questions', questions });

describe('questionBankSchema', () => {
  test('takes a question of each type as it is', () => {
    expect(questionBankSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(questionBankSchema, example)).toEqual([]);
  });

  test('refuses a key without an option', () => {
    const [single, multiple] = example.questions;
    expect(refusals(questionBankSchema, bank({ ...single, key: 3 }, { ...multiple, key: [1, 4] })))
      .toMatchInlineSnapshot(`
      [
        "questions[ops-1].key: found 3; use the position of an option, counted from 0 to 2",
        "questions[ops-2].key[2]: found 4; use the position of an option, counted from 0 to 3",
      ]
    `);
  });

  test('asks for enough options, items and right answers', () => {
    const [, multiple, order] = example.questions;
    expect(
      refusals(
        questionBankSchema,
        bank(question('ops-1', { options: [] }), { ...multiple, key: [1] }, { ...order, items: ['One'] }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "questions[ops-1].options: found an empty list, expected at least 3 entries",
        "questions[ops-2].key: found a list of 1, expected at least 2 entries",
        "questions[ops-3].items: found a list of 1, expected at least 3 entries",
      ]
    `);
  });

  test('asks a scenario for its exhibit and a number for its calculation', () => {
    const [, , , , numeric, scenario] = example.questions;
    expect(
      refusals(
        questionBankSchema,
        bank({ ...scenario, exhibit: undefined }, { ...numeric, why: 'It is.', tolerance: -1 }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "questions[ops-6].exhibit: it is missing, expected text",
        "questions[ops-5].tolerance: found -1, expected at least 0",
        "questions[ops-5].why: found "It is.", expected at least 10 characters",
      ]
    `);
  });

  test('knows the types of questions', () => {
    expect(refusals(questionBankSchema, bank({ ...question('ops-1'), type: 'essay' })))
      .toMatchInlineSnapshot(`
      [
        "questions[ops-1].type: found "essay", expected "single", "multiple", "order", "match", "numeric" or "scenario"",
      ]
    `);
  });

  test('takes an empty bank', () => {
    expect(refusals(questionBankSchema, bankEntry('operations', []).data)).toEqual([]);
  });
});
