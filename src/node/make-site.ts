import type { Program } from '../domain/program.ts';
import { releaseDate } from '../domain/release-date.ts';
import { listPages } from '../domain/routes.ts';
import { indexPages, renderPages, writeHeaders, writeRedirects } from './build-site.ts';
import { listDownloads } from './list-downloads.ts';
import { makePacks, writeDownloads, type PackFile } from './make-packs.ts';
import { makePublishedFiles, writePublishedFiles, type PublishedFile } from './publish-files.ts';
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
  const [{ published, packs }, images] = await Promise.all([
    makeDocuments(program, settings),
    makeSocialImages(listPages(program)),
    renderPages(folder),
  ]);
  await writePublishedFiles(folder, published);
  await writeSocialImages(folder, images);
  await writeDownloads(folder, packs);
  await listDownloads(folder, settings.base);
  // The index is made by a process of its own, too.
  const [indexed, copy] = await Promise.all([indexPages(folder), makeCopy(folder, program, settings)]);
  // The copy has a list of the downloads without itself; the site's own list has it, and so has its twin.
  await writeDownloads(folder, [{ path: 'dwcp-v3-training-folder.zip', content: copy }]);
  await listDownloads(folder, settings.base);
  await writeTwins(folder, settings);
  await writeOffline(folder, program);
  await writeRedirects(folder, program.redirects.data, settings);
  await writeHeaders(folder, settings);
  return { indexed };
}

async function makeDocuments(
  program: Program,
  settings: SiteSettings,
): Promise<{ readonly published: readonly PublishedFile[]; readonly packs: readonly PackFile[] }> {
  const published = await makePublishedFiles(program, settings);
  return { published, packs: await makePacks(program, published, settings) };
}

/** The copy for a folder searches the text of the twins. */
async function makeCopy(folder: string, program: Program, settings: SiteSettings): Promise<Uint8Array> {
  await writeTwins(folder, settings);
  return makeFolderCopy(folder, program, settings, releaseDate(program));
}
