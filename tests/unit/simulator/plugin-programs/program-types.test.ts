import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the types that learners write against are those of the module', () => {
  const published = readFileSync('examples/plugins/dwcp-plugin.d.ts', 'utf8');
  expect(published).toBe(readFileSync('src/simulator/plugin-programs/program-types.ts', 'utf8'));
});
