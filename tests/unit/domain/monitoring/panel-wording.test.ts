import { describe, expect, test } from 'vitest';
import { describeThresholds, formatPanelValue } from '../../../../src/domain/monitoring/panel-wording.ts';

describe('formatPanelValue', () => {
  test.each([
    [0.95, 'ratio', '95 %'],
    [0.005, 'ratio', '0.5 %'],
    [0.1, 'seconds', '100 ms'],
    [0, 'seconds', '0 s'],
    [60, 'seconds', '60 s'],
    [2_500_000, 'bytes-per-second', '2.5 MB/s'],
    [2, 'multiple', '2×'],
    [1 / 3, 'per-second', '0.333/s'],
  ] as const)('writes %d in %s as %s', (value, unit, text) => {
    expect(formatPanelValue(value, unit)).toBe(text);
  });
});

describe('describeThresholds', () => {
  test('names both limits, or the one there is', () => {
    expect(
      describeThresholds({ unit: 'seconds', thresholds: { bad: 'above', warning: 30, critical: 60 } }),
    ).toBe('warning above 30 s, critical above 60 s');
    expect(describeThresholds({ unit: 'multiple', thresholds: { bad: 'below', warning: 2 } })).toBe(
      'warning below 2×',
    );
    expect(describeThresholds({ unit: 'count' })).toBeUndefined();
  });
});
