import type { AddressInfo } from 'node:net';
import { createSiteServer } from '../../src/node/site-server.ts';

/** A site on the loopback address, with the headers and the compression that a host gives it. */
export interface ServedSite {
  /** Address of its home page without the slash. */
  readonly address: string;
  close(): Promise<void>;
}

export async function serveSite(folder: string): Promise<ServedSite> {
  const server = createSiteServer(folder, '/');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
