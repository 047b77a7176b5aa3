import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasProgram } from '../debian-program.ts';

/** `npm run lab` as a process. */
function runLab(...args: string[]): Promise<{ exitCode: number; output: string; errorOutput: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/lab.ts', ...args], (error, output, errorOutput) =>
      resolve({ exitCode: Number(error?.code ?? 0), output, errorOutput }),
    );
  });
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dwcp-lab-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

describe('npm run lab', () => {
  test('ends with 0 for a solution, and prints it as JSON', async () => {
    const { exitCode, output } = await runLab('dev-4', 'examples/labs/dev-4/solution', '--json');
    expect(JSON.parse(output)).toMatchObject({ lab: 'dev-4', passed: true, problem: null });
    expect(exitCode).toBe(0);
  });

  test('ends with 2 and the usage for an unknown lab, and with 2 for a folder that is not there', async () => {
    const unknown = await runLab('dev-77', '.');
    expect([unknown.exitCode, unknown.errorOutput]).toEqual([
      2,
      expect.stringMatching(/^"dev-77" is no lab that can be graded; .*Usage: npm run lab/s),
    ]);
    const missing = await runLab('dev-5', path.join(folder, 'nowhere'));
    expect([missing.exitCode, missing.errorOutput]).toEqual([
      2,
      `${path.join(folder, 'nowhere')} does not exist. Name the folder or file of your solution.\n`,
    ]);
  });

  test('ends with 1 for a program that crashes, that hangs, and that never calls the cluster', async () => {
    const crash = await runLab('dev-5', write('crash.ts', `throw new TypeError('No profile today.');`));
    expect(crash.output).toContain('The program ended with 1. Its last lines:');
    expect(crash.output).toContain('TypeError: No profile today.');
    const hang = await runLab('dev-5', write('hang.ts', 'setInterval(() => {}, 1000);'), '--time-limit', '1');
    expect(hang.output).toContain('The program did not end within the time limit.');
    const idle = await runLab('dev-5', write('idle.ts', ''));
    expect(idle.output).toContain('It has sent no request to DWCP_URL.');
    expect([crash.exitCode, hang.exitCode, idle.exitCode]).toEqual([1, 1, 1]);
  });

  test.runIf(hasProgram('gofmt', 'golang-go'))('says what the compiler said of a program in Go', async () => {
    const { exitCode, output } = await runLab(
      'dev-5',
      write('main.go', 'package main\nfunc main() { x := 1 }\n'),
    );
    expect(output).toContain('The program cannot be compiled:');
    expect(output).toMatch(/declared (and|but) not used/);
    expect(exitCode).toBe(1);
  });
});
