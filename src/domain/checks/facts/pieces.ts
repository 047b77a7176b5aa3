import type { MeasuredDocument } from '../../document.ts';
import { allDocuments, type DataEntry, type Program } from '../../program.ts';
import { stringsOf } from '../strings.ts';

/** A stretch of content in which names are looked for. */
export interface Piece {
  readonly file: string;
  /** Line of the file on which the text starts. */
  readonly line: number;
  /** `prose` is what a reader reads, `code` is inline, `block` has lines, `value` is any other string of the data. */
  readonly kind: 'prose' | 'code' | 'block' | 'value';
  readonly text: string;
  /** Language of a block; `console` has typed lines behind `$ `, `bash` has only such lines. */
  readonly language?: string;
  /** File name that a block stands under. */
  readonly title?: string;
}

/** Keys of the data whose strings are read as text, with inline code between backticks. */
const proseKeys = new Set([
  'alert',
  'audience',
  'background',
  'caseStudy',
  'causes',
  'caution',
  'changes',
  'connects',
  'correction',
  'criterion',
  'deliverable',
  'details',
  'firstLook',
  'firstSteps',
  'hints',
  'items',
  'left',
  'lines',
  'listens',
  'meaning',
  'met',
  'normal',
  'note',
  'notes',
  'objective',
  'objectives',
  'prerequisites',
  'promise',
  'question',
  'reading',
  'remedy',
  'right',
  'service',
  'stem',
  'summary',
  'tell',
  'text',
  'title',
  'topic',
  'useWhen',
  'why',
]);

/** Keys whose strings are whole command lines. */
const commandKeys = new Set(['commands', 'example', 'solution']);

/** Properties of components that a reader reads. */
const readableProperties = ['title', 'question', 'when', 'alt', 'caption'];

/** Everything in which names are looked for: the documents, then the data. The index speaks the client's words and is left out. */
export function collectPieces(program: Program): Piece[] {
  return [
    ...allDocuments(program).flatMap((entry) => documentPieces(entry.document)),
    ...namingData(program).flatMap(dataPieces),
  ];
}

function namingData(program: Program): DataEntry<unknown>[] {
  return [
    ...allDocuments(program),
    ...program.tracks,
    ...program.scenarios,
    ...program.banks,
    ...program.decks,
    ...program.schedules,
    ...Object.values(program.reference),
  ];
}

function documentPieces(document: MeasuredDocument): Piece[] {
  const { file } = document;
  return [
    ...document.prose.map((part): Piece => ({ file, line: part.line, kind: 'prose', text: part.text })),
    ...document.components.flatMap((use) =>
      readableProperties.flatMap((name): Piece[] => {
        const text = use.attributes[name];
        return typeof text === 'string' ? [{ file, line: use.line, kind: 'prose', text }] : [];
      }),
    ),
    ...document.inlineCode.map((code): Piece => ({ file, line: code.line, kind: 'code', text: code.value })),
    ...document.codeBlocks.map((block): Piece => {
      const title = codeTitle(block.meta);
      const piece: Piece = {
        file,
        line: block.line + 1,
        kind: 'block',
        text: block.value,
        language: block.language,
      };
      return title === undefined ? piece : { ...piece, title };
    }),
  ];
}

function dataPieces(entry: DataEntry<unknown>): Piece[] {
  const { file } = entry;
  return stringsOf(entry).flatMap(({ text, path, line }): Piece[] => {
    const key = String(path.findLast((part) => typeof part === 'string'));
    if (key === 'exhibit') return [{ file, line, kind: 'block', text, language: 'console' }];
    if (commandKeys.has(key)) return [{ file, line, kind: 'block', text, language: 'bash' }];
    if (!proseKeys.has(key)) return [{ file, line, kind: 'value', text }];
    return text
      .split(/(`[^`]+`)/)
      .filter((part) => part !== '')
      .map((part): Piece => {
        const isCode = part.startsWith('`') && part.length > 2;
        return { file, line, kind: isCode ? 'code' : 'prose', text: isCode ? part.slice(1, -1) : part };
      });
  });
}

/** The file name in the meta of a code block: `title="/etc/dwcp/worker.yaml"`. */
export function codeTitle(meta: string): string | undefined {
  return /(?:^|\s)title=(?:"([^"]*)"|'([^']*)')/
    .exec(meta)
    ?.slice(1)
    .find((title) => title !== undefined);
}
