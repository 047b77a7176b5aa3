import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCsv } from '../../../src/domain/csv.ts';

test('quotes texts, leaves numbers bare and gaps empty', () => {
  expect(formatCsv([['Name', 'a "b", c', 3, undefined]])).toBe('"Name","a ""b"", c",3,\r\n');
});

test('disarms whatever a spreadsheet would take for a formula', () => {
  fc.assert(
    fc.property(fc.constantFrom('=', '+', '-', '@', '\t=', '\r=', ' ='), fc.string(), (start, rest) => {
      expect(formatCsv([[start + rest]]).startsWith('"\'')).toBe(true);
    }),
  );
});

test('loses nothing: an RFC 4180 reader finds the same texts', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      const cells = [...formatCsv([texts]).matchAll(/"((?:[^"]|"")*)"(?:,|\r\n$)/g)].map(([, cell = '']) =>
        cell.replaceAll('""', '"'),
      );
      expect(cells.map((cell, position) => (cell === texts[position] ? cell : cell.slice(1)))).toEqual(texts);
    }),
  );
});
