/** Small programs over text: what leaves one goes into the next. */
import { fail, succeed, type Machine, type Program, type ProgramResult } from '../program.ts';
import { readFile, resolvePath, writeFile } from '../session.ts';
import { readOptions, type Options } from './options.ts';

type TextWork = (lines: string[], options: Options, input: string) => ProgramResult;

/** A program that reads its files, or its input where none is named. */
function textProgram(
  name: string,
  known: string,
  valued: string,
  work: TextWork,
  firstWordIsPattern = false,
): Program {
  return (machine, words, input) => {
    const options = readOptions(words, known, valued);
    if (options.unknown !== undefined)
      return fail(`${name}: There is no option "${options.unknown}" here.`, 2);
    const files = firstWordIsPattern ? options.words.slice(1) : options.words;
    const read = readAll(machine, name, files, input);
    return typeof read === 'string' ? work(linesOf(read), options, read) : read;
  };
}

function readAll(
  machine: Machine,
  name: string,
  files: readonly string[],
  input: string,
): string | ProgramResult {
  if (files.length === 0) return input;
  const texts: string[] = [];
  for (const file of files) {
    const text = file === '-' ? input : readFile(machine.session, file);
    if (text === undefined) return fail(`${name}: There is no file "${file}" on ${machine.session.host}.`);
    texts.push(text);
  }
  return texts.join('');
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function countOf(options: Options, otherwise: number): number | undefined {
  const text = options.values.get('n');
  if (text === undefined) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

export const cat = textProgram('cat', 'n', '', (lines, { letters }, input) =>
  succeed(
    letters.has('n')
      ? textOf(lines.map((line, index) => `${String(index + 1).padStart(6)}  ${line}`))
      : input,
  ),
);

export const head = textProgram('head', '', 'n', (lines, options) => {
  const count = countOf(options, 10);
  return count === undefined ? fail('head: -n needs a number.', 2) : succeed(textOf(lines.slice(0, count)));
});

export const tail = textProgram('tail', '', 'n', (lines, options) => {
  const count = countOf(options, 10);
  if (count === undefined) return fail('tail: -n needs a number.', 2);
  return succeed(textOf(count === 0 ? [] : lines.slice(-count)));
});

export const wc = textProgram('wc', 'lwc', '', (lines, { letters }, input) => {
  const counts: [string, number][] = [
    ['l', lines.length],
    ['w', input.split(/\s+/).filter((word) => word !== '').length],
    ['c', input.length],
  ];
  const shown = letters.size === 0 ? counts : counts.filter(([letter]) => letters.has(letter));
  return succeed(`${shown.map(([, count]) => count).join(' ')}\n`);
});

export const sort = textProgram('sort', 'nru', 'k', (lines, { letters, values }) => {
  const column = Number(values.get('k') ?? '0');
  if (!Number.isInteger(column) || column < 0) return fail('sort: -k needs the number of a column.', 2);
  const keyOf = (line: string): string =>
    column === 0 ? line : (line.trim().split(/\s+/)[column - 1] ?? '');
  const numberOf = (line: string): number => Number.parseFloat(keyOf(line)) || 0;
  const sorted = [...lines].sort((a, b) => {
    if (letters.has('n')) return numberOf(a) - numberOf(b);
    const [first, second] = [keyOf(a), keyOf(b)];
    return first < second ? -1 : first > second ? 1 : 0;
  });
  if (letters.has('r')) sorted.reverse();
  return succeed(
    textOf(letters.has('u') ? sorted.filter((line, index) => line !== sorted[index - 1]) : sorted),
  );
});

export const uniq = textProgram('uniq', 'c', '', (lines, { letters }) => {
  const groups: { line: string; count: number }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.line === line) last.count += 1;
    else groups.push({ line, count: 1 });
  }
  return succeed(
    textOf(
      groups.map(({ line, count }) => (letters.has('c') ? `${String(count).padStart(7)} ${line}` : line)),
    ),
  );
});

export const cut = textProgram('cut', '', 'df', (lines, { values }) => {
  const fields = (values.get('f') ?? '').split(',').map(Number);
  if (fields.some((field) => !Number.isInteger(field) || field < 1))
    return fail('cut: -f needs the numbers of fields, such as 1,3.', 2);
  const delimiter = values.get('d') ?? '\t';
  return succeed(
    textOf(
      lines.map((line) => {
        const parts = line.split(delimiter);
        return fields.flatMap((field) => parts[field - 1] ?? []).join(delimiter);
      }),
    ),
  );
});

/** Longest pattern and line that are matched; longer lines are matched up to here. */
const PATTERN_LIMIT = 200;
const MATCHED_LIMIT = 2_000;

export const grep = textProgram(
  'grep',
  'ivcnEFo',
  '',
  (lines, { letters, words }) => {
    const [pattern] = words;
    if (pattern === undefined) return fail('grep: There is no pattern. For example: grep worker', 2);
    if (pattern.length > PATTERN_LIMIT)
      return fail(`grep: A pattern can have ${PATTERN_LIMIT} characters.`, 2);
    const matcher = matcherOf(pattern, letters);
    if (matcher === undefined) return fail(`grep: "${pattern}" is not a pattern that can be read.`, 2);
    const found = lines
      .map((line, index) => ({ line, index }))
      .filter(({ line }) => matcher.test(line.slice(0, MATCHED_LIMIT)) !== letters.has('v'));
    const text = letters.has('c')
      ? `${found.length}\n`
      : textOf(
          found.flatMap(({ line, index }) => {
            const shown = letters.has('o') ? (matcher.exec(line)?.[0] ?? '') : line;
            return letters.has('n') ? `${index + 1}:${shown}` : shown;
          }),
        );
    return { output: text, errorOutput: '', exitCode: found.length === 0 ? 1 : 0 };
  },
  true,
);

/** A pattern as an expression; nested repetition, which could take for ever, is refused. */
function matcherOf(pattern: string, letters: ReadonlySet<string>): RegExp | undefined {
  const isFixed = letters.has('F');
  if (!isFixed && /[*+}]\)?[*+{]/.test(pattern)) return undefined;
  const source = isFixed
    ? pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    : letters.has('E')
      ? pattern
      : // Basic expressions: | ( ) { } + ? are letters, and with a backslash they are signs.
        pattern.replaceAll(/\\?[|(){}+?]/g, (sign) => (sign.startsWith('\\') ? sign.slice(1) : `\\${sign}`));
  try {
    return new RegExp(source, letters.has('i') ? 'iu' : 'u');
  } catch {
    return undefined;
  }
}

export const echo: Program = (_machine, words) => {
  const plain = words[0] === '-n';
  return succeed(plain ? words.slice(1).join(' ') : `${words.join(' ')}\n`);
};

export const ls: Program = (machine, words) => {
  const folder = resolvePath(words.find((word) => !word.startsWith('-')) ?? '~');
  const files = Object.keys(machine.session.files[machine.session.host] ?? {});
  const inside = files.filter((path) => path.startsWith(folder === '/' ? '/' : `${folder}/`));
  if (inside.length === 0 && files.includes(folder)) return succeed(`${folder}\n`);
  const names = inside.map((path) => path.slice(folder === '/' ? 1 : folder.length + 1).split('/')[0] ?? '');
  return succeed(textOf([...new Set(names)].sort()));
};

export const rm: Program = (machine, words) => {
  for (const word of words.filter((candidate) => !candidate.startsWith('-'))) {
    const path = resolvePath(word);
    const { host, files } = machine.session;
    if (files[host]?.[path] === undefined) return fail(`rm: There is no file "${word}" on ${host}.`);
    const { [path]: _removed, ...kept } = files[host];
    machine.session = { ...machine.session, files: { ...files, [host]: kept } };
  }
  return succeed('');
};

export const tee: Program = (machine, words, input) => {
  for (const word of words.filter((candidate) => !candidate.startsWith('-'))) {
    const session = writeFile(machine.session, word, input);
    if (session === undefined) return fail(`tee: There is no room left for "${word}".`);
    machine.session = session;
  }
  return succeed(input);
};

/** Lines that only one of two files has, in the order of the files; longest common subsequence. */
export const diff: Program = (machine, words) => {
  const names = words.filter((word) => !word.startsWith('-'));
  const [first, second] = names.map((name) => readFile(machine.session, name));
  const missing = names.find((name) => readFile(machine.session, name) === undefined);
  if (names.length !== 2) return fail('diff: Name two files.', 2);
  if (first === undefined || second === undefined)
    return fail(`diff: There is no file "${missing ?? ''}" here.`, 2);
  const [a, b] = [linesOf(first), linesOf(second)];
  if (a.length * b.length > 4_000_000) return fail('diff: The files are too long to compare.', 2);
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let row = a.length - 1; row >= 0; row -= 1) {
    for (let column = b.length - 1; column >= 0; column -= 1) {
      const line = common[row] as Uint32Array;
      const below = common[row + 1] as Uint32Array;
      line[column] =
        a[row] === b[column]
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, line[column + 1] ?? 0);
    }
  }
  const out: string[] = [];
  let [row, column] = [0, 0];
  while (row < a.length || column < b.length) {
    if (row < a.length && column < b.length && a[row] === b[column]) {
      row += 1;
      column += 1;
    } else if (
      column >= b.length ||
      (row < a.length && (common[row + 1]?.[column] ?? 0) >= (common[row]?.[column + 1] ?? 0))
    ) {
      out.push(`< ${a[row] ?? ''}`);
      row += 1;
    } else {
      out.push(`> ${b[column] ?? ''}`);
      column += 1;
    }
  }
  return { output: textOf(out), errorOutput: '', exitCode: out.length === 0 ? 0 : 1 };
};
