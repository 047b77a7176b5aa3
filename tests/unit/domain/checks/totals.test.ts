import { describe, expect, test } from 'vitest';
import { checkTotals } from '../../../../src/domain/checks/totals.ts';
import type { Program } from '../../../../src/domain/program.ts';
import {
  buildIndex,
  buildProgram,
  deckMaterial,
  manualMaterial,
  withIndex,
  withMaterial,
} from '../../program-builder.ts';

const messages = (program: Program): string[] =>
  checkTotals(program).map(({ subject, message, hint }) => `${subject}: ${message} ${hint}`);

describe('total-does-not-add-up', () => {
  test('reports a total that is wrong, and what a total over it really comes to', () => {
    const totals = buildIndex().totals.map((total) => ({
      ...total,
      lines: { atLeast: total.id === 'everything' ? 70 : 60 },
    }));
    expect(messages(withIndex(buildProgram(), { totals }))).toMatchInlineSnapshot(`
      [
        "manuals-and-runbooks:lines: "Manuals and runbooks" states 60 lines, but its parts add up to 70. State 70, or correct the parts of "manuals-and-runbooks".",
        "everything:lines: "Everything" states 70 lines, but its parts state 70 and really add up to 80. State 80, or correct the parts of "everything".",
      ]
    `);
  });

  test('reports sections that state more lines than their manual', () => {
    const sections = manualMaterial().sections.map((section) => ({ ...section, lines: { atLeast: 25 } }));
    expect(messages(withMaterial(buildProgram(), manualMaterial({ sections })))).toMatchInlineSnapshot(`
      [
        "operations-manual:lines: "Operations manual" states 40 lines, but its sections alone state 50. State at least 50 for the manual, or correct the lines of its sections.",
      ]
    `);
  });

  test('lets sections account for every line of their manual', () => {
    const sections = manualMaterial().sections.map((section) => ({ ...section, lines: { atLeast: 20 } }));
    expect(messages(withMaterial(buildProgram(), manualMaterial({ sections })))).toEqual([]);
  });

  test('reports days that do not add up to the slides of their deck', () => {
    const days = [
      { title: 'First', slides: 2 },
      { title: 'Second', slides: 3 },
    ];
    expect(messages(withMaterial(buildProgram(), deckMaterial({ days, slides: { atLeast: 4 } }))))
      .toMatchInlineSnapshot(`
      [
        "operations-deck:slides: "Operations slides" states at least 4 slides, but its days add up to 5. State 5, or correct the slides of its days.",
      ]
    `);
  });

  test('lets days add up to any number in a range', () => {
    const days = [
      { title: 'First', slides: 2 },
      { title: 'Second', slides: 3 },
    ];
    for (const slides of [{ atLeast: 4, atMost: 6 }, { exactly: 5 }, { atLeast: 5 }]) {
      expect(messages(withMaterial(buildProgram(), deckMaterial({ days, slides })))).toEqual([]);
    }
  });

  test('is silent where everything adds up', () => {
    expect(messages(buildProgram())).toEqual([]);
  });
});
