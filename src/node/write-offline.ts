import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  offlineClusterFiles,
  offlinePages,
  type OfflineIndex,
  type OfflineTrack,
} from '../domain/offline.ts';
import type { Program } from '../domain/program.ts';
import { listPages } from '../domain/routes.ts';
import { trackPaths } from '../domain/track-path.ts';
import { BuiltSite, shortHash } from './built-site.ts';
import { bundleScript } from './bundle-script.ts';
import { listFiles } from './source-files.ts';

/** Writes the lists of what offline copies of the tracks hold, and the service worker that answers from them. */
export async function writeOffline(folder: string, program: Program): Promise<OfflineIndex> {
  const pages = listPages(program);
  const all = await listFiles(folder);
  const site = new BuiltSite(folder, all);
  await mkdir(path.join(folder, 'offline'), { recursive: true });
  const tracks: OfflineTrack[] = [];
  for (const trackPath of trackPaths(program, pages)) {
    const urls = [...offlinePages(pages, trackPath), '/offline/'];
    const files = await site.filesOf(urls, [
      ...site.pageData,
      ...offlineClusterFiles(program.scenarios, trackPath.track),
      ...all.filter((file) => file.startsWith(`cluster/programs/${trackPath.track}/`)),
    ]);
    const track: OfflineTrack = {
      track: trackPath.track,
      title: trackPath.title,
      version: shortHash(JSON.stringify(files)),
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      files,
    };
    await writeFile(path.join(folder, 'offline', `${track.track}.json`), JSON.stringify(track));
    tracks.push(track);
  }
  const index: OfflineIndex = {
    tracks: tracks.map(({ track, title, version, bytes }) => ({ track, title, version, bytes })),
  };
  await writeFile(path.join(folder, 'offline/index.json'), JSON.stringify(index));
  const shell = (await site.filesOf(['/offline/'], [])).map(({ url, hash }) => ({
    url: url.slice(1),
    revision: url.startsWith('/_astro/') ? null : hash,
  }));
  const worker = await bundleScript('src/client/offline/service-worker.ts', {
    OFFLINE_SHELL: JSON.stringify(shell),
  });
  await writeFile(path.join(folder, 'sw.js'), worker);
  return index;
}
