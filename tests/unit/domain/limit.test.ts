import { describe, expect, test } from 'vitest';
import { formatLimit } from '../../../src/domain/limit.ts';

describe('formatLimit', () => {
  test('says each kind of limit in words', () => {
    const limit = { measure: 'migration time', unit: 's' };
    expect(formatLimit({ ...limit, lessThan: 30 })).toBe('migration time: under 30 s');
    expect(formatLimit({ ...limit, moreThan: 50 })).toBe('migration time: over 50 s');
    expect(formatLimit({ ...limit, atLeast: 85 })).toBe('migration time: at least 85 s');
    expect(formatLimit({ ...limit, exactly: 0 })).toBe('migration time: exactly 0 s');
    expect(formatLimit({ ...limit, atLeast: 10, lessThan: 30 })).toBe(
      'migration time: under 30 and at least 10 s',
    );
  });
});
