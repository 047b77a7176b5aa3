import { statSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '../../src/node/source-files.ts';

/** Address of the fullest page below a folder of the built site; the folder's own page where it has no others. */
export async function fullestPage(dist: string, folder: string): Promise<string> {
  const pages = (await listFiles(path.join(dist, folder))).filter(
    (name) => name.endsWith('index.html') && !name.includes('print/'),
  );
  const below = pages.filter((name) => name !== 'index.html');
  const sized = (below.length === 0 ? pages : below).map((name) => ({
    name,
    size: statSync(path.join(dist, folder, name)).size,
  }));
  const [fullest] = sized.toSorted((a, b) => b.size - a.size);
  if (fullest === undefined) throw new Error(`There is no page in ${folder}.`);
  return `/${path.posix.join(folder, fullest.name.replace(/index\.html$/, ''))}`;
}
