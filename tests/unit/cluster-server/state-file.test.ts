import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readState, StateKeeper, writeState } from '../../../src/cluster-server/state-file.ts';
import { createReferenceCluster, step } from '../../../src/simulator/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-state-'));
});
afterAll(() => rm(folder, { recursive: true }));

const cluster = step(createReferenceCluster({ seed: 5 }), 30_000);

/** Writes one state after the other until it is killed, and says so after each. */
const writer = `
import { writeState } from ${JSON.stringify(path.resolve('src/cluster-server/state-file.ts'))};
import { createReferenceCluster } from ${JSON.stringify(path.resolve('src/simulator/index.ts'))};
const cluster = createReferenceCluster({ seed: 1, workers: 400 });
for (let number = 1; ; number += 1) {
  await writeState(process.argv[1], { formatVersion: 1, cluster: { ...cluster, nextId: number } });
  process.stdout.write('.');
}`;

describe('a state file', () => {
  test('gives back what was written, to the byte', async () => {
    const file = path.join(folder, 'same.json');
    await writeState(file, { formatVersion: 1, cluster });
    expect(await readState(file)).toEqual({ formatVersion: 1, cluster });
  });

  test('that does not exist is no state', async () => {
    expect(await readState(path.join(folder, 'none.json'))).toBeNull();
  });

  test.each([
    ['half a file', '{"formatVersion":1,"clus', 'it is not JSON'],
    ['another format', '{"formatVersion":2}', 'its format version is not 1'],
    ['null', 'null', 'its format version is not 1'],
    ['an empty cluster', '{"formatVersion":1,"cluster":{"formatVersion":1}}', 'parts of it are missing'],
  ])('with %s is refused with a sentence', async (_name, text, reason) => {
    const file = path.join(folder, 'bad.json');
    await writeFile(file, text);
    await expect(readState(file)).rejects.toThrow(
      `${file} is not a state of the training cluster: ${reason}. Name another file, or delete it.`,
    );
  });

  test('is whole whenever its writer is killed', { timeout: 60_000 }, async () => {
    const file = path.join(folder, 'killed.json');
    const seen = new Set<number>();
    for (const delayMs of [0, 3, 7, 11, 16, 23]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      // From the first whole file on, the kill falls into one of the writes.
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await sleep(delayMs);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      const state = await readState(file);
      expect(Object.keys(state?.cluster.nodes ?? {})).toHaveLength(403);
      seen.add(state?.cluster.nextId ?? 0);
    }
    expect(Math.min(...seen)).toBeGreaterThan(0);
  });

  test('keeps the last state when a keeper is closed in the middle of a write, and nothing beside it', async () => {
    const own = await mkdtemp(path.join(folder, 'keeper-'));
    const file = path.join(own, 'state.json');
    let number = 1;
    const problems: unknown[] = [];
    const keeper = new StateKeeper(
      file,
      () => ({ formatVersion: 1, cluster: { ...cluster, nextId: number } }),
      (error) => problems.push(error),
    );
    keeper.touch();
    const first = keeper.flush();
    number = 2;
    keeper.touch();
    await Promise.all([first, keeper.close()]);
    expect(problems).toEqual([]);
    expect((JSON.parse(await readFile(file, 'utf8')) as { cluster: { nextId: number } }).cluster.nextId).toBe(
      2,
    );
    expect(await readdir(own)).toEqual(['state.json']);
  });

  test('that cannot be written is reported, and tried again', async () => {
    const problems: unknown[] = [];
    const keeper = new StateKeeper(
      path.join(folder, 'missing', 'state.json'),
      () => ({ formatVersion: 1, cluster }),
      (error) => problems.push(error),
    );
    keeper.touch();
    await keeper.flush();
    await keeper.close();
    expect(problems).toHaveLength(2);
  });
});
