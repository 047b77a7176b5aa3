import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { takeLock } from '../../../src/node/build-lock.ts';

/** Above the largest process id that Linux gives. */
const deadPid = 2 ** 22 + 1;

function lockFile(content?: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'build.lock');
  if (content !== undefined) writeFileSync(file, content);
  return file;
}

describe('takeLock', () => {
  test('is held by one process until that releases it', () => {
    const file = lockFile();
    const lock = takeLock(file);
    expect(takeLock(file, process.ppid)).toEqual({ heldBy: process.pid });
    if ('release' in lock) lock.release();
    expect(existsSync(file)).toBe(false);
    expect(takeLock(file)).toHaveProperty('release');
  });

  test('takes over the lock of a process that has ended', () => {
    const file = lockFile(`${deadPid}\n`);
    expect(takeLock(file)).toHaveProperty('release');
    expect(readFileSync(file, 'utf8')).toBe(`${process.pid}\n`);
    expect(readdirSync(path.dirname(file))).toEqual(['build.lock']);
  });

  test('takes over a lock that names no process', () => {
    expect(takeLock(lockFile(''))).toHaveProperty('release');
  });

  test('leaves the lock of somebody else alone when it is released late', () => {
    const file = lockFile();
    const lock = takeLock(file);
    writeFileSync(file, `${process.ppid}\n`);
    if ('release' in lock) lock.release();
    expect(readFileSync(file, 'utf8')).toBe(`${process.ppid}\n`);
  });
});
