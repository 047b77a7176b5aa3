/** What a program of the shell is: it reads words and input, may change the session, and ends with an exit code. */
import type { CommandTable } from './command-table.ts';
import type { Chunk, Session } from './session.ts';

/** Holds the session while a line runs; programs replace it. */
export interface Machine {
  session: Session;
  readonly table: CommandTable;
}

export interface ProgramResult {
  output: string;
  errorOutput: string;
  exitCode: number;
}

/** Runs to its end, or yields progress on the way. */
export type Program = (
  machine: Machine,
  words: readonly string[],
  input: string,
) => ProgramResult | Generator<Chunk, ProgramResult>;

export function succeed(output: string): ProgramResult {
  return { output, errorOutput: '', exitCode: 0 };
}

/** A failure with a sentence; a line break is added. */
export function fail(message: string, exitCode = 1): ProgramResult {
  return { output: '', errorOutput: `${message}\n`, exitCode };
}
