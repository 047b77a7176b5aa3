import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../../../src/cluster-server/command-route.ts';
import { runDwcp } from '../../../src/cluster-server/dwcp-program.ts';
import type { Shell } from '../../../src/simulator/lab/shell.ts';
import { apply, step } from '../../../src/simulator/index.ts';
import { testServer, type TestServer } from './test-server.ts';

/** A shell of few words: it shows what reaches it, changes, reads and writes files and fails. */
const shell: Shell = {
  open: (cluster) => ({
    formatVersion: 1,
    cluster,
    host: 'workstation',
    files: { workstation: { 'old.txt': 'old' } },
    history: [],
    variables: {},
  }),
  *execute(session, line) {
    yield { chunk: { type: 'text', text: '' }, session };
    const done = { session, output: `${line}\n`, errorOutput: '', exitCode: 0 };
    if (line.includes('change'))
      return {
        ...done,
        session: { ...session, cluster: apply(session.cluster, { type: 'set-load', load: {} }) },
      };
    if (line.includes('wait'))
      return {
        ...done,
        session: { ...session, cluster: step(session.cluster, session.cluster.nowMs + 1_000) },
      };
    if (line.includes('write'))
      return {
        ...done,
        session: {
          ...session,
          files: { workstation: { 'old.txt': 'old', '/home/new.txt': 'new', '../bad.txt': 'bad' } },
        },
      };
    if (line.includes('plugin'))
      return { ...done, output: `${JSON.stringify(session.files['workstation'])}\n` };
    if (line.includes('fail')) return { ...done, output: '', errorOutput: 'It failed.\n', exitCode: 1 };
    return done;
  },
};

let server: TestServer;
let endpoint: string;
let folder: string;
beforeAll(async () => {
  server = await testServer({ shell });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  endpoint = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-program-'));
});
afterAll(async () => {
  await server.app.close();
  await rm(folder, { recursive: true });
});

async function dwcp(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; output: string; errors: string }> {
  let output = '';
  let errors = '';
  const code = await runDwcp(args, {
    environment: { XDG_CONFIG_HOME: folder, DWCP_ENDPOINT: endpoint, ...environment },
    print: (text) => (output += text),
    printError: (text) => (errors += text),
    folder,
  });
  return { code, output, errors };
}

describe('dwcp-cli as a program', () => {
  test('says that it needs a token, logs in, and keeps the token to itself', async () => {
    expect(await dwcp(['node', 'list'])).toEqual({
      code: 4,
      output: '',
      errors: `dwcp-cli: There is no token for ${endpoint}. Run "dwcp-cli login" first.\n`,
    });
    expect(await dwcp(['login'])).toMatchObject({ code: 0, errors: '' });
    expect((await stat(path.join(folder, 'dwcp', 'tokens.json'))).mode & 0o777).toBe(0o600);
    expect(await dwcp(['node', 'list', '--status', 'ready'])).toEqual({
      code: 0,
      output: 'dwcp-cli node list --status ready\n',
      errors: '',
    });
  });

  test('passes words on as they are, whatever stands in them', async () => {
    const words = ["it's", 'a b', '$(reboot)', '', ';', '|', '--name=x'];
    expect((await dwcp(words)).output).toBe(`${commandLine(words)}\n`);
    expect(commandLine(words)).toBe(`dwcp-cli 'it'\\''s' 'a b' '$(reboot)' '' ';' '|' --name=x`);
  });

  test('gives back the exit code and the errors of the command', async () => {
    expect(await dwcp(['fail'])).toEqual({ code: 1, output: '', errors: 'It failed.\n' });
  });

  test('changes the live cluster, and lets time pass in it', async () => {
    const { nowMs } = server.live.cluster;
    expect((await dwcp(['wait'])).code).toBe(0);
    expect(server.live.cluster.nowMs).toBe(nowMs + 1_000);
  });

  test('writes the files that were asked for where it runs, and no others', async () => {
    expect((await dwcp(['write', '--file=new.txt'])).code).toBe(0);
    expect(await readFile(path.join(folder, 'new.txt'), 'utf8')).toBe('new');
    for (const name of ['old.txt', '../bad.txt'])
      await expect(stat(path.join(folder, name))).rejects.toThrow('ENOENT');
  });

  test('sends the file of a plug-in, and of nothing else', async () => {
    await writeFile(path.join(folder, 'mine.json'), '{"kind":"transport"}');
    const sent = await dwcp(['plugin', 'register', '--file', 'mine.json']);
    expect(JSON.parse(sent.output)).toMatchObject({ '/home/operator/mine.json': '{"kind":"transport"}' });
    await writeFile(path.join(folder, 'other.json'), 'private');
    const listed = await dwcp(['plugin', 'list', '--file', 'other.json']);
    expect(listed.output).not.toContain('private');
  });

  test('a file that is not there is missed by the command', async () => {
    expect(await dwcp(['plugin', 'register', '--file=nowhere.json'])).toMatchObject({ code: 0 });
  });

  test('refuses more than a terminal keeps', async () => {
    const ends = [];
    for (let number = 1; number <= 5; number += 1) {
      await writeFile(path.join(folder, `large-${number}.json`), 'x'.repeat(1_000_000));
      ends.push(await dwcp(['plugin', 'register', '--file', `large-${number}.json`]));
    }
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0, 1]);
    expect(ends.at(-1)?.errors).toBe(
      'dwcp-cli: INVALID_ARGUMENT: There is no room left for "large-5.json".\n',
    );
  });

  test('ends with 4 for a viewer who changes something, and nothing is changed', async () => {
    const before = server.live.cluster;
    const token = await server.token('viewer');
    expect((await dwcp(['node', 'list'], { DWCP_TOKEN: token })).code).toBe(0);
    expect((await dwcp(['change'], { DWCP_TOKEN: token })).code).toBe(4);
    expect(server.live.cluster).toBe(before);
    expect((await dwcp(['node', 'list'], { DWCP_TOKEN: 'x.y.z' })).code).toBe(4);
  });

  test('ends with 3 when nobody answers, and with 2 when the address is none', async () => {
    const nobody = await dwcp(['node', 'list', '--endpoint', 'http://127.0.0.1:1'], { DWCP_TOKEN: 'x' });
    expect(nobody).toMatchObject({ code: 3, output: '' });
    expect(nobody.errors).toContain('http://127.0.0.1:1 is not reachable.');
    expect((await dwcp(['node', 'list', '--endpoint'])).code).toBe(2);
    expect((await dwcp(['node', 'list', '--endpoint', 'localhost'])).code).toBe(2);
  });

  test('asks for a password where the printed one cannot be meant', async () => {
    expect(await dwcp(['login', '--endpoint', 'http://cluster.example:8080'])).toEqual({
      code: 2,
      output: '',
      errors: 'dwcp-cli: put the password of operator into DWCP_PASSWORD first.\n',
    });
    expect((await dwcp(['login'], { DWCP_PASSWORD: 'wrong' })).code).toBe(4);
  });
});
