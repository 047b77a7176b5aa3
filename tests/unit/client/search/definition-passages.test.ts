import { describe, expect, test } from 'vitest';
import { definitionPassages } from '../../../../src/client/search/definition-passages.ts';
import type { FoundPage } from '../../../../src/client/search/found-page.ts';

function glossary(overrides: Partial<FoundPage> = {}): FoundPage {
  return {
    url: '/glossary/',
    raw_content: 'Glossary. R Raft A protocol with a leader. replica One copy of a state &amp; its log.',
    meta: { title: 'Glossary' },
    filters: {},
    sub_results: [],
    locations: [7, 11],
    anchors: [
      { element: 'h2', id: 'letter-r', text: 'R', location: 1 },
      { element: 'dt', id: 'raft', text: 'Raft', location: 2 },
      { element: 'dt', id: 'replica', text: 'replica', location: 8 },
    ],
    ...overrides,
  };
}

describe('definitionPassages', () => {
  test('gives each term that has a match, with its match marked', () => {
    expect(definitionPassages(glossary())).toEqual([
      {
        title: 'Raft',
        url: '/glossary/#raft',
        excerpt: 'Raft A protocol with a <mark>leader.</mark>',
        locations: [7],
      },
      {
        title: 'replica',
        url: '/glossary/#replica',
        excerpt: 'replica One copy <mark>of</mark> a state &amp; its log.',
        locations: [11],
      },
    ]);
  });

  test('has nothing to say about a page without definitions', () => {
    expect(
      definitionPassages(glossary({ anchors: [{ element: 'h2', id: 'votes', text: 'Votes', location: 1 }] })),
    ).toEqual([]);
  });
});
