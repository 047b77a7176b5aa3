import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAccounts } from '../../../src/cluster-server/accounts-file.ts';
import { startState } from '../../../src/cluster-server/start-state.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-accounts-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('readAccounts', () => {
  test('reads names, passwords and roles', async () => {
    const file = path.join(folder, 'good.json');
    const accounts = [{ username: 'ada', password: 'correct horse', role: 'operator' }];
    await writeFile(file, JSON.stringify(accounts));
    expect(await readAccounts(file)).toEqual(accounts);
  });

  test.each([
    ['[{"username":"ada","password":"short","role":"operator"}]', '0.password: a password has at least 12'],
    ['[]', 'cannot be used'],
    ['{', 'it is not JSON'],
  ])('refuses %s without repeating a password', async (text, problem) => {
    const file = path.join(folder, 'bad.json');
    await writeFile(file, text);
    await expect(readAccounts(file)).rejects.toThrow(problem);
    await expect(readAccounts(file)).rejects.not.toThrow('short');
  });
});

describe('startState', () => {
  test('is the reference deployment with its modes detected', async () => {
    const cluster = await startState({ stateFile: null, scenario: null, seed: 9 });
    expect(cluster.seed).toBe(9);
    expect(new Set(Object.values(cluster.nodes).map(({ mode }) => mode))).toEqual(new Set(['datacenter']));
  });

  test('says which scenario does not exist', async () => {
    await expect(
      startState({ stateFile: null, scenario: 'operations/lab-99', seed: 1 }, folder),
    ).rejects.toThrow(`There is no scenario operations/lab-99: ${folder}/scenarios/operations/lab-99.yaml`);
  });
});
