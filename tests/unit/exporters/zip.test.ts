import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zip } from '../../../src/exporters/zip.ts';

describe('zip', () => {
  test('brings back every entry', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?\.md$/), fc.string()),
        (files) => {
          const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
          const read = Object.entries(unzipSync(zip(entries, '2026-11-23')));
          expect(
            Object.fromEntries(read.map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])),
          ).toEqual({
            ...files,
          });
        },
      ),
    );
  });

  test('gives the same bytes in every time zone', () => {
    const before = process.env['TZ'];
    const bytes = ['UTC', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/St_Johns'].map((zone) => {
      process.env['TZ'] = zone;
      return Buffer.from(zip([{ path: 'a.md', content: 'A' }], '2026-11-23')).toString('hex');
    });
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    expect(new Set(bytes).size).toBe(1);
  });
});
