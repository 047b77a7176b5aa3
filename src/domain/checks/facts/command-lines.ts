import type { Piece } from './pieces.ts';

const shells = new Set(['bash', 'sh', 'shell', 'zsh']);

/** The lines that are typed, with their place in the piece counted from 0: `$ ` lines of console blocks, all lines of shell blocks, with continued lines joined. */
export function typedLines(piece: Piece): { text: string; lineOffset: number }[] {
  const isShell = piece.language !== undefined && shells.has(piece.language);
  const typed: { text: string; lineOffset: number }[] = [];
  let isContinued = false;
  piece.text.split('\n').forEach((line, lineOffset) => {
    const last = typed.at(-1);
    const isPrompt = /^\s*\$ /.test(line);
    if (isContinued && last !== undefined) last.text += ` ${line.replace(/^\s*> /, '').replace(/\\$/, '')}`;
    else if (isShell || isPrompt)
      typed.push({ text: line.replace(/^\s*\$ /, '').replace(/\\$/, ''), lineOffset });
    else return;
    isContinued = line.endsWith('\\');
  });
  return typed;
}

/** The calls of programs in a command line, each as its words: behind pipes, in `$(…)`, through `sudo` and in quotes. */
export function callsIn(line: string, programs: readonly string[]): string[][] {
  const substitutions: string[] = [];
  const outer = line.replaceAll(/\$\(([^()]*)\)/g, (_, inner: string) => {
    substitutions.push(inner);
    return '…';
  });
  const calls = commandsOf(outer).flatMap((words) => {
    const start = words.findIndex((word) => programs.includes(baseName(word)));
    const quoted = words.filter(
      (word) => word.includes(' ') && programs.some((program) => word.includes(program)),
    );
    const nested = quoted.flatMap((word) => callsIn(word, programs));
    if (start === -1 || !words.slice(0, start).every(isPrefix)) return nested;
    return [[baseName(words[start] ?? ''), ...words.slice(start + 1)], ...nested];
  });
  return [...calls, ...substitutions.flatMap((inner) => callsIn(inner, programs))];
}

/** Words that may stand before the program itself; `systemctl restart dwcp-server` names a unit, not a program. */
function isPrefix(word: string): boolean {
  return /^(?:sudo|time|watch|exec|env|nohup|xargs|timeout|do|then|else|if|while|until|!|\{|-.*|\d+[smh]?|\w+=.*)$/.test(
    word,
  );
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** Splits a line at pipes, semicolons and the like, and each part into words; quotes keep a word together. */
function commandsOf(line: string): string[][] {
  const commands: string[][] = [[]];
  const tokens = line.matchAll(
    /((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|<[\w -]+>|[^\s"'|;&()<>\\])+)|(\|\|?|;|&&?|[()])|([<>]+&?\d?)|(\s+)/g,
  );
  for (const [, word, separator] of tokens) {
    if (separator !== undefined) commands.push([]);
    else if (word?.startsWith('#') === true) break;
    else if (word !== undefined)
      commands.at(-1)?.push(word.replaceAll(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, '$1$2'));
  }
  return commands.filter((words) => words.length > 0);
}

/** A value that a reader puts in: `<node>`, `[[vm]]`, `$VM`, `…`. */
export function isPlaceholder(word: string): boolean {
  return /^(?:<.*>|\[.*\]|\{.*\}|\$.*|…|\.\.\.|[A-Z][A-Z_]*)$/.test(word);
}
