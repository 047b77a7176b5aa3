/* eslint-disable no-irregular-whitespace -- snapshots hold the no-break spaces that the check reports */
import { describe, expect, test } from 'vitest';
import { checkHygiene } from '../../../../src/domain/checks/hygiene.ts';
import { buildProgram } from '../../program-builder.ts';
import { printed, programWith, subjects } from './program-with.ts';

const checkText = (text: string, file = 'content/program/index.yaml') =>
  checkHygiene(buildProgram(), [{ file, text }]);
const checkProse = (body: string) => checkHygiene(programWith([`${body}\n`]), []);

describe('checkHygiene', () => {
  test('is silent about clean files', () => {
    expect(
      checkText('title: Ratio 3×, 10–100 Gbps, 5–20 µs, naïve, “quoted”, ≥ 2, Grüße, Đà Nẵng\n'),
    ).toEqual([]);
    expect(checkText('')).toEqual([]);
  });

  test('reports text that was decoded with the wrong character set', () => {
    expect(printed(checkText('a: cafÃ©\nb: 5â€“10\nc: ðŸŽ¯ done\nd: 5â€“20\ne: lost \uFFFD\n')))
      .toMatchInlineSnapshot(`
      [
        "content/program/index.yaml:1 mojibake
      "Ã©" is "é" decoded with the wrong character set.
      Write "é", and save the file as UTF-8.",
        "content/program/index.yaml:2 mojibake
      "â€“" is "–" decoded with the wrong character set, 2 times in this file.
      Write "–", and save the file as UTF-8.",
        "content/program/index.yaml:3 mojibake
      "ðŸŽ¯" is "🎯" decoded with the wrong character set.
      Write "🎯", and save the file as UTF-8.",
        "content/program/index.yaml:5 mojibake
      A character could not be decoded and stands as U+FFFD.
      Write the character that was meant.",
      ]
    `);
  });

  test('does not take a sign before a dash for a wrong character set', () => {
    expect(checkText('a: 2×–3×\nb: Ø–Ù\nc: ÀÉÎ\n')).toEqual([]);
  });

  test('reports text that is not in form C', () => {
    expect(printed(checkText('a: cafe\u0301\nb: fine\nc: re\u0301sume\u0301\n'))).toMatchInlineSnapshot(`
      [
        "content/program/index.yaml:1 not-normalised
      2 lines are not in Unicode normalisation form C, the first on line 1.
      Save the file in form C; most editors call it "composed".",
      ]
    `);
  });

  test('reports carriage returns and an absent last newline', () => {
    expect(printed(checkText('a: 1\r\nb: 2\r\nc: 3'))).toMatchInlineSnapshot(`
      [
        "content/program/index.yaml:1 mixed-newlines
      The file has 2 carriage returns, the first on line 1.
      Save it with line feeds only.",
        "content/program/index.yaml:3 mixed-newlines
      The last line does not end with a newline.
      Add one at the end of the file.",
      ]
    `);
  });

  test('reports invisible characters', () => {
    expect(printed(checkText('\uFEFFa: 1\nb: one\u200Btwo\nc: \u0007\nd: \u200B\n'))).toMatchInlineSnapshot(`
      [
        "content/program/index.yaml:1 control-character
      The invisible character U+FEFF stands here.
      Remove it; retyping the word is the quickest way.",
        "content/program/index.yaml:2 control-character
      The invisible character U+200B stands here, 2 times in this file.
      Remove it; retyping the word is the quickest way.",
        "content/program/index.yaml:3 control-character
      The invisible character U+0007 stands here.
      Remove it; retyping the word is the quickest way.",
      ]
    `);
  });

  test('reports no-break spaces in code, and accepts them in sentences', () => {
    expect(
      printed(
        checkProse('About 5\u00A0GB.\n\n```bash\nls\ndwcp-cli\u00A0cluster status\n```\n\nRun `a\u00A0b`.'),
      ),
    ).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:8 control-character
      The code "a b" has the no-break space U+00A0.
      Write an ordinary space.",
        "content/manuals/operations/01-overview.mdx:5 control-character
      The code "dwcp-cli cluster status" has the no-break space U+00A0.
      Write an ordinary space.",
      ]
    `);
  });

  describe('about zones', () => {
    test('reports an abbreviation in a line with a time', () => {
      expect(printed(checkText('text: Tuesdays 2-4pm EST\n'))).toMatchInlineSnapshot(`
        [
          "content/program/index.yaml:1 ambiguous-zone
        "text: Tuesdays 2-4pm EST" gives a time in "EST", which does not say one time zone all year round and everywhere.
        Give an IANA zone such as "America/New_York", or UTC.",
        ]
      `);
      expect(
        subjects(checkProse('We meet at 09:00 CET.\nOffice hours are in IST.'), 'ambiguous-zone'),
      ).toEqual([
        'content/manuals/operations/01-overview.mdx: CET',
        'content/manuals/operations/01-overview.mdx: IST',
      ]);
    });

    test('is silent about UTC, code, and the same letters in other places', () => {
      expect(checkProse('At 09:00 UTC.\n\nLogs say `09:00 EST`.\n\nThe MST connects all nodes.')).toEqual([]);
    });
  });

  describe('about placeholders', () => {
    test('reports them in prose and in YAML', () => {
      expect(printed(checkProse('TODO: say more.\n\nExamples are coming soon.'))).toMatchInlineSnapshot(`
        [
          "content/manuals/operations/01-overview.mdx:1 placeholder-text
        "TODO: say more." has the placeholder "TODO".
        Write what belongs there, or take the sentence out.",
          "content/manuals/operations/01-overview.mdx:3 placeholder-text
        "Examples are coming soon." has the placeholder "coming soon".
        Write what belongs there, or take the sentence out.",
        ]
      `);
      expect(
        subjects(checkText('a: Lorem ipsum dolor\nb: TBD\nc: Limits (to be written)\n'), 'placeholder-text'),
      ).toEqual([
        'content/program/index.yaml: Lorem ipsum',
        'content/program/index.yaml: TBD',
        'content/program/index.yaml: to be written',
      ]);
    });

    test('accepts the date of a promised version, code, and ordinary words', () => {
      expect(checkText('  - date: TBD\n    date: "TBD"\n')).toEqual([]);
      expect(
        checkProse(
          'Search for `TODO`. Your to-do list is a todo list. What is still to be written is marked.',
        ),
      ).toEqual([]);
    });

    test('reads the frontmatter of a document, and not its body, as YAML', () => {
      expect(
        checkText('---\nsummary: TBD\n---\n\nTBD\n', 'content/guides/a.mdx').map(({ line }) => line),
      ).toEqual([2]);
    });
  });
});
