import { expect, test } from 'vitest';
import { checkProgram } from '../../src/domain/check-program.ts';
import { readProgram } from '../../src/node/read-program.ts';
import { reportText } from '../../src/reporters/text.ts';

/** The day of the release that this content belongs to; time must not make this test fail. */
const today = '2026-11-23';

test('the content keeps what the index promises, and agrees with itself', { timeout: 30_000 }, async () => {
  const { program, sources, findings } = await readProgram();
  const checked = program === undefined ? [] : checkProgram(program, sources, { today });
  const all = [...findings, ...checked];
  expect(reportText({ findings: all, claims: [], files: sources.length })).toBe('');
  expect(program).toBeDefined();
});
