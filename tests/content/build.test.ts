import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A second checkout of the same sources in another folder, so that neither paths nor kept files can help. */
const checkout = resolve('.cache/second-checkout');
const minutes = 60_000;

beforeAll(() => {
  rmSync(checkout, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split(
    '\n',
  );
  for (const file of files.filter((name) => name !== '' && existsSync(name))) {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    cpSync(file, join(checkout, file));
  }
  symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'));
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

describe('npm run build', () => {
  test(
    'leaves the last site whole when it is killed',
    async () => {
      expect(existsSync('dist'), 'dist/ is made by "npm run build", which npm test runs first').toBe(true);
      for (const made of ['dist', '.cache/blocks.v8', '.cache/documents.v8'])
        if (existsSync(made)) cpSync(made, join(checkout, made), { recursive: true });
      const build = spawn(process.execPath, ['scripts/build.ts'], {
        cwd: checkout,
        stdio: 'ignore',
        env: buildEnvironment(),
      });
      try {
        await seen(join(checkout, `.cache/next-dist/${build.pid}/manuals`));
      } finally {
        build.kill('SIGKILL');
        await new Promise((done) => build.once('exit', done));
      }
      expect(fingerprints(join(checkout, 'dist'))).toEqual(fingerprints('dist'));
    },
    5 * minutes,
  );

  test(
    'goes on the next time, and gives the same bytes for the same sources, in another folder and without kept blocks',
    () => {
      rmSync(join(checkout, 'dist'), { recursive: true });
      // What the killed build left unfinished stays; what builds keep for each other goes.
      const leftBehind = ['build.lock', 'next-dist'];
      for (const name of readdirSync(join(checkout, '.cache')))
        if (!leftBehind.includes(name)) rmSync(join(checkout, '.cache', name), { recursive: true });
      runBuild();
      expect(fingerprints(join(checkout, 'dist'))).toEqual(fingerprints('dist'));
    },
    5 * minutes,
  );

  test(
    'stops on a finding, says which, and leaves the last site whole',
    () => {
      const before = fingerprints(join(checkout, 'dist'));
      const file = join(checkout, 'content/guides/coordinators.mdx');
      writeFileSync(file, `${readFileSync(file, 'utf8')}\nSee [the glossary](/glossary/#no-such-term).\n`);
      expect(() => runBuild()).toThrow(/dead-anchor/);
      expect(fingerprints(join(checkout, 'dist'))).toEqual(before);
    },
    5 * minutes,
  );
});

function buildEnvironment(): NodeJS.ProcessEnv {
  const {
    SITE_URL: _site,
    BASE_PATH: _base,
    OUT_DIR: _out,
    VITEST: _vitest,
    NODE_ENV: _mode,
    ...rest
  } = process.env;
  return rest;
}

function runBuild(): void {
  execFileSync(process.execPath, ['scripts/build.ts'], {
    cwd: checkout,
    encoding: 'utf8',
    stdio: 'pipe',
    env: buildEnvironment(),
  });
}

async function seen(folder: string): Promise<void> {
  for (let tries = 0; tries < 2400; tries += 1) {
    if (existsSync(folder)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${folder} did not appear within two minutes.`);
}

/** Path to SHA-256, for every file below a folder. */
function fingerprints(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      file.slice(folder.length + 1),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}
