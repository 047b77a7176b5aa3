import { describe, expect, test } from 'vitest';
import { parseConsole, printConsole } from '../../../../src/domain/blocks/console-block.ts';

const commands = (text: string): string[] => parseConsole(text).entries.map(({ command }) => command);

describe('parseConsole', () => {
  test('takes what is typed from what comes out', () => {
    expect(parseConsole('$ dwcp-cli node list\nNAME\nworker-1\n$ true').entries).toEqual([
      {
        start: 0,
        typedLines: ['$ dwcp-cli node list'],
        command: 'dwcp-cli node list',
        output: ['NAME', 'worker-1'],
      },
      { start: 3, typedLines: ['$ true'], command: 'true', output: [] },
    ]);
  });

  test('joins what goes on behind a backslash', () => {
    expect(
      commands('$ dwcp-cli vm migrate vm-web-1 \\\n    --to worker-5 \\\n> --wait=false\nstarted'),
    ).toEqual(['dwcp-cli vm migrate vm-web-1 --to worker-5 --wait=false']);
  });

  test('types a here-document to its end', () => {
    const block = parseConsole("$ cat > a.yaml <<'EOF'\nmode:\n  auto: false\nEOF\ndone");
    expect(block.entries).toMatchObject([
      { command: "cat > a.yaml <<'EOF'\nmode:\n  auto: false\nEOF", output: ['done'] },
    ]);
  });

  test('keeps what stands before the first command apart', () => {
    expect(parseConsole('NAME\n\n$ true').preamble).toEqual(['NAME']);
    expect(parseConsole('')).toEqual({ preamble: [], entries: [] });
  });
});

describe('printConsole', () => {
  test('puts other outputs below the same commands', () => {
    const block = parseConsole('$ a \\\n  b\nold\n$ c\nold');
    expect(printConsole(block, [['new', 'newer'], []])).toBe('$ a \\\n  b\nnew\nnewer\n$ c');
  });
});
