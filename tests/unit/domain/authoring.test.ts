import { describe, expect, test } from 'vitest';
import {
  authoringComponent,
  authoringComponents,
  placeholdersIn,
  splitNames,
} from '../../../src/domain/authoring.ts';

describe('authoringComponents', () => {
  test('has each name once, and each property of a component once', () => {
    const names = authoringComponents.map((component) => component.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { properties } of authoringComponents) {
      expect(new Set(properties.map((property) => property.name)).size).toBe(properties.length);
    }
  });
});

describe('authoringComponent', () => {
  test('finds a component by its name', () => {
    expect(authoringComponent('Step')?.properties.map((property) => property.name)).toEqual([
      'id',
      'title',
      'minutes',
    ]);
    expect(authoringComponent('Stepp')).toBeUndefined();
  });
});

describe('splitNames', () => {
  test('reads names separated by commas', () => {
    expect(splitNames('incident-id, summary,')).toEqual(['incident-id', 'summary']);
    expect(splitNames('')).toEqual([]);
  });
});

describe('placeholdersIn', () => {
  test('finds each field once', () => {
    expect(placeholdersIn('[[id]]: [[summary]] ([[id]]), [not] one')).toEqual(['id', 'summary']);
  });
});
