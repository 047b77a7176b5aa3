import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from 'playwright/test';

/** What Playwright needs to start the browser. */
export type BrowserChoice = Pick<LaunchOptions, 'executablePath' | 'args' | 'env'>;

/** The flags that chromium from npm comes with contain --single-process, with which a second context ends the browser. */
const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

/**
 * The Chromium that `CHROMIUM_PATH` names; on 64-bit Linux otherwise the one that npm installed, unpacked once into the
 * temp folder; elsewhere the one that `npx playwright install chromium` fetches.
 */
export async function chooseBrowser(): Promise<BrowserChoice> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return { executablePath: named, args };
  if (process.platform !== 'linux' || process.arch !== 'x64') return {};
  const folder = await unpackChromium();
  const executablePath = path.join(folder, 'chromium');
  return { executablePath, args, env: environmentFor(executablePath, folder) };
}

async function unpackChromium(): Promise<string> {
  const bin = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(readFileSync(path.join(bin, '../package.json'), 'utf8')) as {
    version: string;
  };
  const folder = path.join(os.tmpdir(), `training-chromium-${version}`);
  if (existsSync(folder)) return folder;
  // The package takes any file that is there for a finished one, so it unpacks beside the place and the result is moved.
  const unfinished = mkdtempSync(`${folder}.`);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = unfinished;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    await Promise.all([chromium.executablePath(), inflate(path.join(bin, 'al2023.tar.br'))]);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  // The configuration of the package names folders of the service it is made for.
  writeFileSync(
    path.join(unfinished, 'fonts.conf'),
    `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>\n`,
  );
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run has been faster; its browser is the same.
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}

/** A fresh container lacks NSS, NSPR, Expat or any font; the package has them, for machines where the loader finds none. */
function environmentFor(executable: string, folder: string): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found')) {
    env['LD_LIBRARY_PATH'] = [path.join(folder, 'al2023/lib'), env['LD_LIBRARY_PATH']]
      .filter(Boolean)
      .join(':');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_FILE'] ??= path.join(folder, 'fonts.conf');
  return env;
}
