import type { MeasuredDocument, Table } from '../document.ts';
import type { Finding } from '../finding.ts';
import { allDocuments, type Program } from '../program.ts';

/** Shorter passages repeat by chance: "Run the command again." */
const leastWords = 8;

/** Repeated text and code, rows that hardly differ, and headings with nothing under them. */
export function checkPadding(program: Program): Finding[] {
  const documents = allDocuments(program).map((entry) => entry.document);
  return [
    ...findRepeatedPassages(documents),
    ...documents.flatMap(findSimilarRows),
    ...findRepeatedCode(documents),
    ...documents.flatMap(findEmptyHeadings),
  ];
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Sentences and list items of at least eight words that stand twice; the later place is reported. */
function findRepeatedPassages(documents: readonly MeasuredDocument[]): Finding[] {
  const firstPlaces = new Map<string, Place>();
  const meet = (passage: string, place: Place): Finding[] => {
    const words = wordsOf(passage);
    if (words.length < leastWords) return [];
    const key = words.join(' ');
    const first = firstPlaces.get(key);
    if (first === undefined) {
      firstPlaces.set(key, place);
      return [];
    }
    return [
      {
        rule: 'repeated-passage',
        file: place.file,
        line: place.line,
        subject: `${place.file}: ${words.slice(0, leastWords).join(' ')}`,
        message: `"${excerpt(passage)}" also stands in ${placeText(first, place.file)}.`,
        hint: 'Say it in one of the places, and link to it from the other.',
      },
    ];
  };
  return documents.flatMap(({ file, prose }) =>
    prose
      .filter(({ kind }) => kind === 'paragraph' || kind === 'list-item')
      .flatMap(({ fullText, line }) => {
        // A whole paragraph that stands twice is one finding, not one for each of its sentences.
        const whole = meet(fullText, { file, line });
        const sentences = sentencesOf(fullText);
        if (whole.length > 0 || sentences.length === 1) return whole;
        return sentences.flatMap((sentence) =>
          meet(sentence.text, { file, line: line + sentence.lineOffset }),
        );
      }),
  );
}

function sentencesOf(text: string): { text: string; lineOffset: number }[] {
  const sentences: { text: string; lineOffset: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?]["')]*(?=\s+["'(]?[\p{Lu}\d])|$/gu)) {
    const end = match.index + match[0].length;
    const sentence = text.slice(start, end);
    const leading = sentence.length - sentence.trimStart().length;
    sentences.push({
      text: sentence.trim(),
      lineOffset: text.slice(0, start + leading).split('\n').length - 1,
    });
    start = end;
  }
  return sentences;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+(?:[.:'’/-][\p{L}\p{N}_]+)*/gu) ?? [];
}

/** Rows of one table that differ in a single word, when there are three or more of them. */
function findSimilarRows(document: MeasuredDocument): Finding[] {
  return document.tables.flatMap((table): Finding[] => {
    const similar = similarRows(table);
    const [first, second] = similar;
    if (similar.length < 3 || first === undefined || second === undefined) return [];
    const heading = document.headings.findLast((candidate) => candidate.line < table.line);
    return [
      {
        rule: 'near-identical-rows',
        file: document.file,
        // The row of hyphens stands between the header and the first row.
        line: table.line + first + 1,
        subject: `${document.file}#${heading?.slug ?? ''}: ${table.rows[0]?.join(', ') ?? ''}`,
        message: `${similar.length} rows of the table differ in one word only, for example "${rowText(table, first)}" and "${rowText(table, second)}".`,
        hint: 'Make them one row with a variable, or say what really differs between them.',
      },
    ];
  });
}

/** Positions of the rows that have a near twin, header row left out. */
function similarRows(table: Table): number[] {
  const groups = new Map<string, Map<string, number[]>>();
  table.rows.forEach((row, index) => {
    const words = row.flatMap((cell) => cell.toLowerCase().split(/\s+/)).filter((word) => word !== '');
    const alphabetic = words.filter((word) => /^\p{L}[\p{L}'’-]*[.,;:]?$/u.test(word)).length;
    if (index === 0 || words.length < 4 || alphabetic * 2 < words.length) return;
    words.forEach((word, position) => {
      const key = words.with(position, '\0').join(' ');
      const group = groups.get(key) ?? new Map<string, number[]>();
      group.set(word, [...(group.get(word) ?? []), index]);
      groups.set(key, group);
    });
  });
  const similar = [...groups.values()]
    .filter((group) => group.size > 1)
    .flatMap((group) => [...group.values()].flat());
  return [...new Set(similar)].toSorted((a, b) => a - b);
}

function rowText(table: Table, row: number): string {
  return excerpt(table.rows[row]?.join(' | ') ?? '');
}

function findRepeatedCode(documents: readonly MeasuredDocument[]): Finding[] {
  const firstPlaces = new Map<string, Place>();
  return documents.flatMap(({ file, codeBlocks }) =>
    codeBlocks.flatMap((block): Finding[] => {
      const lines = block.value
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => line !== '');
      if (lines.length < 3) return [];
      const key = lines.join('\n');
      const first = firstPlaces.get(key);
      if (first === undefined) {
        firstPlaces.set(key, { file, line: block.line });
        return [];
      }
      return [
        {
          rule: 'repeated-code',
          file,
          line: block.line,
          subject: `${file}: ${excerpt(lines[0] ?? '')}`,
          message: `The code block that starts with "${excerpt(lines[0]?.trim() ?? '')}" also stands in ${placeText(first, file)}.`,
          hint: 'Show it in one of the places, and refer to it from the other.',
        },
      ];
    }),
  );
}

function findEmptyHeadings(document: MeasuredDocument): Finding[] {
  const content = [
    ...document.prose.filter((part) => part.kind !== 'heading' && part.fullText.trim() !== ''),
    ...document.codeBlocks,
    ...document.tables,
    ...document.components,
    ...document.links,
  ].map((part) => part.line);
  return document.headings.flatMap((heading, index): Finding[] => {
    const next = document.headings[index + 1];
    if (next !== undefined && next.depth > heading.depth) return [];
    const end = next?.line ?? Number.POSITIVE_INFINITY;
    if (content.some((line) => line > heading.line && line < end)) return [];
    return [
      {
        rule: 'empty-heading',
        file: document.file,
        line: heading.line,
        subject: `${document.file}#${heading.slug}`,
        message:
          next === undefined
            ? `The heading "${heading.text}" is the end of the document; there is nothing under it.`
            : `The heading "${heading.text}" is followed by the heading "${next.text}"; there is nothing under it.`,
        hint: 'Write what belongs under it, or remove it.',
      },
    ];
  });
}

function placeText(place: Place, file: string): string {
  return place.file === file ? `line ${place.line} of this file` : `${place.file}, line ${place.line}`;
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 90 ? line : `${line.slice(0, 89).trimEnd()}…`;
}
