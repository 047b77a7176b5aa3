import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { Strategy, type StrategyHandler } from 'workbox-strategies';
import { offlineCachePrefix, packedHeader } from '../../domain/offline.ts';

/** What the worker's global scope has, as far as it is used; the DOM's types do not know it. */
declare const self: { readonly registration: { readonly scope: string }; skipWaiting(): Promise<void> };

/** The page that is shown for what is not kept, with what it needs; the build fills it in. */
declare const OFFLINE_SHELL: { url: string; revision: string | null }[];

/** A network that is slower than this is as good as none when there is a kept copy. */
const patienceMs = 4000;

/** Names that change with the content, so that a kept file is never an old one. */
const hashedName = /\/_astro\/|\/pagefind\/.*\.pf_\w+$/;

/** What a track's copy holds for a request; queries are times of day that defeat other caches. */
async function kept(request: Request): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(offlineCachePrefix) || name.endsWith(':next')) continue;
    const response = await (await caches.open(name)).match(request, { ignoreSearch: true, ignoreVary: true });
    if (response !== undefined) return unpack(response);
  }
  return undefined;
}

function unpack(response: Response): Response {
  if (response.body === null || !response.headers.has(packedHeader)) return response;
  const headers = new Headers(response.headers);
  headers.delete(packedHeader);
  return new Response(response.body.pipeThrough(new DecompressionStream('gzip')), { headers });
}

/** Of a file whose name has its hash, the kept copy; the network for one that is not kept. */
class KeptFirst extends Strategy {
  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    return (await kept(request)) ?? handler.fetch(request);
  }
}

/** The network while it answers; the kept copy where it does not, and for a page that is not kept the page that says so. */
class NetworkFirst extends Strategy {
  override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const copy = await kept(request);
    const network = handler.fetch(request);
    try {
      return copy === undefined ? await network : await Promise.race([network, afterPatience()]);
    } catch {
      // A network that answers after all has nobody waiting for it.
      network.catch(() => undefined);
    }
    if (copy !== undefined) return copy;
    if (request.mode !== 'navigate') return Response.error();
    return (await matchPrecache('offline/')) ?? Response.error();
  }
}

function afterPatience(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The network is slow.')), patienceMs);
  });
}

// The worker only answers from copies that people asked for, so that a new one can take over at once.
void self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(OFFLINE_SHELL, { cleanURLs: false });
const isOurs = (url: URL): boolean => url.href.startsWith(self.registration.scope);
registerRoute(({ url }) => isOurs(url) && hashedName.test(url.pathname), new KeptFirst());
// Lists of what can be kept tell whether a copy is old, so they are never answered from one.
registerRoute(
  ({ url }) => isOurs(url) && !/\/offline\/\w+\.json$|\/downloads\//.test(url.pathname),
  new NetworkFirst(),
);
