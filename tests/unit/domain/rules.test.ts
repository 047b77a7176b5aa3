import { describe, expect, test } from 'vitest';
import { isRuleName, ruleNames, rules } from '../../../src/domain/rules.ts';

describe('rules', () => {
  test('have permanent names of lower-case words joined by hyphens', () => {
    for (const name of ruleNames) expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });

  test.each(ruleNames)('%s says in sentences what is wrong, why it matters and what to do', (name) => {
    const { summary, why, remedy } = rules[name];
    for (const sentence of [summary, why, remedy]) expect(sentence).toMatch(/^[A-Z][^!]*\.$/);
  });

  test('do not explain two rules with the same words', () => {
    const summaries = ruleNames.map((name) => rules[name].summary);
    expect(new Set(summaries).size).toBe(summaries.length);
  });
});

describe('isRuleName', () => {
  test('tells rules from other words, those of every object included', () => {
    expect(['dead-page', 'dead-pages', 'toString', '__proto__', ''].map(isRuleName)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
