/** Runs a line: its pipelines one after the other, each program's output into the next. */
import type { CommandTable } from './command-table.ts';
import { fillWord, parseLine, type Pipeline } from './parse-line.ts';
import { fail, type Machine, type ProgramResult } from './program.ts';
import { findProgram, nearestProgram } from './programs.ts';
import { HISTORY_LIMIT, readFile, writeFile, type Chunk, type LineResult, type Session } from './session.ts';

/** Characters of output that one line gives; what is beyond is cut with a note. */
export const OUTPUT_LIMIT = 1_048_576;

/**
 * Runs one line, or the lines of a paste. Each yield carries what comes out and the session as it is by then: whoever
 * stops asking has pressed Ctrl-C, and operations that were started go on in the cluster. Never throws on a line.
 */
export function* execute(
  session: Session,
  line: string,
  table: CommandTable,
): Generator<{ chunk: Chunk; session: Session }, LineResult> {
  const history = line.trim() === '' ? session.history : [...session.history, line].slice(-HISTORY_LIMIT);
  const machine: Machine = { session: { ...session, history }, table };
  const parsed = parseLine(line);
  if (parsed.type === 'mistake') {
    const errorOutput = `shell: ${parsed.message}\n`;
    machine.session = withExitCode(machine.session, 2);
    yield { chunk: { type: 'text', text: errorOutput }, session: machine.session };
    return { session: machine.session, output: '', errorOutput, exitCode: 2 };
  }
  let output = '';
  let errorOutput = '';
  let exitCode = 0;
  for (const pipeline of parsed.pipelines) {
    if (pipeline.runs === 'after-success' && exitCode !== 0) continue;
    if (pipeline.runs === 'after-failure' && exitCode === 0) continue;
    const result = yield* runPipeline(machine, pipeline);
    exitCode = result.exitCode;
    machine.session = withExitCode(machine.session, exitCode);
    const shown = cut(result.output, OUTPUT_LIMIT - output.length);
    output += shown;
    errorOutput += result.errorOutput;
    const text = shown + result.errorOutput;
    if (text !== '') yield { chunk: { type: 'text', text }, session: machine.session };
  }
  return { session: machine.session, output, errorOutput, exitCode };
}

/** Runs a line to its end. */
export function run(session: Session, line: string, table: CommandTable): LineResult {
  const running = execute(session, line, table);
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}

function* runPipeline(
  machine: Machine,
  pipeline: Pipeline,
): Generator<{ chunk: Chunk; session: Session }, ProgramResult> {
  let input = '';
  let errors = '';
  let result: ProgramResult = { output: '', errorOutput: '', exitCode: 0 };
  for (const stage of pipeline.stages) {
    const [name = '', ...words] = stage.words.map((word) => fillWord(word, machine.session.variables));
    const program = findProgram(name);
    if (program === undefined) {
      const nearest = nearestProgram(name);
      result = fail(
        `shell: "${name}" is not a command here. ${nearest === undefined ? 'Type "help" for those that are.' : `Did you mean "${nearest}"?`}`,
        127,
      );
    } else {
      const started = program(machine, words, input);
      if ('next' in started) {
        for (;;) {
          const next = started.next();
          if (next.done === true) {
            result = next.value;
            break;
          }
          yield { chunk: next.value, session: machine.session };
        }
      } else result = started;
    }
    errors += result.errorOutput;
    input = result.output;
  }
  if (pipeline.output !== null) {
    const path = fillWord(pipeline.output.path, machine.session.variables);
    const before = pipeline.output.appends ? (readFile(machine.session, path) ?? '') : '';
    const written = writeFile(machine.session, path, before + result.output);
    if (written === undefined) return fail(`shell: There is no room left for "${path}".`);
    machine.session = written;
    return { output: '', errorOutput: errors, exitCode: result.exitCode };
  }
  return { output: result.output, errorOutput: errors, exitCode: result.exitCode };
}

function withExitCode(session: Session, exitCode: number): Session {
  return { ...session, variables: { ...session.variables, '?': String(exitCode) } };
}

function cut(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text.slice(0, Math.max(0, limit))}\n(the rest of the output is cut)\n`;
}
