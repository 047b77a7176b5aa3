/** Programs and packages of Debian that tests use where they are installed. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Debian's Python, whose packages the examples use. */
export const PYTHON = '/usr/bin/python3';

/**
 * Whether a program of Debian, or the file of a package, is there; where it is not, says what to install, and the tests
 * that need it are skipped. A name without a folder is looked for where programs are.
 */
export function hasProgram(name: string, debianPackage: string): boolean {
  const folders = path.isAbsolute(name) ? [''] : (process.env['PATH'] ?? '').split(path.delimiter);
  if (folders.some((folder) => existsSync(path.join(folder, name)))) return true;
  console.warn(
    `${name} is not installed, so its tests are skipped. On Debian: apt-get install ${debianPackage}`,
  );
  return false;
}
