import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findProgram, ProgramMissing } from '../../../../src/cluster-server/grading/find-program.ts';
import { ProgramFailure } from '../../../../src/cluster-server/grading/grade.ts';
import {
  problemOf,
  runProgram,
  type ProgramRun,
} from '../../../../src/cluster-server/grading/run-program.ts';

let folder = '';
let workFolder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'solution-'));
  workFolder = mkdtempSync(path.join(os.tmpdir(), 'work-'));
});
afterEach(() => {
  for (const each of [folder, workFolder]) rmSync(each, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

const run = async (text: string, timeLimitMs = 20_000): Promise<ProgramRun> =>
  runProgram(await findProgram(write('main.ts', text), [], workFolder), {
    args: ['one', 'two'],
    environment: { DWCP_URL: 'http://127.0.0.1:1' },
    workFolder,
    timeLimitMs,
  });

describe('finding out how a solution is run', () => {
  test('takes main.ts before main.py, and a file for what it is', async () => {
    const python = write('main.py', '');
    expect((await findProgram(folder, [], workFolder)).description).toBe('python3 main.py');
    write('main.ts', '');
    expect((await findProgram(folder, [], workFolder)).description).toBe('node main.ts');
    expect((await findProgram(python, [], workFolder)).command).toEqual(['python3', python]);
  });

  test('makes words of a command absolute that name files of the solution', async () => {
    const file = write('tools/manager.py', '');
    const { command } = await findProgram(folder, ['python3', 'tools/manager.py', '-v'], workFolder);
    expect(command).toEqual(['python3', file, '-v']);
  });

  test.each([
    ['nowhere', 'does not exist. Name the folder or file of your solution.'],
    ['', 'holds no main.ts, main.py, main.go and no go.mod.'],
    ['notes.txt', 'is no TypeScript, Python or Go.'],
  ])('says what is missing at "%s"', async (name, message) => {
    write('notes.txt', '');
    const finding = findProgram(path.join(folder, name), [], workFolder);
    await expect(finding).rejects.toThrow(ProgramMissing);
    await expect(finding).rejects.toThrow(message);
  });
});

describe('running a solution', () => {
  test('gives it arguments, environment and a folder of its own, and takes its outputs and its end', async () => {
    const ended = await run(
      `console.log(process.argv.slice(2).join(), process.env.DWCP_URL, process.cwd()); console.error('no'); process.exitCode = 3;`,
    );
    expect(ended).toEqual({
      args: ['one', 'two'],
      output: `one,two http://127.0.0.1:1 ${workFolder}\n`,
      errorOutput: 'no\n',
      exitCode: 3,
      signal: null,
      isTimedOut: false,
    });
  });

  test('says why it crashed, without the places of the stack', async () => {
    const problem = problemOf(await run(`throw new Error('The cluster is on fire.');`));
    expect(problem).toContain('The program ended with 1. Its last lines:');
    expect(problem).toContain('Error: The cluster is on fire.');
    expect(problem).not.toContain('    at ');
  });

  test('ends one that hangs, and what it has started', async () => {
    const started = performance.now();
    const ended = await run(
      `import { spawn } from 'node:child_process';
       spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       setInterval(() => {}, 1000);`,
      1_500,
    );
    expect(ended).toMatchObject({ isTimedOut: true, exitCode: null });
    expect(problemOf(ended)).toBe(
      'The program did not end within the time limit. Its last lines:\nIt printed nothing.',
    );
    // The grandchild holds the outputs open: without its end, this would wait for ever.
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('says that a command is not there', async () => {
    const program = await findProgram(folder, ['no-such-command'], workFolder);
    const options = { environment: {}, workFolder, timeLimitMs: 5_000 };
    await expect(runProgram(program, options)).rejects.toThrow(ProgramFailure);
    await expect(runProgram(program, options)).rejects.toThrow(
      'There is no command "no-such-command" on this machine.',
    );
  });
});
