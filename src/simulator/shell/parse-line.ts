/** The grammar of a line: words with quotes and variables, pipes, redirections, and `;`, `&&`, `||` between pipelines. */

/** A word in pieces, because variables are filled in when its pipeline runs. */
export interface Word {
  pieces: { text: string; isVariable: boolean }[];
}

export interface Stage {
  words: Word[];
}

export interface Pipeline {
  /** When it runs, by the outcome of the one before it. */
  runs: 'always' | 'after-success' | 'after-failure';
  stages: Stage[];
  /** File that its output goes to. */
  output: { path: Word; appends: boolean } | null;
}

export type ParsedLine = { type: 'line'; pipelines: Pipeline[] } | { type: 'mistake'; message: string };

type Token = { type: 'word'; word: Word } | { type: 'sign'; sign: string };

/** Longest line that is read. */
export const LINE_LIMIT = 65_536;

/** Parses what was typed, several lines of a paste included. A mistake is a sentence for the person who typed it. */
export function parseLine(line: string): ParsedLine {
  if (line.length > LINE_LIMIT)
    return {
      type: 'mistake',
      message: `A line can have ${LINE_LIMIT} characters; this one has ${line.length}.`,
    };
  const tokens = readTokens(line.replaceAll(/\\\r?\n/g, ' '));
  return 'message' in tokens ? { type: 'mistake', message: tokens.message } : readPipelines(tokens.tokens);
}

function readTokens(line: string): { tokens: Token[] } | { message: string } {
  const tokens: Token[] = [];
  let word: Word | null = null;
  const add = (text: string, isVariable = false): void => {
    word ??= { pieces: [] };
    word.pieces.push({ text, isVariable });
  };
  const end = (): void => {
    if (word !== null) tokens.push({ type: 'word', word });
    word = null;
  };
  for (let index = 0; index < line.length; index += 1) {
    const sign = line.charAt(index);
    if (sign === ' ' || sign === '\t' || sign === '\r') end();
    else if (sign === '\n') {
      end();
      tokens.push({ type: 'sign', sign: ';' });
    } else if (sign === '#' && word === null) {
      const stop = line.indexOf('\n', index);
      index = stop === -1 ? line.length : stop - 1;
    } else if (sign === "'") {
      const stop = line.indexOf("'", index + 1);
      if (stop === -1) return { message: "A quotation mark ' is not closed." };
      add(line.slice(index + 1, stop));
      index = stop;
    } else if (sign === '"') {
      add('');
      index += 1;
      for (; line.charAt(index) !== '"'; index += 1) {
        if (index >= line.length) return { message: 'A quotation mark " is not closed.' };
        const inner = line.charAt(index);
        if (inner === '\\' && /["\\$]/.test(line.charAt(index + 1))) {
          index += 1;
          add(line.charAt(index));
        } else if (inner === '$') index = readVariable(line, index, add);
        else add(inner);
      }
    } else if (sign === '\\') {
      index += 1;
      if (index >= line.length) return { message: 'A backslash at the end asks for one more line.' };
      add(line.charAt(index));
    } else if (sign === '$') {
      if (line.charAt(index + 1) === '(')
        return {
          message:
            'Command substitution with $(…) is not supported; run the two commands one after the other.',
        };
      index = readVariable(line, index, add);
    } else if (sign === '`')
      return {
        message: 'Command substitution with ` is not supported; run the two commands one after the other.',
      };
    else if ('|&;<>'.includes(sign)) {
      end();
      const double = line.slice(index, index + 2);
      const read = ['||', '&&', '>>'].includes(double) ? double : sign;
      if (read === '&')
        return { message: 'Background jobs with & are not supported; use --wait=false instead.' };
      if (read === '<') return { message: 'Input from a file is read with "cat FILE |" and not with <.' };
      tokens.push({ type: 'sign', sign: read });
      index += read.length - 1;
    } else add(sign);
  }
  end();
  return { tokens };
}

/** Reads `$NAME`, `${NAME}` or `$?`; returns the place of its last character. */
function readVariable(
  line: string,
  index: number,
  add: (text: string, isVariable?: boolean) => void,
): number {
  const match = /^\$(?:\{(\w+|\?)\}|([A-Za-z_]\w*|\?))/.exec(line.slice(index));
  if (match === null) {
    add('$');
    return index;
  }
  add(match[1] ?? match[2] ?? '', true);
  return index + match[0].length - 1;
}

function readPipelines(tokens: readonly Token[]): ParsedLine {
  const pipelines: Pipeline[] = [];
  let runs: Pipeline['runs'] = 'always';
  let stages: Stage[] = [];
  let words: Word[] = [];
  let output: Pipeline['output'] = null;
  const mistake = (message: string): ParsedLine => ({ type: 'mistake', message });
  const endPipeline = (): boolean => {
    if (words.length === 0) return stages.length === 0 && output === null;
    pipelines.push({ runs, stages: [...stages, { words }], output });
    stages = [];
    words = [];
    output = null;
    return true;
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.type === 'word') {
      words.push(token.word);
      continue;
    }
    switch (token.sign) {
      case '|':
        if (words.length === 0 || output !== null) return mistake('There is no command before "|".');
        stages.push({ words });
        words = [];
        break;
      case '>':
      case '>>': {
        const next = tokens[index + 1];
        if (next?.type !== 'word') return mistake(`There is no file name after "${token.sign}".`);
        output = { path: next.word, appends: token.sign === '>>' };
        index += 1;
        break;
      }
      default: {
        const isEmpty = words.length === 0;
        if (!endPipeline() || (isEmpty && token.sign !== ';'))
          return mistake(`There is no command before "${token.sign}".`);
        runs = token.sign === '&&' ? 'after-success' : token.sign === '||' ? 'after-failure' : 'always';
      }
    }
  }
  if (words.length === 0 && (runs !== 'always' || stages.length > 0))
    return mistake('A command is missing at the end of the line.');
  if (!endPipeline()) return mistake('There is no command before ">".');
  return { type: 'line', pipelines };
}

/** The text of a word with its variables filled in; an unknown variable is empty. */
export function fillWord(word: Word, variables: Readonly<Record<string, string>>): string {
  return word.pieces
    .map(({ text, isVariable }) =>
      isVariable ? (Object.hasOwn(variables, text) ? (variables[text] ?? '') : '') : text,
    )
    .join('');
}
