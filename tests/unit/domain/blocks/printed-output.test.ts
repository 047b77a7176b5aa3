import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ellipsis,
  matchesOutput,
  outputLines,
  shortDiff,
  updatedOutput,
} from '../../../../src/domain/blocks/printed-output.ts';

const lines = (text: string): string[] => text.split('|');

describe('matchesOutput', () => {
  test.each([
    ['a|b', 'a|b'],
    ['a  |b||', 'a|b'],
    ['…', ''],
    ['…', 'a|b'],
    ['a|…', 'a'],
    ['a|…|c', 'a|b|b|c'],
    ['…|b|…', 'a|b|c'],
    ['a|…|b|…|b', 'a|b|b'],
    ['', ''],
  ])('takes %s for %s', (printed, actual) => {
    expect(matchesOutput(lines(printed), lines(actual))).toBe(true);
  });

  test.each([
    ['a', 'a|b'],
    ['', 'a'],
    ['a|…|a', 'a'],
    ['a|…|b|…|b', 'a|b'],
    ['…|b', 'b|a'],
    [' a', 'a'],
  ])('refuses %s for %s', (printed, actual) => {
    expect(matchesOutput(lines(printed), lines(actual))).toBe(false);
  });
});

describe('updatedOutput', () => {
  test('prints everything where nothing was left out', () => {
    expect(updatedOutput(['old'], ['a', 'b'])).toEqual(['a', 'b']);
  });

  test('keeps an elision at the end, and as many lines before it', () => {
    expect(
      updatedOutput(['NAME', 'worker-1 old', '…'], ['NAME', 'worker-1', 'worker-2', 'worker-3']),
    ).toEqual(['NAME', 'worker-1', '…']);
  });

  test('keeps an elision in the middle, and as many lines after it', () => {
    expect(updatedOutput(['NAME', '…', 'ten nodes'], ['NAME', 'worker-1', 'worker-2', '13 nodes'])).toEqual([
      'NAME',
      '…',
      '13 nodes',
    ]);
  });

  test('finds the lines between two elisions by their words', () => {
    const actual = ['NAME', 'worker-1 healthy', 'worker-2 suspicious 35', 'worker-3 healthy', '13 nodes'];
    expect(updatedOutput(['NAME', '…', 'worker-2 suspicious 40', '…'], actual)).toEqual([
      'NAME',
      '…',
      'worker-2 suspicious 35',
      '…',
    ]);
  });

  test('leaves empty lines before the next command', () => {
    expect(updatedOutput(['old', ''], ['new'])).toEqual(['new', '']);
  });

  const line = fc.constantFrom('a', 'b', 'a b', 'c', '');
  const printedLine = fc.oneof(line, fc.constant(ellipsis));

  test('is what came out, is right at once, and keeps an elision wherever there is one', () => {
    fc.assert(
      fc.property(
        fc.array(printedLine, { maxLength: 7 }),
        fc.array(line, { maxLength: 9 }),
        (printed, output) => {
          const actual = outputLines(output.join('\n'));
          const updated = updatedOutput(printed, actual);
          expect(matchesOutput(updated, actual)).toBe(true);
          expect(updatedOutput(updated, actual)).toEqual(updated);
          if (printed.includes(ellipsis)) expect(updated).toContain(ellipsis);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('shortDiff', () => {
  test('leaves out what is the same before and after', () => {
    expect(shortDiff(['NAME', 'worker-1  50', 'end'], ['NAME', 'worker-1  52', 'end'])).toEqual([
      '- worker-1  50',
      '+ worker-1  52',
    ]);
  });

  test('says how much more there is', () => {
    const many = Array.from({ length: 9 }, (_, index) => `line ${index}`);
    expect(shortDiff([], many).at(-1)).toBe('+ (3 more)');
  });
});
