import { describe, expect, test } from 'vitest';
import type { FoundPage } from '../../../../src/client/search/found-page.ts';
import { mergeHits, type ScoredPage } from '../../../../src/client/search/merge-hits.ts';

function passage(page: string, anchor: string, matches = 1, word = 'quorum') {
  return {
    title: anchor,
    url: `${page}#${anchor}`,
    excerpt: `a <mark>${word}</mark>`,
    locations: Array.from({ length: matches }, (_, index) => index),
  };
}

function scored(score: number, url: string, sub_results: FoundPage['sub_results']): ScoredPage {
  return {
    score,
    page: {
      url,
      raw_content: '',
      meta: { title: 'Page' },
      filters: { kind: ['lab'], status: ['planned'] },
      anchors: [],
      locations: [],
      sub_results,
    },
  };
}

describe('mergeHits', () => {
  test('tells what a passage belongs to', () => {
    expect(mergeHits(['quorum'], [[scored(1, '/a/', [passage('/a/', 'votes')])]])).toEqual([
      {
        url: '/a/#votes',
        title: 'votes',
        pageTitle: 'Page',
        kind: 'lab',
        status: 'planned',
        excerpt: 'a <mark>quorum</mark>',
      },
    ]);
  });

  test('puts pages in the order of their best score', () => {
    const hits = mergeHits(
      ['quorum', 'majority'],
      [
        [scored(1, '/a/', [passage('/a/', 'one')]), scored(3, '/b/', [passage('/b/', 'one')])],
        [scored(5, '/a/', [passage('/a/', 'two')])],
      ],
    );
    expect(hits.map(({ url }) => url)).toEqual(['/a/#two', '/a/#one', '/b/#one']);
  });

  test('lists a passage once', () => {
    const same = [scored(2, '/a/', [passage('/a/', 'one')])];
    expect(mergeHits(['quorum', 'quorum'], [same, same])).toHaveLength(1);
  });

  test('keeps the three passages of a page that match most', () => {
    const page = scored(1, '/a/', [
      passage('/a/', 'one', 1),
      passage('/a/', 'two', 4),
      passage('/a/', 'three', 2),
      passage('/a/', 'four', 3),
    ]);
    expect(mergeHits(['quorum'], [[page]]).map(({ title }) => title)).toEqual(['two', 'four', 'three']);
  });

  test('leaves out words that only share a letter with the query', () => {
    const page = scored(1, '/a/', [passage('/a/', 'one', 1, 'zstd'), passage('/a/', 'two', 1, 'Running,')]);
    expect(mergeHits(['zzzqqq runs'], [[page]]).map(({ title }) => title)).toEqual(['two']);
  });
});
