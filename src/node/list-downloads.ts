import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatBytes } from '../domain/offline.ts';
import { xmlText } from '../exporters/xml.ts';
import { listFiles } from './source-files.ts';

/** Where the status page lists the downloads. */
const place = /(<tbody data-downloads[^>]*>)[\s\S]*?(<\/tbody>)/;

/**
 * Lists every file below `downloads/` on the status page of a built site, with size and SHA-256, and in
 * `downloads/SHA256SUMS`, which `sha256sum --check` reads. It can be done again after files were added.
 */
export async function listDownloads(folder: string, base: string): Promise<void> {
  const names = (await listFiles(path.join(folder, 'downloads')))
    .filter((name) => name !== 'SHA256SUMS')
    .toSorted();
  const files = await Promise.all(
    names.map(async (name) => {
      const content = await readFile(path.join(folder, 'downloads', name));
      return { name, bytes: content.length, hash: createHash('sha256').update(content).digest('hex') };
    }),
  );
  const rows = files.map(
    ({ name, bytes, hash }) =>
      `<tr><th scope="row"><a href="${xmlText(`${base}downloads/${name}`)}" download>${xmlText(name)}</a></th><td class="nowrap">${formatBytes(bytes)}</td><td><code class="hash">${hash}</code></td></tr>`,
  );
  const status = path.join(folder, 'status/index.html');
  const html = await readFile(status, 'utf8');
  if (!place.test(html)) throw new Error('The status page has no place for the downloads.');
  await writeFile(
    status,
    html.replace(place, (_, start: string, end: string) => start + rows.join('') + end),
  );
  await writeFile(
    path.join(folder, 'downloads/SHA256SUMS'),
    files.map(({ name, hash }) => `${hash}  ${name}\n`).join(''),
  );
}
