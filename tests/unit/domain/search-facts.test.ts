import { describe, expect, test } from 'vitest';
import { minutesBand, searchFacts } from '../../../src/domain/search-facts.ts';
import { labPage, page, plainPage } from '../page-builder.ts';

describe('searchFacts', () => {
  test('says of a section what its manual is', () => {
    expect(searchFacts(page({ minutes: 45 }), ['operations'])).toEqual({
      kind: 'manual',
      status: 'complete',
      tracks: ['operations'],
      minutes: '31 to 60',
    });
  });

  test('names the own track first, then those on whose path the page lies, each once', () => {
    expect(searchFacts(labPage(1), ['developer']).tracks).toEqual(['operations', 'developer']);
    expect(searchFacts(plainPage(), ['security']).tracks).toEqual(['security']);
  });

  test('calls a page that is written in part "in progress"', () => {
    expect(searchFacts(page({ status: 'partial' }), []).status).toBe('in progress');
  });

  test('takes the level of an exam from its material', () => {
    const levels = ['operations-associate-exam', 'security-professional-exam', 'expert-case-study'].map(
      (material) => searchFacts(plainPage({ kind: 'exam', material }), []).level,
    );
    expect(levels).toEqual(['associate', 'professional', 'expert']);
  });
});

describe('minutesBand', () => {
  test('ends each band with its number', () => {
    expect([1, 30, 31, 60, 61, 120, 121].map(minutesBand)).toEqual([
      'up to 30',
      'up to 30',
      '31 to 60',
      '31 to 60',
      '61 to 120',
      '61 to 120',
      'over 120',
    ]);
  });
});
