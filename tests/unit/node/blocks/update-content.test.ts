import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { MeasuredBlocks } from '../../../../src/domain/blocks/measured-block.ts';
import type { Program } from '../../../../src/domain/program.ts';
import { parseDocument } from '../../../../src/markdown/parse-document.ts';
import { updateContent } from '../../../../src/node/blocks/update-content.ts';
import { readProgram } from '../../../../src/node/read-program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'update-'));
afterAll(() => rmSync(folder, { recursive: true }));

test(
  'writes the files that differ, whole, and no other; a second time none',
  { timeout: 30_000 },
  async () => {
    const { program } = await readProgram();
    if (program === undefined) throw new Error('content/ cannot be read.');
    const write = (name: string, source: string) => {
      const file = path.join(folder, name);
      writeFileSync(file, source);
      return { file, document: parseDocument(file, source).document };
    };
    const withGuides = (documents: ReturnType<typeof write>[]): Program => ({
      ...program,
      sections: [],
      labs: [],
      runbooks: [],
      exams: [],
      guides: documents.map((document) => ({ ...program.guides[0]!, ...document })),
    });
    const wrong = write('wrong.mdx', '---\ntitle: A\n---\n\n```console\n$ one\nold\n…\n```\n');
    const right = write('right.mdx', '---\ntitle: B\n---\n\n```console\n$ one\nnew\n…\n```\n');
    const ran = { type: 'ran', results: [{ command: 'one', output: 'new\nrest\n', exitCode: 0 }] } as const;
    const measured: MeasuredBlocks = new Map([wrong, right].map(({ file }) => [file, [ran]]));
    const before = statSync(right.file).mtimeMs;

    expect(await updateContent(withGuides([wrong, right]), measured)).toEqual([wrong.file]);

    const updated = readFileSync(wrong.file, 'utf8');
    expect(updated).toBe('---\ntitle: A\n---\n\n```console\n$ one\nnew\n…\n```\n');
    expect(statSync(right.file).mtimeMs).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(['right.mdx', 'wrong.mdx']);
    expect(await updateContent(withGuides([write('wrong.mdx', updated), right]), measured)).toEqual([]);
  },
);
