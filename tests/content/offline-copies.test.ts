import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OfflineIndex, OfflineTrack } from '../../src/domain/offline.ts';

// The site as "npm run build" made it, which "npm test" runs first.
const folder = 'dist';
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const { tracks } = JSON.parse(read('offline/index.json')) as OfflineIndex;

/** Bytes that a copy may take. */
const limit = 5_000_000;

describe.each(tracks)('the offline copy of $title', ({ track, bytes }) => {
  const { files } = JSON.parse(read(`offline/${track}.json`)) as OfflineTrack;
  const urls = new Set(files.map(({ url }) => url));

  test('is at most 5 MB', () => {
    expect(bytes).toBeLessThanOrEqual(limit);
    expect(bytes).toBe(files.reduce((sum, file) => sum + file.bytes, 0));
  });

  test('holds every style, script and font that its pages and scripts load', () => {
    for (const url of urls) {
      if (!url.endsWith('/')) continue;
      const html = read(`${url.slice(1)}index.html`);
      const loaded = [...html.matchAll(/(?:src|href)="(\/_astro\/[^"]+)"/g)].map(
        ([, address = '']) => address,
      );
      expect(
        loaded.filter((address) => !urls.has(address)),
        url,
      ).toEqual([]);
    }
    for (const url of urls) {
      if (!url.endsWith('.js') || !url.startsWith('/_astro/')) continue;
      const parts = [...read(url.slice(1)).matchAll(/["'`](?:\.\/|_astro\/)([\w.-]+\.(?:js|css))["'`]/g)];
      expect(
        parts.map(([, name = '']) => `/_astro/${name}`).filter((part) => !urls.has(part)),
        url,
      ).toEqual([]);
    }
  });

  test('holds the editor only where labs have one', () => {
    const has = (part: RegExp): boolean => [...urls].some((url) => part.test(url));
    expect(has(/\/_astro\/program-worker/)).toBe(track === 'developer');
    expect(has(/\/_astro\/emscripten-module.*\.wasm$/)).toBe(track === 'developer');
    expect(has(/\/cluster\/programs\//)).toBe(track === 'developer');
  });

  test('holds its search', () => {
    expect(urls).toContain('/search-index.json');
    expect(urls).toContain('/pagefind/pagefind.js');
    expect([...urls].filter((url) => !existsSync(path.join(folder, url)))).toEqual([]);
  });
});

test('the service worker is one classic script', () => {
  expect(read('sw.js')).not.toMatch(/^\s*import |importScripts\(/m);
});
