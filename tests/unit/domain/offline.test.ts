import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareCopies,
  formatBytes,
  offlineClusterFiles,
  offlinePages,
  type OfflineFile,
} from '../../../src/domain/offline.ts';
import { labPage, page, plainPage } from '../page-builder.ts';

describe('offlinePages', () => {
  test('holds the path, what belongs to every track, and the reference; not what is planned, printed or about the site', () => {
    const section = page();
    const foreign = page({ url: '/manuals/security/01-a/', track: 'security', ref: 'security/1' });
    const pages = [
      plainPage({ url: '/' }),
      plainPage({ url: '/status/', kind: 'status' }),
      plainPage({ url: '/glossary/', kind: 'reference' }),
      plainPage({ url: '/runbooks/incident/', kind: 'runbook' }),
      section,
      page({ url: '/manuals/operations/print/', kind: 'page' }),
      labPage(1),
      labPage(2, { status: 'planned' }),
      foreign,
      page({ url: '/manuals/security/02-b/', track: 'security', ref: 'security/2' }),
    ];
    const path = {
      track: 'operations',
      title: 'Operations',
      stations: [section, foreign].map((stop) => ({ page: stop, title: stop.title, code: '1' })),
    } as const;
    expect(offlinePages(pages, path)).toEqual([
      '/',
      '/glossary/',
      '/runbooks/incident/',
      section.url,
      '/labs/operations/lab-1-deploy/',
      foreign.url,
    ]);
  });
});

test('the copy of a track holds the scenarios of its own labs', () => {
  const scenarios = [{ id: 'operations/lab-1' }, { id: 'developer/lab-1' }];
  expect(offlineClusterFiles(scenarios, 'operations')).toEqual([
    'cluster/commands.json',
    'cluster/api.json',
    'cluster/charts.json',
    'cluster/scenarios/operations/lab-1.json',
  ]);
});

describe('compareCopies', () => {
  const copy: fc.Arbitrary<OfflineFile[]> = fc.uniqueArray(
    fc.record({
      url: fc.constantFrom('/a/', '/b/', '/c/', '/d/'),
      hash: fc.constantFrom('1', '2'),
      bytes: fc.nat({ max: 1000 }),
    }),
    { selector: ({ url }) => url },
  );

  test('what it says to fetch and remove makes one copy the other, and nothing is fetched twice', () => {
    fc.assert(
      fc.property(copy, copy, (kept, wanted) => {
        const { fetch, remove, bytes } = compareCopies(kept, wanted);
        const result = new Map(kept.map(({ url, hash }) => [url, hash]));
        for (const { url, hash } of fetch) result.set(url, hash);
        for (const url of remove) result.delete(url);
        expect(result).toEqual(new Map(wanted.map(({ url, hash }) => [url, hash])));
        expect(bytes).toBe(fetch.reduce((sum, file) => sum + file.bytes, 0));
        expect(compareCopies(wanted, wanted).fetch).toEqual([]);
      }),
    );
  });
});

test('formatBytes says kilobytes below a megabyte, and never none', () => {
  expect([1, 1500, 999_499, 1_940_000].map(formatBytes)).toEqual(['1 kB', '2 kB', '999 kB', '1.9 MB']);
});
