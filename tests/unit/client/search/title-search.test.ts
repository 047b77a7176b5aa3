import { describe, expect, test } from 'vitest';
import { createTitleSearch, indexedWords, queryWords } from '../../../../src/client/search/title-search.ts';
import { listPages } from '../../../../src/domain/routes.ts';
import { buildSearchIndex } from '../../../../src/domain/search-index.ts';
import { trackPaths } from '../../../../src/domain/track-path.ts';
import { buildProgram, sectionEntry, heading } from '../../program-builder.ts';

const program = buildProgram({
  sections: [
    sectionEntry(
      2,
      'architecture',
      {},
      { headings: [heading('Adaptive Multi-Stream Transport'), heading('How votes are counted')] },
    ),
  ],
});
const pages = listPages(program);
const search = createTitleSearch(buildSearchIndex(program, pages, trackPaths(program, pages)));
const titles = (...query: Parameters<typeof search.find>) => search.find(...query).map(({ title }) => title);

describe('createTitleSearch', () => {
  test('puts the exact name first', () => {
    expect(titles('quorum')[0]).toBe('quorum');
    expect(titles('vm_not_found')[0]).toBe('VM_NOT_FOUND');
    expect(titles('GET /v3/vms')[0]).toBe('GET /v3/vms');
    expect(titles('8080')[0]).toBe('Port 8080');
  });

  test('finds identifiers by their first letters, by their parts and written as one word', () => {
    expect(titles('dwcp_state_sy')).toContain('dwcp_state_sync_lag_seconds');
    expect(titles('sync lag')).toEqual(
      expect.arrayContaining(['dwcp_state_sync_lag_seconds', 'StateSyncLagHigh']),
    );
    expect(titles('statesynclaghigh')[0]).toBe('StateSyncLagHigh');
  });

  test('forgives a slip', () => {
    expect(titles('quorm')).toContain('quorum');
  });

  test('finds an expansion by its acronym, and the acronym by its expansion', () => {
    expect(titles('AMST')).toEqual(expect.arrayContaining(['AMST', 'Adaptive Multi-Stream Transport']));
    expect(titles('adaptive multi stream transport')).toEqual(
      expect.arrayContaining(['AMST', 'Adaptive Multi-Stream Transport']),
    );
  });

  test('asks for all words, and for some only where no entry has all', () => {
    expect(titles('votes counted')).toEqual(['How votes are counted']);
    expect(titles('votes xylophone')).toContain('How votes are counted');
  });

  test('narrows by filters', () => {
    expect(titles('cluster', { kind: 'lab' })).toEqual(['Lab 1: Deploy a test cluster']);
    expect(titles('cluster', { kind: 'deck' })).toEqual([]);
  });

  test('lists pages by filters alone', () => {
    expect(titles('', { status: 'planned' })).toEqual(['1 Overview']);
  });

  test('finds nothing for what is nowhere', () => {
    expect(titles('xylophone')).toEqual([]);
  });
});

describe('queryWords', () => {
  test('takes identifiers apart', () => {
    expect(queryWords('StateSyncLag dwcp_total raft.election')).toEqual([
      'state',
      'sync',
      'lag',
      'dwcp',
      'total',
      'raft',
      'election',
    ]);
  });
});

describe('indexedWords', () => {
  test('keeps an identifier whole, too', () => {
    expect(indexedWords('StateSyncLag votes')).toEqual(['statesynclag', 'state', 'sync', 'lag', 'votes']);
  });
});
