/** The TypeScript example as a learner runs it: its compiler, its own tests, and those against a running cluster. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClusterProcess, type ClusterProcess } from '../cluster-process.ts';
import { FAILING_REGION, writeTroubledCluster } from './troubled-cluster.ts';

const run = promisify(execFile);
const FOLDER = 'examples/typescript';

describe('examples/typescript', () => {
  let cluster: ClusterProcess;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-typescript-'));
    cluster = await startClusterProcess(['--speed', '60']);
  }, 30_000);

  afterAll(async () => {
    await cluster.stop();
    await rm(folder, { recursive: true });
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
  }, 120_000);

  test('passes its tests, those against two clusters included', async () => {
    const state = path.join(folder, 'state.json');
    await writeTroubledCluster(state);
    const troubled = await startClusterProcess(['--speed', 'step', '--state', state]);
    try {
      const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
      const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', 'test/*.test.ts'], {
        cwd: FOLDER,
        env: {
          ...environment,
          DWCP_URL: cluster.rest,
          DWCP_GRPC: cluster.grpc,
          DWCP_USERNAME: 'operator',
          DWCP_PASSWORD: 'training-operator',
          TROUBLED_URL: troubled.rest,
          TROUBLED_REGION: FAILING_REGION,
        },
      }).catch((error: { stdout: string }) => error);
      // Of a failure, what went wrong is printed and not the whole report.
      expect(stdout.split(/^(?= *(?:not )?ok )/m).filter((part) => /^ *not ok/.test(part))).toEqual([]);
      expect(stdout).toMatch(/^# pass [1-9]/m);
      expect(stdout).toMatch(/^# skipped 0$/m);
      expect(cluster.errors() + troubled.errors()).toBe('');
    } finally {
      await troubled.stop();
    }
  }, 120_000);
});
