import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyProgress } from '../../../src/domain/progress.ts';
import { readProgressFile, writeProgressFile } from '../../../src/domain/progress-file.ts';
import { publishedSchemas } from '../../../src/exporters/json-schemas.ts';
import { anyProgress } from './any-progress.ts';

const about = {
  exported: '2026-11-23T09:00:00.000Z',
  trainee: { id: '0f8fad5b-d9cb-469f-a165-70867728950e', name: 'A trainee' },
};
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
formats.default(ajv);
const validate = ajv.compile(publishedSchemas.progress('https://training.example.com/schemas/progress.json'));

/** A file that is right but for one change. */
function changed(change: (file: Record<string, unknown>) => unknown): string {
  return JSON.stringify(
    change(JSON.parse(writeProgressFile(emptyProgress, about)) as Record<string, unknown>),
  );
}

describe('readProgressFile', () => {
  test('reads what was written', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        expect(readProgressFile(writeProgressFile(progress, about))).toMatchObject({ progress });
      }),
    );
  });

  test('reads a file that an editor put a byte-order mark before', () => {
    expect(readProgressFile(`\uFEFF${writeProgressFile(emptyProgress, about)}`)).toHaveProperty('file');
  });

  test('never fails on damage: each cut and each changed letter gives a file or a reason', () => {
    fc.assert(
      fc.property(
        anyProgress,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (progress, place, letter) => {
          const text = writeProgressFile(progress, about);
          // A file without the newline at its end is whole.
          const at = place % (text.length - 1);
          expect(readProgressFile(text.slice(0, at))).toHaveProperty('problem');
          const read = readProgressFile(text.slice(0, at) + letter + text.slice(at + 1));
          expect('problem' in read || validate(read.file)).toBe(true);
        },
      ),
    );
  });

  test('says why it does not take a file', () => {
    const problems = [
      '{"kind": "dwcp-tr',
      '[]',
      '{"name": "something else"}',
      changed((file) => ({ ...file, version: 2 })),
      changed((file) => ({ ...file, extra: true })),
      changed((file) => ({
        ...file,
        progress: { read: { '/a/': { at: 'today', read: true } }, labs: {}, scores: {} },
      })),
      ' '.repeat(1_000_001),
    ].map((text) => {
      const read = readProgressFile(text);
      return 'problem' in read ? read.problem : 'taken';
    });
    expect(problems).toMatchInlineSnapshot(`
      [
        "is not JSON; it may have been cut off on the way. Export it again.",
        "is not a progress file of this course.",
        "is not a progress file of this course.",
        "was written by a newer version of this course (format 2; this page reads format 1). Reload the page and try again.",
        "is damaged at the top: Unrecognized key: "extra". Export it again.",
        "is damaged at progress › read › /a/ › at: write a moment as YYYY-MM-DDTHH:MM:SS.sssZ. Export it again.",
        "is larger than 1 MB, which no progress file is.",
      ]
    `);
  });
});

describe('the published schema', () => {
  test('accepts every file that is written', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        const file: unknown = JSON.parse(writeProgressFile(progress, about));
        expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
      }),
    );
  });

  test('refuses what the reader refuses', () => {
    for (const text of [
      changed((file) => ({ ...file, kind: 'other' })),
      changed((file) => ({ ...file, extra: true })),
      changed((file) => ({ ...file, progress: { read: {}, labs: { 'cooking/lab-1': {} }, scores: {} } })),
    ]) {
      expect(validate(JSON.parse(text))).toBe(false);
      expect(readProgressFile(text)).toHaveProperty('problem');
    }
  });
});
