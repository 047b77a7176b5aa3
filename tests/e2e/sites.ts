import { statSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeSite } from '../../src/node/make-site.ts';
import { readProgram } from '../../src/node/read-program.ts';
import { createSiteServer } from '../../src/node/site-server.ts';
import { readSiteSettings } from '../../src/node/site-settings.ts';

/** Path of the second site, which is served as if it shared its host with others. */
export const subPath = '/training/';

const rootFolder = 'dist';
/** Where the second site is built. */
export const subPathFolder = '.cache/e2e-subpath';

/** Serves the built site at a root and below a path, on the loopback address, for as long as the tests run. */
export default async function serveSites(): Promise<() => Promise<void>> {
  if (finished(rootFolder) === 0) {
    throw new Error(`There is no site in ${rootFolder}/ to test; run "npm run build" first.`);
  }
  if (finished(subPathFolder) < finished(rootFolder)) await buildBelowPath();
  const servers = [createSiteServer(rootFolder, '/'), createSiteServer(subPathFolder, subPath)];
  const [root, below] = await Promise.all(servers.map(listen));
  // Workers inherit the environment as it is when this function ends.
  process.env['E2E_ROOT_SITE'] = `${root}/`;
  process.env['E2E_SUB_PATH_SITE'] = `${below}${subPath}`;
  return async () => {
    await Promise.all(servers.map(close));
  };
}

/** When the build of a site ended, which writes the headers last; 0 when it did not. */
function finished(folder: string): number {
  return statSync(`${folder}/_headers`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function buildBelowPath(): Promise<void> {
  const before = process.env['BASE_PATH'];
  process.env['BASE_PATH'] = subPath;
  try {
    const settings = readSiteSettings();
    const { program } = await readProgram('content');
    if (program === undefined) throw new Error('The content cannot be read; "npm run check" says why.');
    await makeSite(subPathFolder, program, settings);
  } finally {
    if (before === undefined) delete process.env['BASE_PATH'];
    else process.env['BASE_PATH'] = before;
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
