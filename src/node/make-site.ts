import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Program } from '../domain/program.ts';
import { releaseDate } from '../domain/release-date.ts';
import { listPages } from '../domain/routes.ts';
import { indexPages, renderPages, writeHeaders, writeRedirects } from './build-site.ts';
import { makePublishedFiles, writePublishedFiles } from './publish-files.ts';
import type { SiteSettings } from './site-settings.ts';
import { makeFolderCopy } from './write-folder-copy.ts';
import { writeOffline } from './write-offline.ts';
import { makeSocialImages, writeSocialImages } from './write-social-images.ts';
import { writeTwins } from './write-twins.ts';

/** Makes the whole site in a folder, as it is served; returns how many pages its search covers. */
export async function makeSite(
  folder: string,
  program: Program,
  settings: SiteSettings,
): Promise<{ readonly indexed: number }> {
  // Pages are rendered by a process of their own, so everything that needs no page is made meanwhile.
  const [published, images] = await Promise.all([
    makePublishedFiles(program, settings),
    makeSocialImages(listPages(program)),
    renderPages(folder),
  ]);
  await writePublishedFiles(folder, published);
  await writeSocialImages(folder, images);
  await writeTwins(folder, settings);
  const date = releaseDate(program);
  const copy = await makeFolderCopy(folder, program, settings, date);
  await mkdir(path.join(folder, 'downloads'), { recursive: true });
  await writeFile(path.join(folder, 'downloads/dwcp-v3-training-folder.zip'), copy);
  // The index is made by a process of its own, too.
  const [indexed] = await Promise.all([indexPages(folder), writeTwins(folder, settings)]);
  await writeOffline(folder, program);
  await writeRedirects(folder, program.redirects.data, settings);
  await writeHeaders(folder, settings);
  return { indexed };
}
