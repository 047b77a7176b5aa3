import type { Command, Commands } from '../../../schemas/reference/commands.ts';
import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import type { Program } from '../../program.ts';
import { callsIn, isPlaceholder, typedLines } from './command-lines.ts';
import type { Piece } from './pieces.ts';
import { oncePerFile, suggest, usesOf } from './report.ts';

const programs: readonly string[] = ['dwcp-cli', 'dwcp-server'] satisfies Command['program'][];

interface CommandUse {
  readonly file: string;
  readonly line: number;
  /** Program first. */
  readonly words: readonly string[];
  /** Text may name a group of commands by its noun alone: `dwcp-cli vm`. */
  readonly mayBeGroup: boolean;
}

/** Commands and flags that the reference does not have. */
export function checkCommands(program: Program, pieces: readonly Piece[]): Finding[] {
  const reference = program.reference.commands.data;
  const uses = pieces.flatMap(usesIn);
  return oncePerFile([...uses.flatMap((use) => checkUse(use, reference)), ...checkNames(program, reference)]);
}

function usesIn(piece: Piece): CommandUse[] {
  if (piece.kind === 'code') {
    return callsIn(piece.text.replace(/^\$ /, ''), programs).map((words) => ({
      file: piece.file,
      line: piece.line,
      words,
      mayBeGroup: true,
    }));
  }
  if (piece.kind !== 'block') return [];
  return typedLines(piece).flatMap(({ text, lineOffset }) =>
    callsIn(text, programs).map((words) => ({
      file: piece.file,
      line: piece.line + lineOffset,
      words,
      mayBeGroup: false,
    })),
  );
}

function checkNames(program: Program, reference: Commands): Finding[] {
  const names = reference.commands.flatMap((command) => [command.name, `${command.program} ${command.name}`]);
  return usesOf(program, 'Command')
    .filter(({ value }) => !names.includes(String(value)))
    .map(({ file, line, value }) => unknownCommand(file, line, String(value), names));
}

function checkUse(use: CommandUse, reference: Commands): Finding[] {
  const [program = '', ...rest] = use.words;
  const commands = reference.commands.filter((command) => command.program === program);
  const { names, flags } = separateFlags(rest, reference);
  const [noun, verb] = names;
  const command =
    commands.find(({ name }) => name === `${noun} ${verb}`) ?? commands.find(({ name }) => name === noun);
  // `dwcp-cli --version` has only global flags, and `dwcp-server --config …` those of the server.
  if (noun === undefined || isPlaceholder(noun)) {
    return checkFlags(
      use,
      program,
      flags,
      [reference.globalFlags, ...commands.map((candidate) => candidate.flags)].flat(),
    );
  }
  if (command !== undefined) {
    return checkFlags(use, `${program} ${command.name}`, flags, [...reference.globalFlags, ...command.flags]);
  }
  const isGroup = commands.some(({ name }) => name.startsWith(`${noun} `));
  const verbIsOpen = verb === undefined ? use.mayBeGroup || flags.includes('--help') : isPlaceholder(verb);
  if (isGroup && verbIsOpen) return [];
  const typed = [program, noun, ...(verb === undefined ? [] : [verb])].join(' ');
  return [
    unknownCommand(
      use.file,
      use.line,
      typed,
      commands.map(({ name }) => `${program} ${name}`),
    ),
  ];
}

/** Flags of a call, and its words before the first argument that belongs to a flag of its own. */
function separateFlags(words: readonly string[], reference: Commands): { names: string[]; flags: string[] } {
  const names: string[] = [];
  const flags: string[] = [];
  let takesValue = false;
  for (const quotedWord of words) {
    const word = quotedWord.replace(/^\[(-.*?)\]?$/, '$1');
    const flag = /^(--?[A-Za-z][\w-]*)(=?)/.exec(word);
    if (flag !== null) {
      const name = flag[1] ?? '';
      flags.push(name);
      // Before the noun only a global flag can stand, and it may have a value.
      takesValue =
        flag[2] === '' &&
        reference.globalFlags.some((global) => global.name === name && global.value !== undefined);
    } else if (takesValue) takesValue = false;
    else if (flags.length === 0 || names.length < 2) names.push(word);
  }
  return { names, flags };
}

function checkFlags(
  use: CommandUse,
  command: string,
  flags: readonly string[],
  known: readonly { name: string }[],
): Finding[] {
  const names = known.map(({ name }) => name);
  return flags
    .filter((flag) => !names.includes(flag))
    .map((flag) => ({
      rule: 'unknown-command',
      file: use.file,
      line: use.line,
      subject: `${command} ${flag}`,
      message: `The command "${command}" has no flag "${flag}".`,
      hint: suggest(nearest(flag, names), 'add the flag to the command in content/reference/commands.yaml.'),
    }));
}

function unknownCommand(file: string, line: number, typed: string, names: readonly string[]): Finding {
  return {
    rule: 'unknown-command',
    file,
    line,
    subject: typed,
    message: `The command "${typed}" is not in the reference.`,
    hint: suggest(nearest(typed, names), 'add the command to content/reference/commands.yaml.'),
  };
}
