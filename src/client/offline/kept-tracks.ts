import {
  compareCopies,
  isPacked,
  offlineCachePrefix,
  packedHeader,
  type OfflineFile,
  type OfflineIndex,
  type OfflineTrack,
} from '../../domain/offline.ts';

const base = document.body.dataset['base'] ?? '/';
const atOnce = 6;

/** Whether this browser can keep anything; it cannot on an address without HTTPS, nor in some private windows. */
export function canKeep(): boolean {
  return location.protocol !== 'file:' && 'serviceWorker' in navigator && 'caches' in globalThis;
}

/** What can be kept, asked of the network. */
export async function fetchIndex(): Promise<OfflineIndex> {
  return fetchJson<OfflineIndex>('offline/index.json');
}

/** The kept copy of a track; `undefined` where there is none that is whole. */
export async function readKept(track: string): Promise<OfflineTrack | undefined> {
  if (!(await caches.has(offlineCachePrefix + track))) return undefined;
  const cache = await caches.open(offlineCachePrefix + track);
  const list = await cache.match(listAddress(track));
  return list === undefined ? undefined : ((await list.json()) as OfflineTrack);
}

/**
 * Makes the copy of a track, or brings it up to date. What has changed is fetched into a place of its own first, so that a
 * copy is whole at any time; `onBytes` gets how much of how much has come.
 */
export async function keepTrack(track: string, onBytes: (done: number, all: number) => void): Promise<void> {
  await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
  const wanted = await fetchJson<OfflineTrack>(`offline/${track}.json`);
  const { fetch: missing, remove, bytes } = compareCopies((await readKept(track))?.files ?? [], wanted.files);
  const name = offlineCachePrefix + track;
  const next = await caches.open(`${name}:next`);
  let done = 0;
  onBytes(done, bytes);
  const waiting = [...missing];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await next.put(addressOf(file.url), await fetchFile(file));
      done += file.bytes;
      onBytes(done, bytes);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const cache = await caches.open(name);
  for (const { url } of missing) {
    const response = await next.match(addressOf(url));
    if (response !== undefined) await cache.put(addressOf(url), response);
  }
  for (const url of remove) await cache.delete(addressOf(url));
  // The list comes last: a copy without it is not whole.
  await cache.put(listAddress(track), Response.json(wanted));
  await caches.delete(`${name}:next`);
  await navigator.serviceWorker.ready;
}

/** Throws the copy of a track away, and the service worker with the last one. */
export async function dropTrack(track: string): Promise<void> {
  await caches.delete(offlineCachePrefix + track);
  await caches.delete(`${offlineCachePrefix + track}:next`);
  const names = await caches.keys();
  if (names.some((name) => name.startsWith(offlineCachePrefix))) return;
  const registration = await navigator.serviceWorker.getRegistration(base);
  await registration?.unregister();
}

async function fetchFile({ url }: OfflineFile): Promise<Response> {
  const response = await fetch(addressOf(url), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}.`);
  return isPacked(url) ? pack(response) : response;
}

/** The same response, a third to a fifth of its size; as it is where a browser of before 2023 cannot pack. */
function pack(response: Response): Response {
  if (response.body === null || !('CompressionStream' in globalThis)) return response;
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.set(packedHeader, 'gzip');
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { headers });
}

async function fetchJson<Value>(name: string): Promise<Value> {
  const response = await fetch(base + name, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${name} was answered with ${response.status}.`);
  return (await response.json()) as Value;
}

function addressOf(url: string): string {
  return new URL(base.replace(/\/$/, '') + url, location.href).href;
}

function listAddress(track: string): string {
  return addressOf(`/offline/${track}.json`);
}
