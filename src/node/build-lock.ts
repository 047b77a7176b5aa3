import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A build that holds the lock, or the process that holds it already. */
export type Lock = { readonly release: () => void } | { readonly heldBy: number };

/** Takes a lock file for this process. The lock of a process that has ended is taken over. */
export function takeLock(file: string, pid = process.pid): Lock {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${pid}`;
  try {
    for (;;) {
      // Linking a file that is written already makes the lock appear with its content, or not at all.
      writeFileSync(own, `${pid}\n`);
      if (link(own, file)) return { release: () => release(file, pid) };
      const holder = readHolder(file);
      if (holder !== undefined && isRunning(holder)) return { heldBy: holder };
      const taken = takeAway(file, own);
      if (taken !== undefined) return { heldBy: taken };
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes a stale lock; the process that has taken it in the meantime, if there is one, gets it back. */
function takeAway(file: string, own: string): number | undefined {
  try {
    renameSync(file, own);
  } catch {
    return undefined;
  }
  const holder = readHolder(own);
  if (holder === undefined || !isRunning(holder)) return undefined;
  link(own, file);
  return holder;
}

function release(file: string, pid: number): void {
  if (readHolder(file) === pid) rmSync(file, { force: true });
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
