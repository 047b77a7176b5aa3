import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a process took. Processor time counts all of its threads, and suffers less than wall time when others use the machine. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryMb: number;
}

export interface ProcessResult extends Usage {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Statuses that are no failure; only 0 when absent. */
  readonly allowed?: readonly number[];
}

const preload = new URL('usage-on-exit.ts', import.meta.url).href;

/** Runs a script with this Node and measures it from start to end. */
export async function runNode(
  args: readonly string[],
  { cwd, env = {}, allowed = [0] }: ProcessOptions,
): Promise<ProcessResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'training-bench-'));
  const usageFile = path.join(folder, 'usage.json');
  try {
    const result = await run(process.execPath, ['--import', preload, ...args], {
      cwd,
      env: { ...env, BENCH_USAGE_FILE: usageFile, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    });
    if (!allowed.includes(result.status ?? -1)) {
      throw new Error(
        `"node ${args.join(' ')}" in ${cwd} ended with status ${result.status}.\n${lastLines(`${result.stdout}\n${result.stderr}`)}`,
      );
    }
    const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as Pick<Usage, 'cpuMs' | 'memoryMb'>;
    return { ...result, ...usage };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program of the machine, such as npm; throws when it fails. */
export async function runProgram(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, { cwd, env: {} });
  if (status !== 0)
    throw new Error(
      `"${command} ${args.join(' ')}" in ${cwd} ended with status ${status}.\n${lastLines(`${stdout}\n${stderr}`)}`,
    );
  return stdout;
}

async function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
) {
  const start = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { ...output, status, wallMs: performance.now() - start };
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-25).join('\n');
}
