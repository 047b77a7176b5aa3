/** Runs a solution as a process of its own, with a time limit, and ends everything that it has started. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Program } from './find-program.ts';
import { ProgramFailure } from './grade.ts';

export interface ProgramRun {
  /** Arguments after the program. */
  args: readonly string[];
  output: string;
  errorOutput: string;
  /** `null` when it did not end by itself. */
  exitCode: number | null;
  /** Signal that ended it, such as `SIGSEGV`. */
  signal: string | null;
  /** Whether the time limit ended it. */
  isTimedOut: boolean;
}

export interface RunOptions {
  args?: readonly string[];
  /** Variables besides those of the person. */
  environment: Readonly<Record<string, string>>;
  /** Folder that it runs in. */
  workFolder: string;
  timeLimitMs: number;
}

const OUTPUT_LIMIT = 1_000_000;

export function runProgram(program: Program, options: RunOptions): Promise<ProgramRun> {
  const { args = [], workFolder, timeLimitMs } = options;
  const [command = '', ...first] = program.command;
  const isGroup = process.platform !== 'win32';
  const child = spawn(command, [...first, ...args], {
    cwd: workFolder,
    env: {
      ...process.env,
      PATH: [path.join(program.folder, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(
        path.delimiter,
      ),
      PYTHONPATH: program.folder,
      PYTHONDONTWRITEBYTECODE: '1',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what the program starts ends with it.
    detached: isGroup,
  });
  let output = '';
  let errorOutput = '';
  let isTimedOut = false;
  const end = (): void => {
    try {
      if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  child.stdout.on('data', (bytes: Buffer) => (output = (output + bytes.toString()).slice(-OUTPUT_LIMIT)));
  child.stderr.on(
    'data',
    (bytes: Buffer) => (errorOutput = (errorOutput + bytes.toString()).slice(-OUTPUT_LIMIT)),
  );
  const timer = setTimeout(() => {
    isTimedOut = true;
    end();
  }, timeLimitMs);
  process.once('exit', end);
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      process.off('exit', end);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      finish();
      reject(
        new ProgramFailure(
          error.code === 'ENOENT'
            ? `There is no command "${command}" on this machine.`
            : `"${command}" could not be started: ${error.message}.`,
          { cause: error },
        ),
      );
    });
    // What it has left running keeps its outputs open, so that is ended before they are waited for.
    child.once('exit', end);
    child.once('close', (exitCode, signal) => {
      finish();
      resolve({ args, output, errorOutput, exitCode, signal: isTimedOut ? null : signal, isTimedOut });
    });
  });
}

/** How a run ended, in a few words. */
export function describeEnd({ exitCode, signal, isTimedOut }: ProgramRun): string {
  if (isTimedOut) return 'did not end within the time limit';
  return exitCode === null ? `was ended by ${signal ?? 'a signal'}` : `ended with ${exitCode}`;
}

/** The last lines that it printed, for whoever looks for the cause. */
export function lastLines({ output, errorOutput }: ProgramRun, count = 8): string {
  const text = (errorOutput.trim() === '' ? output : errorOutput).trim();
  if (text === '') return 'It printed nothing.';
  // The places of a stack, which Node prints below the message, would push the message out.
  const lines = text.split('\n').filter((line) => !/^ {4}at |^Node\.js v|^\s*$/.test(line));
  return lines.slice(-count).join('\n');
}

/** The sentence for its author when the run did not end with 0; `null` when it did. */
export function problemOf(run: ProgramRun): string | null {
  return run.exitCode === 0 ? null : `The program ${describeEnd(run)}. Its last lines:\n${lastLines(run)}`;
}
