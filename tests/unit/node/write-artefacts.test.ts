import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { staleArtefacts, writeArtefacts } from '../../../src/node/write-artefacts.ts';

test('writeArtefacts writes what differs, removes what is no longer made, and leaves the rest', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'artefacts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = [
    { path: 'a/one.yml', title: 'One', text: 'one\n' },
    { path: 'two.yml', title: 'Two', text: 'two\n' },
  ];
  await writeFile(path.join(folder, 'two.yml'), 'two\n');
  await writeFile(path.join(folder, 'old.yml'), 'old\n');
  expect(await writeArtefacts(folder, files)).toEqual(['a/one.yml', 'old.yml']);
  expect(await readFile(path.join(folder, 'a/one.yml'), 'utf8')).toBe('one\n');
  expect(await staleArtefacts(folder, files)).toEqual([]);
});
