import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { blockShares, totalShare } from '../../../../src/domain/blocks/block-share.ts';
import type { ConsolePage } from '../../../../src/domain/blocks/console-page.ts';
import type { MeasuredBlocks } from '../../../../src/domain/blocks/measured-block.ts';
import type { Program } from '../../../../src/domain/program.ts';
import { measureBlocks, type RunPage } from '../../../../src/node/blocks/measure-blocks.ts';
import { assembleProgram } from '../../../../src/node/read-program.ts';
import { readSources } from '../../../../src/node/source-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'blocks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sources = await readSources('content');

/** The real program with one guide whose body is given. */
function programWith(body: string): Program {
  const files = sources.map((source) =>
    source.name === 'guides/coordinators.mdx'
      ? { ...source, text: source.text.replace(/^(---\n.*?\n---\n).*$/s, `$1\n${body}\n`) }
      : source.name.endsWith('.mdx')
        ? { ...source, text: source.text.replace(/^(---\n.*?\n---\n).*$/s, '$1\nNothing.\n') }
        : source,
  );
  const { program } = assembleProgram(files, 'content');
  if (program === undefined) throw new Error('The content makes no program.');
  return program;
}

const file = 'content/guides/coordinators.mdx';
const body = [
  '```console after="5 s"\n$ one\n$ two \\\n  three\nout\n```',
  '```yaml\na: [1\n```',
  '```go region="examples/a.go#b"\nx := 1\n```',
  '```text\n3 + 4 = 7\n```',
  '```console\n$ four\n…\n```',
  '<OnRealCluster>\n\n```console\n$ sudo reboot\n```\n\n</OnRealCluster>',
  '```text unverified="a drawing"\n--\n```',
].join('\n\n');

const pages: ConsolePage[] = [];
const runner: RunPage = (page) => {
  pages.push(page);
  return page.blocks.map(({ commands }) => ({
    type: 'ran',
    results: commands.map((command) => ({ command, output: command === 'one' ? '' : 'out\n', exitCode: 0 })),
  }));
};

function measure(program: Program, cacheFile?: string): Promise<MeasuredBlocks> {
  return measureBlocks(program, {
    readExample: (name) => (name === 'examples/a.go' ? '// region: b\nx := 1\n// endregion\n' : undefined),
    loadRunner: () => Promise.resolve(runner),
    ...(cacheFile === undefined ? {} : { cacheFile }),
  });
}

describe('measureBlocks', () => {
  test('runs, parses and looks up each block in its way', async () => {
    pages.length = 0;
    const program = programWith(body);
    const measured = await measure(program);
    expect(measured.get(file)?.map((measurement) => measurement?.type)).toEqual([
      'ran',
      'parsed',
      'region',
      undefined,
      'ran',
      'parsed',
      undefined,
    ]);
    expect(pages).toMatchObject([
      {
        file,
        blocks: [
          { commands: ['one', 'two three'], afterSeconds: 5 },
          { commands: ['four'], afterSeconds: 0 },
        ],
      },
    ]);
    expect(totalShare(blockShares(program, measured))).toEqual({
      total: 7,
      counts: { ran: 2, parsed: 1, drawn: 1, calculation: 1, reasoned: 1, unverified: 1 },
      verifiedPercent: 71,
    });
  });

  test('runs a page again only when what it types has changed', async () => {
    const cacheFile = path.join(folder, 'blocks.v8');
    pages.length = 0;
    const first = await measure(programWith(body), cacheFile);
    const second = await measure(programWith(body.replace('\nout\n', '\nanother output\n')), cacheFile);
    expect(pages).toHaveLength(1);
    expect(second.get(file)).toEqual(first.get(file));
    await measure(programWith(body.replace('$ four', '$ five')), cacheFile);
    expect(pages).toHaveLength(2);
  });

  test('gives a page the same seed each time', async () => {
    pages.length = 0;
    await measure(programWith('```console\n$ one\n```'));
    await measure(programWith('```console\n$ two\n…\n```'));
    expect(pages[0]?.seed).toBe(pages[1]?.seed);
  });
});
