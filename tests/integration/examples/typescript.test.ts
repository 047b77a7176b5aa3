/** The TypeScript example as a learner runs it: its compiler, its own tests, and those against a running cluster. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClusterProcess, type ClusterProcess } from '../cluster-process.ts';

const run = promisify(execFile);
const FOLDER = 'examples/typescript';

describe('examples/typescript', () => {
  let cluster: ClusterProcess;

  beforeAll(async () => {
    cluster = await startClusterProcess(['--speed', '60']);
  }, 30_000);

  afterAll(async () => {
    await cluster.stop();
  });

  test('pins the versions that this repository is tested with', async () => {
    const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
    const { dependencies, devDependencies } = (await read(`${FOLDER}/package.json`)) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const lock = (await read('package-lock.json')) as { packages: Record<string, { version: string }> };
    const pinned = { ...dependencies, ...devDependencies };
    const locked = Object.keys(pinned).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]);
    expect(pinned).toEqual(Object.fromEntries(locked));
  });

  test('compiles under its own tsconfig', async () => {
    const { stdout } = await run('node_modules/.bin/tsc', ['-p', FOLDER]);
    expect(stdout).toBe('');
  });

  test('passes its tests, those against the cluster included', async () => {
    const environment = {
      ...process.env,
      DWCP_URL: cluster.rest,
      DWCP_GRPC: cluster.grpc,
      DWCP_USERNAME: 'operator',
      DWCP_PASSWORD: 'training-operator',
    };
    // Node runs a test file differently inside another test run.
    delete (environment as NodeJS.ProcessEnv)['NODE_TEST_CONTEXT'];
    const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', 'test/*.test.ts'], {
      cwd: FOLDER,
      env: environment,
    }).catch((error: { stdout: string }) => error);
    expect(stdout).toContain('\n# fail 0\n');
    expect(stdout).toContain('\n# skipped 0\n');
    expect(cluster.errors()).toBe('');
  });
});
