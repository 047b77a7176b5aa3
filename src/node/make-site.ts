import type { Program } from '../domain/program.ts';
import { releaseDate } from '../domain/release-date.ts';
import { listPages } from '../domain/routes.ts';
import { indexPages, renderPages, writeHeaders, writeRedirects } from './build-site.ts';
import { listDownloads } from './list-downloads.ts';
import { makePacks, writeDownloads } from './make-packs.ts';
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
  await writeDownloads(folder, await makePacks(program, published, settings));
  await listDownloads(folder, settings.base);
  await writeTwins(folder, settings);
  const copy = await makeFolderCopy(folder, program, settings, releaseDate(program));
  // The copy has a list of the downloads without itself; the site's own list has it.
  await writeDownloads(folder, [{ path: 'dwcp-v3-training-folder.zip', content: copy }]);
  await listDownloads(folder, settings.base);
  // The index is made by a process of its own, too.
  const [indexed] = await Promise.all([indexPages(folder), writeTwins(folder, settings)]);
  await writeOffline(folder, program);
  await writeRedirects(folder, program.redirects.data, settings);
  await writeHeaders(folder, settings);
  return { indexed };
}
