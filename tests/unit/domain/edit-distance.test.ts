import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../../src/domain/edit-distance.ts';

describe('editDistance', () => {
  test('counts letters that are added, removed or replaced', () => {
    expect(editDistance('status', 'status')).toBe(0);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('lst', 'list')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });
});

describe('nearest', () => {
  test('finds what was meant', () => {
    expect(nearest('cluster statu', ['node list', 'cluster status', 'cluster stats'])).toBe('cluster status');
  });

  test('finds nothing when nothing is alike', () => {
    expect(nearest('quorum', ['a', 'banana', 'xyz'])).toBeUndefined();
  });
});
