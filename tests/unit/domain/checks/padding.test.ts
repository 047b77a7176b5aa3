import { describe, expect, test } from 'vitest';
import { checkPadding } from '../../../../src/domain/checks/padding.ts';
import { printed, programWith, subjects } from './program-with.ts';

const check = (...bodies: string[]) => checkPadding(programWith(bodies.map((body) => `${body}\n`)));

describe('checkPadding', () => {
  test('is silent about documents without a body', () => {
    expect(check('')).toEqual([]);
  });

  describe('about passages', () => {
    const sentence = 'A quorum is more than half of the controllers that may vote.';

    test('reports a sentence that stands in two files, at the later place', () => {
      expect(
        printed(
          check(
            `First of all.\n${sentence}`,
            `Other words here.\nA **quorum** is more than half of the controllers, that may vote. Then more.`,
          ),
        ),
      ).toMatchInlineSnapshot(`
        [
          "content/manuals/operations/02-architecture.mdx:2 repeated-passage
        "A quorum is more than half of the controllers, that may vote." also stands in content/manuals/operations/01-overview.mdx, line 2.
        Say it in one of the places, and link to it from the other.",
        ]
      `);
    });

    test('reports a list item of eight words', () => {
      const item = '- Look at the log of the node before anything else';
      expect(subjects(check(`${item}\n\nText between.\n\n${item}`), 'repeated-passage')).toEqual([
        'content/manuals/operations/01-overview.mdx: look at the log of the node before',
      ]);
    });

    test('reports a whole paragraph once', () => {
      const paragraph = `${sentence} The leader of a term was elected by one of them.`;
      expect(check(paragraph, paragraph)).toHaveLength(1);
    });

    test('is silent about short sentences, and about sentences that differ', () => {
      expect(check('Run the command again.\n\nRun the command again.')).toEqual([]);
      expect(check(sentence, sentence.replace('half', 'two thirds'))).toEqual([]);
    });
  });

  describe('about rows', () => {
    const table = (...rows: string[]) => ['| Check | What to see |', '| --- | --- |', ...rows].join('\n');

    test('reports three rows that differ in one word', () => {
      expect(
        printed(
          check(
            `## Checks\n\n${table(
              '| Look at worker-1 | The node is healthy |',
              '| Look at worker-2 | The node is healthy |',
              '| Look at worker-3 | The node is healthy |',
            )}`,
          ),
        ),
      ).toMatchInlineSnapshot(`
        [
          "content/manuals/operations/01-overview.mdx:5 near-identical-rows
        3 rows of the table differ in one word only, for example "Look at worker-1 | The node is healthy" and "Look at worker-2 | The node is healthy".
        Make them one row with a variable, or say what really differs between them.",
        ]
      `);
    });

    test('is silent about two such rows', () => {
      expect(
        check(
          table('| Look at worker-1 | The node is healthy |', '| Look at worker-2 | The node is healthy |'),
        ),
      ).toEqual([]);
    });

    test('is silent about rows of numbers, short rows and rows that differ in two words', () => {
      expect(check(table('| 1 2 3 | 4 workers |', '| 1 2 3 | 5 workers |', '| 1 2 3 | 6 workers |'))).toEqual(
        [],
      );
      expect(check(table('| Raft | yes |', '| PBFT | yes |', '| CRDT | yes |'))).toEqual([]);
      expect(
        check(
          table(
            '| Stop the first worker | It drains |',
            '| Stop the second worker | It leaves |',
            '| Stop the third worker | It waits |',
          ),
        ),
      ).toEqual([]);
    });
  });

  describe('about code', () => {
    const block = '```yaml\nconsensus:\n  protocol: raft\n\n  timeout: 300\n```';

    test('reports a block of three lines that stands in two places', () => {
      expect(printed(check(block, block))).toMatchInlineSnapshot(`
        [
          "content/manuals/operations/02-architecture.mdx:1 repeated-code
        The code block that starts with "consensus:" also stands in content/manuals/operations/01-overview.mdx, line 1.
        Show it in one of the places, and refer to it from the other.",
        ]
      `);
    });

    test('is silent about shorter blocks, and about blocks that differ', () => {
      expect(check('```bash\na\nb\n```', '```bash\na\nb\n```')).toEqual([]);
      expect(check(block, block.replace('300', '100'))).toEqual([]);
    });
  });

  describe('about headings', () => {
    test('reports a heading that the next heading or the end follows', () => {
      expect(printed(check('## One\n\n## Two\n\nText.\n\n### Three'))).toMatchInlineSnapshot(`
        [
          "content/manuals/operations/01-overview.mdx:1 empty-heading
        The heading "One" is followed by the heading "Two"; there is nothing under it.
        Write what belongs under it, or remove it.",
          "content/manuals/operations/01-overview.mdx:7 empty-heading
        The heading "Three" is the end of the document; there is nothing under it.
        Write what belongs under it, or remove it.",
        ]
      `);
    });

    test('accepts a deeper heading, a list, code, a table, a figure or an image below it', () => {
      const below = [
        '### Deeper\n\nText.',
        '- Item',
        '```text\ncode\n```',
        '| a |\n| - |\n| b |',
        '<Figure src="a.svg" alt="A" caption="A" />',
        '![a](/a.svg)',
        '> Quoted',
      ];
      for (const content of below) expect(check(`## One\n\n${content}\n\n## Two\n\nText.`)).toEqual([]);
    });
  });
});
