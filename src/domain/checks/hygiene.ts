import type { Finding } from '../finding.ts';
import { allDocuments, type Program, type SourceFile } from '../program.ts';
import { findMojibake } from './mojibake.ts';

/** One line of text in which words are looked for. */
interface TextLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Characters, newlines, zones and placeholders that should not be there. */
export function checkHygiene(program: Program, sources: readonly SourceFile[]): Finding[] {
  const lines = readableLines(program, sources);
  return [
    ...sources.flatMap((source) => [
      ...checkMojibake(source),
      ...checkNormalisation(source),
      ...checkNewlines(source),
      ...checkControlCharacters(source),
    ]),
    ...checkCodeSpaces(program),
    ...checkZones(lines),
    ...checkPlaceholders(lines),
  ];
}

function checkMojibake(source: SourceFile): Finding[] {
  return firstOfEach(findMojibake(source.text), ({ found }) => found).map(({ item, times }) => ({
    rule: 'mojibake',
    file: source.file,
    line: lineAt(source.text, item.index),
    subject: `${source.file}: ${item.found}`,
    message:
      item.meant === undefined
        ? `A character could not be decoded and stands as ${codePoint(item.found)}${timesText(times)}.`
        : `"${item.found}" is "${item.meant}" decoded with the wrong character set${timesText(times)}.`,
    hint:
      item.meant === undefined
        ? 'Write the character that was meant.'
        : `Write "${item.meant}", and save the file as UTF-8.`,
  }));
}

function checkNormalisation({ file, text }: SourceFile): Finding[] {
  if (text === text.normalize('NFC')) return [];
  const lines = text
    .split('\n')
    .flatMap((line, index) => (line === line.normalize('NFC') ? [] : [index + 1]));
  const line = lines[0] ?? 1;
  return [
    {
      rule: 'not-normalised',
      file,
      line,
      subject: file,
      message: `${lines.length === 1 ? 'One line is' : `${lines.length} lines are`} not in Unicode normalisation form C, the first on line ${line}.`,
      hint: 'Save the file in form C; most editors call it "composed".',
    },
  ];
}

function checkNewlines({ file, text }: SourceFile): Finding[] {
  const returns = [...text.matchAll(/\r/g)];
  const first = returns[0];
  const carriage: Finding[] =
    first === undefined
      ? []
      : [
          {
            rule: 'mixed-newlines',
            file,
            line: lineAt(text, first.index),
            subject: `${file}: carriage return`,
            message: `The file has ${returns.length === 1 ? 'a carriage return' : `${returns.length} carriage returns`}, the first on line ${lineAt(text, first.index)}.`,
            hint: 'Save it with line feeds only.',
          },
        ];
  if (text === '' || text.endsWith('\n')) return carriage;
  return [
    ...carriage,
    {
      rule: 'mixed-newlines',
      file,
      line: lineAt(text, text.length),
      subject: `${file}: end of file`,
      message: 'The last line does not end with a newline.',
      hint: 'Add one at the end of the file.',
    },
  ];
}

/** Zero-width and direction marks, soft hyphens, the byte order mark, and C0 and C1 except tab and newlines. */
const invisible =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

function checkControlCharacters({ file, text }: SourceFile): Finding[] {
  return firstOfEach([...text.matchAll(invisible)], (match) => match[0]).map(({ item, times }) => ({
    rule: 'control-character',
    file,
    line: lineAt(text, item.index),
    subject: `${file}: ${codePoint(item[0])}`,
    message: `The invisible character ${codePoint(item[0])} stands here${timesText(times)}.`,
    hint: 'Remove it; retyping the word is the quickest way.',
  }));
}

/** A no-break space is right in a sentence and breaks a command. */
function checkCodeSpaces(program: Program): Finding[] {
  return allDocuments(program).flatMap(({ file, document }) => {
    const lines = [
      ...document.inlineCode,
      // The first line of a block's content follows the line of its fence.
      ...document.codeBlocks.flatMap((block) =>
        block.value.split('\n').map((value, index) => ({ value, line: block.line + 1 + index })),
      ),
    ];
    return lines.flatMap(({ value, line }): Finding[] => {
      const space = /[\u00A0\u2007\u202F]/.exec(value)?.[0];
      if (space === undefined) return [];
      return [
        {
          rule: 'control-character',
          file,
          line,
          subject: `${file}: ${codePoint(space)} in ${value.trim()}`,
          message: `The code "${value.trim()}" has the no-break space ${codePoint(space)}.`,
          hint: 'Write an ordinary space.',
        },
      ];
    });
  });
}

const zones =
  /\b(?:ACDT|ACST|AEDT|AEST|AKDT|AKST|AWST|BST|CDT|CEST|CET|CST|EDT|EEST|EET|EST|HKT|HST|IST|JST|KST|MDT|MSK|MST|NZDT|NZST|PDT|PST|SAST|SGT|WAT|WEST|WET)\b/g;
const timeLike = /\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:hours?|times?|timezone|clock)\b/i;

function checkZones(lines: readonly TextLine[]): Finding[] {
  return lines
    .filter(({ text }) => timeLike.test(text))
    .flatMap(({ file, line, text }) =>
      [...new Set(text.match(zones))].map((zone): Finding => ({
        rule: 'ambiguous-zone',
        file,
        line,
        subject: `${file}: ${zone}`,
        message: `"${excerpt(text)}" gives a time in "${zone}", which does not say one time zone all year round and everywhere.`,
        hint: 'Give an IANA zone such as "America/New_York", or UTC.',
      })),
    );
}

// "Materials to be written are marked" is a sentence; "Examples: to be written." is a placeholder.
const placeholder =
  /\b(?:TODO|FIXME|TBD|TBC)\b|\blorem ipsum\b|\bcoming soon\b|\bto be written\b(?=\W*$|[.)\]])/gi;
const mustBeUpperCase = /^(?:todo|fixme|tbd|tbc)$/i;

function checkPlaceholders(lines: readonly TextLine[]): Finding[] {
  return (
    lines
      // "TBD" is the date that the index gives a promised version.
      .filter(({ text }) => !/^\s*(?:- )?date:\s*["']?TBD["']?\s*(?:#.*)?$/.test(text))
      .flatMap(({ file, line, text }) =>
        [...new Set(text.match(placeholder))]
          .filter((found) => !mustBeUpperCase.test(found) || found === found.toUpperCase())
          .map((found): Finding => ({
            rule: 'placeholder-text',
            file,
            line,
            subject: `${file}: ${found}`,
            message: `"${excerpt(text)}" has the placeholder "${found}".`,
            hint: 'Write what belongs there, or take the sentence out.',
          })),
      )
  );
}

/** Running text of documents, and the lines of YAML, frontmatter included; inline code left out of both. */
function readableLines(program: Program, sources: readonly SourceFile[]): TextLine[] {
  const prose = allDocuments(program).flatMap(({ file, document }) =>
    document.prose.flatMap((part) => linesOf(file, part.line, part.text)),
  );
  const data = sources.flatMap(({ file, text }) => {
    if (/\.ya?ml$/.test(file)) return linesOf(file, 1, text);
    return linesOf(file, 1, /^---\n.*?\n---$/ms.exec(text.startsWith('---\n') ? text : '')?.[0] ?? '');
  });
  return [...prose, ...data.map((line) => ({ ...line, text: line.text.replaceAll(/`[^`]*`/g, ' ') }))];
}

function linesOf(file: string, firstLine: number, text: string): TextLine[] {
  return text.split('\n').map((line, index) => ({ file, line: firstLine + index, text: line }));
}

/** One item of each kind, with how often the kind occurs: a file full of one slip is one finding. */
function firstOfEach<Item>(
  items: readonly Item[],
  kindOf: (item: Item) => string,
): { item: Item; times: number }[] {
  const groups = Map.groupBy(items, kindOf);
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((item) => ({ item, times: group.length })),
  );
}

function timesText(times: number): string {
  return times === 1 ? '' : `, ${times} times in this file`;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function excerpt(text: string): string {
  const line = text.trim();
  return line.length <= 90 ? line : `${line.slice(0, 89).trimEnd()}…`;
}
