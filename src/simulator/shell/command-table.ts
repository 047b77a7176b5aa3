/** The one table of commands, a structural twin of `content/reference/commands.yaml`: parser, help and completion read it. */
import { nearestOf } from './nearest.ts';

export interface Flag {
  /** With its dashes: `--node`. */
  name: string;
  /** Placeholder of its value; absent for a switch. */
  value?: string | undefined;
  meaning: string;
  required: boolean;
}

export interface CommandRow {
  program: 'dwcp-cli' | 'dwcp-server';
  /** Noun and verb: `cluster status`; a program without nouns has the verb alone. */
  name: string;
  summary: string;
  effect: 'read' | 'change' | 'danger';
  runsOn: 'anywhere' | 'controller' | 'worker';
  flags: readonly Flag[];
  example: string;
  caution?: string | undefined;
}

export interface CommandTable {
  globalFlags: readonly Flag[];
  exitCodes: readonly { code: number; meaning: string }[];
  commands: readonly CommandRow[];
}

export type Program = CommandRow['program'];

/** What a command line comes to before anything runs. */
export type ParsedCommand =
  | { type: 'command'; row: CommandRow; flags: Record<string, string> }
  | { type: 'help'; text: string }
  | { type: 'version' }
  | { type: 'mistake'; message: string };

/** Reads the words after the program's name. Flags may stand anywhere after the noun and verb, and global ones before. */
export function parseCommand(table: CommandTable, program: Program, words: readonly string[]): ParsedCommand {
  const rows = table.commands.filter((row) => row.program === program);
  const names: string[] = [];
  const given: { name: string; value: string | undefined }[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      names.push(word);
      continue;
    }
    const short = { '-o': '--output', '-h': '--help' }[word];
    const [name = '', ...rest] = (short ?? word).split('=');
    const inline = rest.length > 0 ? rest.join('=') : undefined;
    const flag = findFlag(table, rowNamed(rows, names), rows, name);
    // A switch takes no word after it; --wait alone means --wait=true.
    const takesWord = flag?.value !== undefined && inline === undefined && name !== '--wait';
    const next = words[index + 1];
    if (takesWord && next !== undefined && !next.startsWith('--')) {
      given.push({ name, value: next });
      index += 1;
    } else given.push({ name, value: inline });
  }
  const asksHelp = given.some(({ name }) => name === '--help') || names[0] === 'help';
  if (names[0] === 'help') names.shift();
  const row = rowNamed(rows, names);
  if (asksHelp || names.length === 0) {
    if (given.some(({ name }) => name === '--version')) return { type: 'version' };
    if (names.length > 0 && row === undefined && !rows.some(({ name }) => name.startsWith(`${names[0]} `)))
      return unknown(program, rows, names);
    return {
      type: 'help',
      text: row === undefined ? groupHelp(table, program, rows, names[0]) : commandHelp(table, row),
    };
  }
  if (row === undefined) return unknown(program, rows, names);
  const read = readFlags(table, row, given);
  const extra = names[row.name.split(' ').length];
  // A flag that is not known explains the word after it.
  if (extra !== undefined && (read.type !== 'mistake' || !read.message.includes('has no flag')))
    return {
      type: 'mistake',
      message: `"${program} ${row.name}" takes no word "${extra}"; values belong to flags. See "${program} ${row.name} --help".`,
    };
  return read;
}

function rowNamed(rows: readonly CommandRow[], names: readonly string[]): CommandRow | undefined {
  return (
    rows.find(({ name }) => name === names.slice(0, 2).join(' ')) ??
    rows.find(({ name }) => !name.includes(' ') && name === names[0])
  );
}

function findFlag(
  table: CommandTable,
  row: CommandRow | undefined,
  rows: readonly CommandRow[],
  name: string,
): Flag | undefined {
  return (
    [...table.globalFlags, ...(row?.flags ?? [])].find((flag) => flag.name === name) ??
    (row === undefined ? rows.flatMap(({ flags }) => flags).find((flag) => flag.name === name) : undefined)
  );
}

function readFlags(
  table: CommandTable,
  row: CommandRow,
  given: readonly { name: string; value: string | undefined }[],
): ParsedCommand {
  const known = [...row.flags, ...table.globalFlags];
  const flags: Record<string, string> = {};
  const command = `${row.program} ${row.name}`;
  for (const { name, value } of given) {
    const flag = known.find((candidate) => candidate.name === name);
    if (flag === undefined) {
      const nearest = nearestOf(
        name,
        known.map((candidate) => candidate.name),
      );
      return {
        type: 'mistake',
        message: `"${command}" has no flag "${name}". ${nearest === undefined ? `See "${command} --help".` : `Did you mean "${nearest}"?`}`,
      };
    }
    if (flag.value !== undefined && value === undefined && name !== '--wait')
      return { type: 'mistake', message: `${name} needs a value: ${name} ${flag.value}.` };
    if (flag.value === undefined && value !== undefined && value !== 'true' && value !== 'false')
      return { type: 'mistake', message: `${name} is a switch and takes no value.` };
    if (Object.hasOwn(flags, name)) return { type: 'mistake', message: `${name} stands twice.` };
    if (flag.value !== undefined || value !== 'false') flags[name] = value ?? 'true';
  }
  const missing = row.flags.filter(({ name, required }) => required && !Object.hasOwn(flags, name));
  if (missing.length > 0) {
    const names = missing
      .map(({ name, value }) => (value === undefined ? name : `${name} ${value}`))
      .join(', ');
    return { type: 'mistake', message: `"${command}" needs ${names}. For example: ${row.example}` };
  }
  return { type: 'command', row, flags };
}

function unknown(program: Program, rows: readonly CommandRow[], names: readonly string[]): ParsedCommand {
  const typed = names.slice(0, 2).join(' ');
  const [noun = ''] = names;
  const verbs = rows.filter(({ name }) => name.startsWith(`${noun} `));
  const [verb] = names.slice(1);
  if (verbs.length > 0 && verb === undefined) {
    return {
      type: 'mistake',
      message: `"${program} ${noun}" needs a verb: ${verbs.map(({ name }) => name.slice(noun.length + 1)).join(', ')}.`,
    };
  }
  const nearest = nearestOf(
    typed,
    rows.map(({ name }) => name),
  );
  const nouns = [...new Set(rows.map(({ name }) => name.split(' ')[0] ?? ''))];
  const advice =
    nearest !== undefined
      ? `Did you mean "${nearest}"?`
      : verbs.length > 0
        ? `After "${noun}" there is: ${verbs.map(({ name }) => name.slice(noun.length + 1)).join(', ')}.`
        : `Commands begin with: ${nouns.join(', ')}.`;
  return { type: 'mistake', message: `"${typed}" is not a command. ${advice}` };
}

const EFFECTS: Readonly<Record<CommandRow['effect'], string>> = {
  read: 'reads only',
  change: 'changes the cluster',
  danger: 'can lose data or quorum',
};

function commandHelp(table: CommandTable, row: CommandRow): string {
  const usage = row.flags
    .map(({ name, value, required }) => {
      const flag = value === undefined ? name : `${name} ${value}`;
      return required ? flag : `[${flag}]`;
    })
    .join(' ');
  return [
    `${row.summary}.`,
    '',
    `Usage:    ${row.program} ${row.name}${usage === '' ? '' : ` ${usage}`}`,
    `Effect:   ${row.effect} (${EFFECTS[row.effect]})`,
    `Example:  ${row.example}`,
    ...(row.caution === undefined ? [] : [`Caution:  ${row.caution}`]),
    ...(row.flags.length === 0 ? [] : ['', 'Flags:', ...flagLines(row.flags)]),
    '',
    'Flags of every command:',
    ...flagLines(table.globalFlags),
    '',
  ].join('\n');
}

function groupHelp(
  table: CommandTable,
  program: Program,
  rows: readonly CommandRow[],
  noun: string | undefined,
): string {
  const shown = noun === undefined ? rows : rows.filter(({ name }) => name.startsWith(`${noun} `));
  const width = Math.max(...shown.map(({ name }) => name.length));
  return [
    `Usage: ${program} ${noun ?? 'NOUN'} ${program === 'dwcp-cli' ? 'VERB ' : ''}[FLAGS]`,
    '',
    ...shown.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    ...(noun === undefined
      ? [
          'Flags of every command:',
          ...flagLines(table.globalFlags),
          '',
          'Exit codes:',
          ...table.exitCodes.map(({ code, meaning }) => `  ${code}  ${meaning}`),
          '',
        ]
      : []),
    `"${program} ${noun ?? 'NOUN'}${program === 'dwcp-cli' ? ' VERB' : ''} --help" tells more.`,
    '',
  ].join('\n');
}

function flagLines(flags: readonly Flag[]): string[] {
  const heads = flags.map(({ name, value }) => (value === undefined ? name : `${name} ${value}`));
  const width = Math.max(0, ...heads.map((head) => head.length));
  return flags.map(
    ({ meaning, required }, index) =>
      `  ${(heads[index] ?? '').padEnd(width)}  ${meaning}${required ? ' (required)' : ''}`,
  );
}
