import { existsSync } from 'node:fs';
import { listPacks } from '../src/domain/packs.ts';
import { releaseDate } from '../src/domain/release-date.ts';
import { listPages } from '../src/domain/routes.ts';
import { trackPaths } from '../src/domain/track-path.ts';
import { writeHeaders } from '../src/node/build-site.ts';
import { listDownloads } from '../src/node/list-downloads.ts';
import { writeDownloads } from '../src/node/make-packs.ts';
import { printPacks } from '../src/node/print-packs.ts';
import { readProgram } from '../src/node/read-program.ts';
import { readSiteSettings } from '../src/node/site-settings.ts';

const folder = 'dist';
const { program } = await readProgram('content');

if (!existsSync(folder) || program === undefined) {
  console.error(`There is no ${folder}/ to print from; run "npm run build" first.`);
  process.exitCode = 1;
} else {
  const settings = readSiteSettings();
  const pages = listPages(program);
  const ids = listPacks(program, pages, trackPaths(program, pages)).map(({ id }) => id);
  const printed = await printPacks(folder, ids, settings, releaseDate(program));
  await writeDownloads(
    folder,
    printed.map(({ id, pdf }) => ({ path: `packs/${id}.pdf`, content: pdf })),
  );
  await listDownloads(folder, settings.base);
  await writeHeaders(folder, settings);
  console.log(
    `${printed.length} packs are in ${folder}/downloads/packs/, after ${(performance.now() / 1000).toFixed(1)} s.`,
  );
}
