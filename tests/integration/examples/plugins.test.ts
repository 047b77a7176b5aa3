/** The plug-ins as a learner runs them: their compiler and tests, and their benchmarks on the clusters of two labs. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDwcp } from '../../../src/cluster-server/dwcp-program.ts';
import { login, startClusterProcess, type ClusterProcess } from '../cluster-process.ts';

const run = promisify(execFile);
const FOLDER = 'examples/plugins';

describe('examples/plugins', () => {
  test('compiles under its own tsconfig', async () => {
    const { stdout } = await run('node_modules/.bin/tsc', ['-p', FOLDER]);
    expect(stdout).toBe('');
  });

  test('passes its tests', async () => {
    const environment = { ...process.env };
    // Node runs a test file differently inside another test run.
    delete (environment as NodeJS.ProcessEnv)['NODE_TEST_CONTEXT'];
    const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', '*/*.test.ts'], {
      cwd: FOLDER,
      env: environment,
    }).catch((error: { stdout: string }) => error);
    expect(stdout).toContain('\n# fail 0\n');
    expect(stdout).toContain('\n# skipped 0\n');
  });
});

/** Prints, registers and benchmarks plug-ins on the cluster of a lab. */
function onLab(scenario: string): {
  print: (program: string) => Promise<{ stdout: string; stderr: string }>;
  register: (program: string) => Promise<string>;
  benchmark: (...args: string[]) => Promise<Record<string, unknown>>;
} {
  let cluster: ClusterProcess;
  let folder: string;
  let token: string;
  beforeAll(async () => {
    cluster = await startClusterProcess(['--scenario', scenario, '--speed', 'step']);
    token = await login(cluster.rest);
    folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-plugins-'));
  }, 30_000);
  afterAll(async () => {
    await cluster.stop();
    await rm(folder, { recursive: true });
  });

  const print = (program: string): Promise<{ stdout: string; stderr: string }> =>
    run(process.execPath, [`${FOLDER}/print-plugin.ts`, program], {
      env: { ...process.env, DWCP_URL: cluster.rest },
    });
  const dwcp = async (...args: string[]): Promise<string> => {
    let output = '';
    const code = await runDwcp(args, {
      environment: { DWCP_ENDPOINT: cluster.rest, DWCP_TOKEN: token },
      print: (text) => (output += text),
      printError: (text) => (output += text),
      folder,
    });
    if (code !== 0) throw new Error(output);
    return output;
  };
  return {
    print,
    register: async (program) => {
      const { stdout } = await print(program);
      await writeFile(path.join(folder, 'mine.json'), stdout);
      return dwcp('plugin', 'register', '--file', 'mine.json');
    },
    benchmark: async (...args) =>
      JSON.parse(await dwcp('plugin', 'benchmark', '-o', 'json', ...args)) as Record<string, unknown>,
  };
}

describe('the transport on the cluster of Lab 2', () => {
  const lab = onLab('developer/lab-2');

  test('is registered from what the runner prints', async () => {
    expect(await lab.register(`${FOLDER}/transport/bandwidth-delay.ts`)).toBe(
      'The transport plug-in bandwidth-delay is in use; before it was the built-in choice.\n',
    );
  });

  test.each([
    ['worker-2', { rttMs: 1, builtInStreams: 8, pluginStreams: 80, builtInMbps: 1_000, factor: 10 }],
    ['worker-5', { rttMs: 100, builtInStreams: 8, pluginStreams: 7, builtInMbps: 449.55, factor: 1 }],
    [
      'worker-8',
      {
        rttMs: 300,
        builtInStreams: 8,
        pluginStreams: 19,
        builtInMbps: 213.12,
        pluginMbps: 449.55,
        factor: 2.109375,
      },
    ],
  ])('to %s is as fast as its README says', async (target, measured) => {
    expect(
      await lab.benchmark('--plugin', 'bandwidth-delay', '--source', 'worker-1', '--target', target),
    ).toMatchObject(measured);
  });
});

describe('the placements on the cluster of Lab 3', () => {
  const lab = onLab('developer/lab-3');

  test.each([
    ['balanced', 0.4375],
    ['best-fit', 0.65625],
    ['least-slack', 0.875],
  ])('%s reaches what its README says', async (name, pluginUtilisation) => {
    await lab.register(`${FOLDER}/placement/${name}.ts`);
    expect(await lab.benchmark('--plugin', name)).toEqual({
      kind: 'placement',
      plugin: name,
      vms: 12,
      pluginUtilisation,
      pluginUnplaced: 0,
      scoredUtilisation: 0.65625,
      scoredUnplaced: 0,
      geneticUtilisation: 0.875,
      geneticUnplaced: 0,
    });
  });

  test('a program that gives no plug-in is told why, and nothing is printed to register', async () => {
    const failed = await lab.print(`${FOLDER}/placement/room.ts`).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        "The program exports no name. Add a line such as: export const name = 'my-plug-in';\nThe program exports no function that decides: chooseStreams for a transport plug-in, place or score for a placement plug-in.\n",
    });
  });
});
