import { describe, expect, test } from 'vitest';
import { addTotals } from '../../../src/domain/totals.ts';
import { buildIndex, manualMaterial, runbookMaterial } from '../program-builder.ts';

const materials = [
  manualMaterial({ id: 'first', lines: { atLeast: 100 } }),
  runbookMaterial({ id: 'second', lines: { exactly: 50 } }),
];
const total = (id: string, of: string[], atLeast: number) => ({ id, title: id, of, lines: { atLeast } });

describe('addTotals', () => {
  test('adds up materials', () => {
    const [sum] = addTotals(buildIndex({ materials, totals: [total('both', ['first', 'second'], 150)] }));
    expect(sum).toMatchObject({ stated: 150, really: 150, asStated: 150 });
  });

  test('tells what a total of totals states from what it really comes to', () => {
    const totals = [total('wrong', ['first'], 80), total('all', ['wrong', 'second'], 130)];
    expect(addTotals(buildIndex({ materials, totals }))[1]).toMatchObject({
      stated: 130,
      asStated: 130,
      really: 150,
    });
  });

  test('counts a material once, however often it is reached', () => {
    const totals = [total('part', ['first'], 100), total('all', ['part', 'first', 'second'], 150)];
    expect(addTotals(buildIndex({ materials, totals }))[1]?.really).toBe(150);
  });

  test('ends when totals contain each other', () => {
    const totals = [total('one', ['two', 'first'], 100), total('two', ['one', 'second'], 50)];
    expect(addTotals(buildIndex({ materials, totals })).map(({ really }) => really)).toEqual([150, 150]);
  });
});
