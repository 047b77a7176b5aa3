/** The Python examples: compiled, typed, and tested without and with a cluster. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClusterProcess, type ClusterProcess } from '../cluster-process.ts';
import { hasProgram, PYTHON } from '../debian-program.ts';

const run = promisify(execFile);
const FOLDER = 'examples/python';

/** What the program prints; a failure carries its whole output, so that the report shows which test failed. */
async function python(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment };
  try {
    const { stdout, stderr } = await run(PYTHON, args, { cwd: FOLDER, env });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`python3 ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

function unittests(folder: string, environment?: NodeJS.ProcessEnv): Promise<string> {
  return python(['-m', 'unittest', 'discover', '-b', '-s', `tests/${folder}`, '-t', '.'], environment);
}

describe.skipIf(!hasProgram(PYTHON, 'python3'))('the Python examples', () => {
  const hasGrpc = hasProgram('/usr/lib/python3/dist-packages/grpc_tools', 'python3-grpc-tools');

  test('compile', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-python-'));
    // Bytecode goes elsewhere, so that none lies beside the sources.
    await python(['-m', 'compileall', '-q', '.'], {
      PYTHONDONTWRITEBYTECODE: '',
      PYTHONPYCACHEPREFIX: folder,
    });
    await rm(folder, { recursive: true });
  });

  test.skipIf(!hasProgram('/usr/bin/mypy', 'mypy'))('are typed strictly', async () => {
    expect(await python(['/usr/bin/mypy', '--cache-dir=/dev/null'])).toMatch(/^Success: no issues found/);
  });

  test('pass their unit tests', async () => {
    // The tests of the gRPC client skip themselves where its library is not installed.
    const passed = hasGrpc ? /Ran \d{2,} tests[^]*OK$/m : /Ran \d{2,} tests[^]*OK \(skipped=\d+\)$/m;
    expect(await unittests('unit')).toMatch(passed);
  });

  describe.skipIf(!hasGrpc)('on a cluster', () => {
    let cluster: ClusterProcess;

    beforeAll(async () => {
      cluster = await startClusterProcess(['--speed', 'step']);
    }, 30_000);

    afterAll(() => cluster.stop());

    test('pass their integration tests', async () => {
      const output = await unittests('integration', { DWCP_URL: cluster.rest, DWCP_GRPC: cluster.grpc });
      expect(output).toMatch(/Ran \d+ tests[^]*OK$/m);
    });

    test('run from the command line, with the account of the environment', async () => {
      const environment = {
        DWCP_URL: cluster.rest,
        DWCP_USERNAME: 'viewer',
        DWCP_PASSWORD: 'training-viewer',
      };
      expect(await python(['-m', 'dwcp', 'status'], environment)).toBe(
        'healthy, leader controller-1, 10 of 10 workers ready\n',
      );
    });

    test('has had nothing to complain about', () => {
      expect(cluster.errors()).toBe('');
    });
  });
});
