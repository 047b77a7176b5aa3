/** `dwcp-cli` and `dwcp-server`: the command line is read by the table, and the run functions do the work. */
import { CommandCall, Mistyped, Refused, Unreachable } from '../command-call.ts';
import { parseCommand, type Program as ProgramName } from '../command-table.ts';
import { findCommand } from '../commands.ts';
import { fieldAt, toJson, toYaml } from '../format.ts';
import { fail, succeed, type Program, type ProgramResult } from '../program.ts';
import type { Chunk } from '../session.ts';
import type { CommandAnswer } from '../command-call.ts';

/** Release of the tools, as `--version` prints it. */
const RELEASE = '3.0.0';

export const dwcpCli = commandProgram('dwcp-cli');
export const dwcpServer = commandProgram('dwcp-server');

function commandProgram(name: ProgramName): Program {
  return function* (machine, words): Generator<Chunk, ProgramResult> {
    if (words.length === 1 && words[0] === '--version') return succeed(`${name} ${RELEASE}\n`);
    const parsed = parseCommand(machine.table, name, words);
    switch (parsed.type) {
      case 'mistake':
        return fail(`${name}: ${parsed.message}`, 2);
      case 'help':
        return succeed(parsed.text);
      case 'version':
        return succeed(`${name} ${RELEASE}\n`);
      case 'command': {
        const { row, flags } = parsed;
        const form = flags['--output'] ?? 'table';
        if (!['table', 'json', 'yaml'].includes(form))
          return fail(`${name}: --output is "${form}"; it must be one of table, json, yaml.`, 2);
        const wait = flags['--wait'] ?? 'true';
        if (wait !== 'true' && wait !== 'false')
          return fail(`${name}: --wait is "${wait}"; it must be true or false.`, 2);
        const before = machine.session;
        try {
          const started = findCommand(row)(new CommandCall(machine, row, flags));
          const answer = 'next' in started ? yield* started : started;
          return print(name, answer, form, flags['--field']);
        } catch (error) {
          if (error instanceof Mistyped) {
            machine.session = before;
            return fail(`${name}: ${error.message}`, 2);
          }
          if (error instanceof Unreachable) return fail(`${name}: ${error.message}`, 3);
          if (error instanceof Refused) return fail(`${name}: ${error.code}: ${error.message}`);
          throw error;
        }
      }
    }
  };
}

function print(name: string, answer: CommandAnswer, form: string, field: string | undefined): ProgramResult {
  const exitCode = answer.exitCode ?? 0;
  if (field !== undefined) {
    const value = fieldAt(answer.value, field);
    if (value === undefined)
      return fail(`${name}: The result has no field "${field}"; -o json shows which it has.`, 2);
    const text = typeof value === 'object' && value !== null ? toJson(value) : `${String(value)}\n`;
    return { output: text, errorOutput: '', exitCode };
  }
  const output =
    form === 'json' ? toJson(answer.value) : form === 'yaml' ? toYaml(answer.value) : answer.text;
  return { output, errorOutput: '', exitCode };
}
