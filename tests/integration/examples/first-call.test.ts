/** The first call of the developer course in each of its languages, against one cluster. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClusterProcess, type ClusterProcess } from '../cluster-process.ts';
import { hasProgram, PYTHON } from '../debian-program.ts';

const run = promisify(execFile);
const folder = 'examples/first-call';

const programs = [
  { language: 'TypeScript', words: [process.execPath, `${folder}/main.ts`], isThere: true },
  { language: 'Python', words: [PYTHON, `${folder}/main.py`], isThere: hasProgram(PYTHON, 'python3') },
  { language: 'Go', words: ['go', 'run', `${folder}/main.go`], isThere: hasProgram('go', 'golang-go') },
] as const;

describe('the first call', () => {
  let cluster: ClusterProcess;

  beforeAll(async () => {
    cluster = await startClusterProcess(['--speed', 'step']);
  }, 60_000);

  afterAll(() => cluster.stop());

  /** What a program of the course finds in its environment. */
  const environment = (password: string): NodeJS.ProcessEnv => ({
    ...process.env,
    DWCP_URL: cluster.rest,
    DWCP_USERNAME: 'viewer',
    DWCP_PASSWORD: password,
  });

  for (const { language, words, isThere } of programs) {
    const [program, ...args] = words;

    test.skipIf(!isThere)(`prints the state of the cluster in ${language}`, async () => {
      const { stdout } = await run(program, args, { env: environment('training-viewer') });
      expect(stdout).toBe('training-cluster-1 is healthy: 10 of 10 workers are ready.\n');
    });

    test.skipIf(!isThere)(`ends with a failure in ${language} when the password is wrong`, async () => {
      await expect(run(program, args, { env: environment('wrong') })).rejects.toMatchObject({
        stderr: expect.stringMatching(/401/),
        stdout: '',
      });
    });
  }

  test.skipIf(!hasProgram('gofmt', 'golang-go'))('is formatted and vetted in Go', async () => {
    expect((await run('gofmt', ['-l', folder])).stdout).toBe('');
    await run('go', ['vet', `${folder}/main.go`]);
  });

  test.skipIf(!hasProgram('/usr/bin/mypy', 'mypy'))('is typed strictly in Python', async () => {
    const { stdout } = await run(PYTHON, [
      '/usr/bin/mypy',
      '--strict',
      '--cache-dir=/dev/null',
      `${folder}/main.py`,
    ]);
    expect(stdout).toMatch(/^Success/);
  });
});
