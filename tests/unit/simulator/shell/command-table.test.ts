import { describe, expect, test } from 'vitest';
import { RUNNABLE } from '../../../../src/simulator/shell/index.ts';
import { referenceTable } from './reference-table.ts';

describe('the table of commands', () => {
  test('has a run function for every row, and a row for every run function', () => {
    const rows = referenceTable.commands.map(({ program, name }) => `${program} ${name}`);
    expect([...RUNNABLE].sort()).toEqual(rows.sort());
  });
});
