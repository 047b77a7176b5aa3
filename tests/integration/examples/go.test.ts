/** The examples in Go: formatted, vetted, and tested by their own tests, those against a running cluster among them. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClusterProcess, type ClusterProcess } from '../cluster-process.ts';
import { hasProgram } from '../debian-program.ts';

const run = promisify(execFile);

const GO = '/usr/bin/go';
const FOLDER = 'examples/go';

/** What is compiled is kept, the standard library above all. */
const CACHE = path.resolve('.cache/go');
const TIMEOUT_MS = 240_000;

/** The race detector needs a C compiler, and minutes to compile where nothing is kept, so it is asked for. */
const isRaceWanted = process.env['GO_RACE'] === '1' && hasProgram('gcc', 'gcc');

describe.skipIf(!hasProgram(GO, 'golang-go'))('the examples in Go', () => {
  let cluster: ClusterProcess;

  beforeAll(async () => {
    cluster = await startClusterProcess(['--speed', '60']);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await cluster.stop();
  });

  async function go(...args: readonly string[]): Promise<string> {
    try {
      const { stdout } = await run(GO, [...args], {
        cwd: FOLDER,
        env: {
          ...process.env,
          GOFLAGS: '-mod=mod',
          GOPROXY: 'off',
          GOCACHE: CACHE,
          DWCP_URL: cluster.rest,
          DWCP_USERNAME: 'operator',
          DWCP_PASSWORD: 'training-operator',
        },
      });
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`go ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
    }
  }

  test('are formatted', async () => {
    const { stdout } = await run('/usr/bin/gofmt', ['-l', '.'], { cwd: FOLDER });
    expect(stdout).toBe('');
  });

  test('need no module but their own', async () => {
    expect((await go('list', '-m', 'all')).trim()).toBe('example.com/dwcp/training');
  });

  test('pass vet', async () => expect(await go('vet', './...')).toBe(''), TIMEOUT_MS);

  test(
    'pass their tests, those on a running cluster among them',
    async () => {
      const output = await go('test', ...(isRaceWanted ? ['-race'] : []), '-count=1', './...');
      expect(output).toContain('ok  \texample.com/dwcp/training/dwcp\t');
      expect(output).toContain('ok  \texample.com/dwcp/training/integration\t');
    },
    TIMEOUT_MS,
  );
});
