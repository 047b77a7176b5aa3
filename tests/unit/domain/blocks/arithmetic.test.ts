import { describe, expect, test } from 'vitest';
import { findSums, findWrongSums } from '../../../../src/domain/blocks/arithmetic.ts';

const wrong = (text: string): string[] =>
  findWrongSums(text).map(({ left, right }) => `${left} is not ${right}`);

describe('findWrongSums', () => {
  test.each([
    '450 Mbps ÷ 8 = 56.25 MB/s',
    '2,147 MB ÷ 2.0 = 1,074 MB',
    '4 GiB = 4,294,967,296 bytes = 34.36 × 10^9 bits',
    'after compression: 34.36 × 10^9 / 1.5 = 22.91 × 10^9 bits',
    'first round: 22.91 × 10^9 / (300 × 10^6 bits/s) = 76.4 s',
    '2 × 1,024³ = 2,147,483,648 bytes',
    '1 − 1 ÷ 2.0× = 0.5 = 50 %',
    'R = 450 ÷ 8 × 2 = 112.5 MB/s',
    '10 ÷ 3 ≈ 3.4',
    '0.4 s = 400 ms',
    '−2 + 5 = 3',
    'saving = 1 − 1 ÷ ratio          ratio = 1 ÷ (1 − saving)',
    'worker-3 = 12',
    'from 2026-11-23 = day 3',
    '7 × (3 + = 21',
  ])('lets %s stand', (text) => {
    expect(wrong(text)).toEqual([]);
  });

  test.each([
    ['450 Mbps ÷ 8 = 65.25 MB/s', '450 Mbps ÷ 8 is not 65.25 MB/s'],
    ['R = 450 ÷ 8 × 2 = 115.5', '450 ÷ 8 × 2 is not 115.5'],
    ['3 + 4 = 8', '3 + 4 is not 8'],
    ['10 ÷ 3 ≈ 5', '10 ÷ 3 is not 5'],
    ['7 × 0.7 s = 49 s', '7 × 0.7 s is not 49 s'],
  ])('refuses %s', (text, expected) => {
    expect(wrong(text)).toEqual([expected]);
  });
});

test('a sum needs two sides', () => {
  expect(findSums('a tree\n  = of files\nx = 1')).toMatchObject([{ line: 2, sides: ['x', '1'] }]);
});
