/** One command of a `console` block with what is printed below it. */
export interface ConsoleEntry {
  /** Line of the block on which the command starts, counted from 0. */
  readonly start: number;
  /** The lines of the block that are typed, as they stand there. */
  readonly typedLines: readonly string[];
  /** The line that the shell gets: without prompts, continued lines joined; only a here-document has line ends. */
  readonly command: string;
  /** What is printed below it; a line `…` stands for any number of lines. */
  readonly output: readonly string[];
}

/** What a `console` block holds. */
export interface ConsoleBlock {
  /** Lines before the first command, which nothing has printed. */
  readonly preamble: readonly string[];
  readonly entries: readonly ConsoleEntry[];
}

/** Takes a `console` block apart: lines that start with `$ ` are typed, lines that they continue on too, and the rest came out. */
export function parseConsole(text: string): ConsoleBlock {
  const lines = text.split('\n');
  const preamble: string[] = [];
  const entries: ConsoleEntry[] = [];
  let index = 0;
  while (index < lines.length) {
    const start = index;
    if (!isPrompt(lines[index] ?? '')) {
      const output = lines[index] ?? '';
      const entry = entries.at(-1);
      if (entry === undefined) preamble.push(output);
      else entries[entries.length - 1] = { ...entry, output: [...entry.output, output] };
      index += 1;
      continue;
    }
    index = endOfCommand(lines, start);
    const typedLines = lines.slice(start, index);
    entries.push({ start, typedLines, command: joinTyped(typedLines), output: [] });
  }
  // A block that is empty has no line that anybody has forgotten a prompt on.
  return { preamble: preamble.filter((line) => line.trim() !== ''), entries };
}

function isPrompt(line: string): boolean {
  return line === '$' || line.startsWith('$ ');
}

/** Index of the line after a command: it goes on behind a backslash, and to the end of a here-document. */
function endOfCommand(lines: readonly string[], start: number): number {
  let end = start + 1;
  while (end < lines.length && (lines[end - 1] ?? '').endsWith('\\')) end += 1;
  const ending = hereDocumentEnd(lines.slice(start, end).join('\n'));
  if (ending === undefined) return end;
  const close = lines.findIndex((line, index) => index >= end && withoutContinuation(line) === ending);
  return close === -1 ? lines.length : close + 1;
}

/** The word that ends a here-document which the command opens: the `EOF` of `<<'EOF'`. */
function hereDocumentEnd(command: string): string | undefined {
  return /<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(command)?.[2];
}

function joinTyped(lines: readonly string[]): string {
  const [first = '', ...rest] = lines;
  return [first.replace(/^\$ ?/, ''), ...rest.map(withoutContinuation)]
    .reduce((command, line) =>
      command.endsWith('\\')
        ? `${command.slice(0, -1).trimEnd()} ${line.trimStart()}`
        : `${command}\n${line}`,
    )
    .trim();
}

/** A shell shows `> ` where it waits for the rest of a command. */
function withoutContinuation(line: string): string {
  return line.replace(/^> ?/, '');
}

/** The block with other outputs, one for each command. */
export function printConsole(block: ConsoleBlock, outputs: readonly (readonly string[])[]): string {
  return [
    ...block.preamble,
    ...block.entries.flatMap((entry, index) => [...entry.typedLines, ...(outputs[index] ?? entry.output)]),
  ].join('\n');
}
