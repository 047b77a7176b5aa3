/** Finds out how a solution is run: by what its folder holds, or by the command that its author gave. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ProgramFailure } from './grade.ts';

const runFile = promisify(execFile);

/** A solution that can be started any number of times. */
export interface Program {
  /** As a person would type it. */
  description: string;
  /** Program and first arguments, with absolute paths. */
  command: string[];
  /** Folder of the solution. */
  folder: string;
}

/** A solution that is not there, or that nobody can tell how to run. */
export class ProgramMissing extends Error {}

const COMPILE_LIMIT_MS = 120_000;
const MAIN_FILES = ['main.ts', 'main.py', 'main.go'] as const;

/**
 * @param target Absolute path of a folder or a file.
 * @param explicit Command behind `--`; empty for none.
 * @param workFolder Where a compiled program may be put.
 */
export async function findProgram(
  target: string,
  explicit: readonly string[],
  workFolder: string,
): Promise<Program> {
  if (!existsSync(target))
    throw new ProgramMissing(`${target} does not exist. Name the folder or file of your solution.`);
  const isFolder = statSync(target).isDirectory();
  const folder = isFolder ? target : path.dirname(target);
  if (explicit.length > 0) {
    // The program runs in a folder of its own, so that words which name files of the solution become absolute.
    const command = explicit.map((word, index) => {
      const file = path.resolve(folder, word);
      return (index > 0 || word.includes('/')) && existsSync(file) ? file : word;
    });
    return { description: explicit.join(' '), command, folder };
  }
  const main = isFolder ? findMain(folder) : target;
  switch (path.extname(main)) {
    case '.ts':
    case '.mts':
    case '.js':
    case '.mjs':
      return { description: `node ${path.basename(main)}`, command: [process.execPath, main], folder };
    case '.py':
      return { description: `python3 ${path.basename(main)}`, command: ['python3', main], folder };
    case '.go':
      return compileGo(main, isFolder, workFolder);
    default:
      throw new ProgramMissing(
        `${main} is no TypeScript, Python or Go. Give the command behind --, for example: npm run lab -- dev-1 ${folder} -- ./my-program`,
      );
  }
}

function findMain(folder: string): string {
  const name = MAIN_FILES.find((file) => existsSync(path.join(folder, file)));
  if (name !== undefined) return path.join(folder, name);
  if (existsSync(path.join(folder, 'go.mod'))) return path.join(folder, 'main.go');
  throw new ProgramMissing(
    `${folder} holds no ${MAIN_FILES.join(', ')} and no go.mod. Name the file, or give the command behind --.`,
  );
}

async function compileGo(main: string, isFolder: boolean, workFolder: string): Promise<Program> {
  const folder = path.dirname(main);
  const binary = path.join(workFolder, 'program');
  await rm(binary, { force: true });
  try {
    await runFile('go', ['build', '-o', binary, isFolder ? '.' : main], {
      cwd: folder,
      timeout: COMPILE_LIMIT_MS,
    });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    throw new ProgramFailure(
      String(code) === 'ENOENT'
        ? 'The program is written in Go, and there is no command go on this machine. Install it from https://go.dev/dl/.'
        : `The program cannot be compiled:\n${(stderr ?? String(error)).trim()}`,
      { cause: error },
    );
  }
  return { description: `go run ${isFolder ? '.' : path.basename(main)}`, command: [binary], folder };
}
