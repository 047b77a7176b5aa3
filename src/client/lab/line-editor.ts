/** The line that is being typed, as a plain value: keys go in, a new value comes out. Positions count UTF-16 units. */
export interface EditedLine {
  readonly text: string;
  readonly cursor: number;
}

/** Longest line that is taken; the rest of a paste is dropped, as a terminal driver does. */
export const maximumLineLength = 4096;

export const emptyLine: EditedLine = { text: '', cursor: 0 };

/** A key that edits the line, named after what it does. */
export type Edit =
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'home'
  | 'end'
  | 'delete-left'
  | 'delete-right'
  | 'delete-word-left'
  | 'delete-to-start'
  | 'delete-to-end';

/** What terminals send for the keys that edit, and the Emacs keys that shells know. */
export const editOfSequence: Readonly<Record<string, Edit>> = {
  '\u001B[D': 'left',
  '\u001BOD': 'left',
  '\u0002': 'left',
  '\u001B[C': 'right',
  '\u001BOC': 'right',
  '\u0006': 'right',
  '\u001B[1;5D': 'word-left',
  '\u001Bb': 'word-left',
  '\u001B[1;5C': 'word-right',
  '\u001Bf': 'word-right',
  '\u001B[H': 'home',
  '\u001BOH': 'home',
  '\u0001': 'home',
  '\u001B[F': 'end',
  '\u001BOF': 'end',
  '\u0005': 'end',
  '\u007F': 'delete-left',
  '\b': 'delete-left',
  '\u001B[3~': 'delete-right',
  '\u0004': 'delete-right',
  '\u0017': 'delete-word-left',
  '\u001B\u007F': 'delete-word-left',
  '\u0015': 'delete-to-start',
  '\u000B': 'delete-to-end',
};

/** Puts text in at the cursor; control characters are left out, because a line cannot hold them. */
export function insertText({ text, cursor }: EditedLine, inserted: string): EditedLine {
  const printable = [...inserted].filter((character) => !isControl(character)).join('');
  const fitting = printable.slice(0, Math.max(0, maximumLineLength - text.length));
  return { text: text.slice(0, cursor) + fitting + text.slice(cursor), cursor: cursor + fitting.length };
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 32 || (code >= 127 && code < 160);
}

/** The line after a key. */
export function edit(line: EditedLine, key: Edit): EditedLine {
  const { text, cursor } = line;
  switch (key) {
    case 'left':
      return { text, cursor: stepLeft(text, cursor) };
    case 'right':
      return { text, cursor: stepRight(text, cursor) };
    case 'word-left':
      return { text, cursor: wordStart(text, cursor) };
    case 'word-right':
      return { text, cursor: wordEnd(text, cursor) };
    case 'home':
      return { text, cursor: 0 };
    case 'end':
      return { text, cursor: text.length };
    case 'delete-left':
      return cut(line, stepLeft(text, cursor), cursor);
    case 'delete-right':
      return cut(line, cursor, stepRight(text, cursor));
    case 'delete-word-left':
      return cut(line, wordStart(text, cursor), cursor);
    case 'delete-to-start':
      return cut(line, 0, cursor);
    case 'delete-to-end':
      return cut(line, cursor, text.length);
  }
}

/** Replaces a part of the line, as completion does, and puts the cursor after what is new. */
export function replaceRange(line: EditedLine, start: number, replacement: string): EditedLine {
  return insertText(cut(line, Math.min(start, line.cursor), line.cursor), replacement);
}

function cut({ text }: EditedLine, from: number, to: number): EditedLine {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

function stepLeft(text: string, cursor: number): number {
  const isPair = /[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(0, cursor));
  return Math.max(0, cursor - (isPair ? 2 : 1));
}

function stepRight(text: string, cursor: number): number {
  const isPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(cursor));
  return Math.min(text.length, cursor + (isPair ? 2 : 1));
}

function wordStart(text: string, cursor: number): number {
  return text.slice(0, cursor).replace(/\S+\s*$/, '').length;
}

function wordEnd(text: string, cursor: number): number {
  return text.length - text.slice(cursor).replace(/^\s*\S+/, '').length;
}

/** What the candidates of a completion have in common at their start. */
export function commonStart(candidates: readonly string[]): string {
  const [first = '', ...others] = candidates;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
