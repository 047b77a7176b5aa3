import { execFileSync } from 'node:child_process';

/** Whether a program of Debian answers; where it does not, says once what to install, and its tests are skipped. */
export function hasProgram(name: string, debianPackage: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(
      `${name} is not installed, so its tests are skipped. On Debian: apt-get install ${debianPackage}`,
    );
    return false;
  }
}
