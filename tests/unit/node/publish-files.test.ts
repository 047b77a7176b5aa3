import { describe, expect, test } from 'vitest';
import { makePublishedFiles } from '../../../src/node/publish-files.ts';
import { readProgram } from '../../../src/node/read-program.ts';

describe('makePublishedFiles', () => {
  test('makes the manual as one plain Markdown file at the path of the index', async () => {
    const { program } = await readProgram();
    if (program === undefined) throw new Error('content/ cannot be read.');
    const files = await makePublishedFiles(program, { site: 'https://training.example.com', base: '/dwcp/' });
    const manual = files.find(({ path }) => path === 'docs/training/DWCP_V3_OPERATIONS_TRAINING.md');
    // What commands have printed may begin with # too.
    const lines = manual?.text.replaceAll(/^```.*?^```$/gms, '').split('\n') ?? [];
    expect(lines.filter((line) => /^# /.test(line))).toEqual(['# Operations manual']);
    expect(lines.filter((line) => /^## \d/.test(line))).toEqual(
      program.sections
        .filter(({ track }) => track === 'operations')
        .map(({ data }) => `## ${data.number} ${data.title}`),
    );
    expect(manual?.text).toContain('https://training.example.com/dwcp/manuals/operations/02-architecture/');
    expect(manual?.text).not.toMatch(/^<\/?[A-Z]/m);
  });
});
