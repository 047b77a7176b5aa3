import { rmSync } from 'node:fs';
import { takeLock } from '../src/node/build-lock.ts';
import { makeSite } from '../src/node/make-site.ts';
import { localDate } from '../src/node/local-date.ts';
import { replaceFolder, restoreFolder } from '../src/node/replace-folder.ts';
import { runCheck, summarise } from '../src/node/run-check.ts';
import { readSiteSettings } from '../src/node/site-settings.ts';
import { reportText } from '../src/reporters/text.ts';

// The new site is made in a folder of this process: the renderer of a build that was killed may go on writing for a while.
const unfinished = '.cache/next-dist';
const folders = { dist: 'dist', previous: '.cache/previous-dist', next: `${unfinished}/${process.pid}` };
const lockFile = '.cache/build.lock';

async function build(): Promise<void> {
  const { report, program } = await runCheck({
    content: 'content',
    isCommissioned: false,
    today: localDate(new Date()),
  });
  if (report.findings.length > 0 || program === undefined) {
    throw new Error(`${reportText(report)}\n${summarise(report, performance.now())}`);
  }
  console.log(summarise(report, performance.now()));
  const { indexed } = await makeSite(folders.next, program, readSiteSettings());
  replaceFolder(folders);
  console.log(
    `The site is in ${folders.dist}/, with ${indexed} pages in its search, after ${(performance.now() / 1000).toFixed(1)} s.`,
  );
}

const lock = takeLock(lockFile);
if ('heldBy' in lock) {
  console.error(
    `Another build is running, as process ${lock.heldBy}. Wait for it, or remove ${lockFile} if that is no build.`,
  );
  process.exitCode = 1;
} else {
  try {
    restoreFolder(folders);
    rmSync(unfinished, { recursive: true, force: true });
    await build();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Nothing was published; ${folders.dist}/ is as it was.`);
    process.exitCode = 1;
  } finally {
    lock.release();
  }
}
