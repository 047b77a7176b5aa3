import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { replaceFolder, restoreFolder, type BuildFolders } from '../../../src/node/replace-folder.ts';

/** Folders that each have one page, which says which one it is. */
function folders(...existing: (keyof BuildFolders)[]): BuildFolders {
  const root = mkdtempSync(path.join(tmpdir(), 'dist-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const all = {
    dist: path.join(root, 'dist'),
    previous: path.join(root, 'previous'),
    next: path.join(root, 'next'),
  };
  for (const name of existing) {
    mkdirSync(all[name]);
    writeFileSync(path.join(all[name], 'index.html'), name);
  }
  return all;
}

const pageOf = (folder: string): string => readFileSync(path.join(folder, 'index.html'), 'utf8');

describe('replaceFolder', () => {
  test('publishes the new site and keeps the one before it', () => {
    const all = folders('dist', 'previous', 'next');
    replaceFolder(all);
    expect(pageOf(all.dist)).toBe('next');
    expect(pageOf(all.previous)).toBe('dist');
    expect(existsSync(all.next)).toBe(false);
  });

  test('publishes the first site', () => {
    const all = folders('next');
    replaceFolder(all);
    expect(pageOf(all.dist)).toBe('next');
  });

  test('keeps the published site when there is no new one', () => {
    const all = folders('dist');
    expect(() => replaceFolder(all)).toThrow(/ENOENT/);
    expect(pageOf(all.dist)).toBe('dist');
  });
});

describe('restoreFolder', () => {
  test('puts the previous site back where a build was interrupted', () => {
    const all = folders('previous', 'next');
    restoreFolder(all);
    expect(pageOf(all.dist)).toBe('previous');
  });

  test('leaves a published site as it is', () => {
    const all = folders('dist', 'previous');
    restoreFolder(all);
    expect(pageOf(all.dist)).toBe('dist');
  });
});
