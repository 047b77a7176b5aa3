import { describe, expect, test } from 'vitest';
import { expandQuery, foldWords } from '../../../../src/client/search/expand-query.ts';
import type { Synonym } from '../../../../src/domain/search-entries.ts';

const synonyms: Synonym[] = [
  ['AMST', 'Adaptive Multi-Stream Transport'],
  ['IP', 'Internet Protocol'],
  ['mTLS', 'mutual Transport Layer Security'],
  ['DWCP', 'Distributed WAN Communication Protocol'],
];

describe('expandQuery', () => {
  test('spells an acronym out, as a phrase where it is all there is', () => {
    expect(expandQuery('AMST', synonyms)).toEqual(['"Adaptive Multi-Stream Transport"']);
  });

  test('finds the acronym of a name, however it is written', () => {
    expect(expandQuery('adaptive multi stream transport', synonyms)).toEqual(['AMST']);
    expect(expandQuery('Adaptive Multi-Stream  Transport?', synonyms)).toEqual(['AMST']);
  });

  test('keeps the words around it', () => {
    expect(expandQuery('amst streams', synonyms)).toEqual(['Adaptive Multi-Stream Transport streams']);
    expect(expandQuery('limits of Adaptive Multi-Stream Transport', synonyms)).toEqual(['limits of AMST']);
  });

  test('takes two small letters in a sentence for a word', () => {
    expect(expandQuery('ip of a node', synonyms)).toEqual([]);
    expect(expandQuery('IP of a node', synonyms)).toEqual(['Internet Protocol of a node']);
    expect(expandQuery('ip', synonyms)).toEqual(['"Internet Protocol"']);
  });

  test('leaves identifiers as they are', () => {
    expect(expandQuery('dwcp_migration_total', synonyms)).toEqual([]);
    expect(expandQuery('dwcp-cli', synonyms)).toEqual([]);
  });

  test('gives two at most', () => {
    expect(expandQuery('AMST mTLS DWCP', synonyms)).toHaveLength(2);
  });

  test('has nothing to say about an empty query', () => {
    expect(expandQuery(' ?', synonyms)).toEqual([]);
  });
});

describe('foldWords', () => {
  test('drops case, accents and punctuation', () => {
    expect(foldWords('  Überlauf: Multi-Stream/TCP ')).toBe('uberlauf multi stream tcp');
  });
});
