import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test.each(['plugins', 'labs/dev-2/starter', 'labs/dev-3/starter'])(
  'the types that learners write against in %s are those of the module',
  (folder) => {
    const published = readFileSync(`examples/${folder}/dwcp-plugin.d.ts`, 'utf8');
    expect(published).toBe(readFileSync('src/simulator/plugin-programs/program-types.ts', 'utf8'));
  },
);
