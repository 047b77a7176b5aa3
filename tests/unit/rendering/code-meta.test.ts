import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCodeMeta } from '../../../src/rendering/code-meta.ts';

const lines = (meta: string) => {
  const { title, highlighted, inserted, deleted } = parseCodeMeta(meta);
  return { title, highlighted: [...highlighted], inserted: [...inserted], deleted: [...deleted] };
};

describe('parseCodeMeta', () => {
  test('reads a title and the three kinds of lines', () => {
    expect(lines('title="worker.yaml" {2-4} ins={6} del={5,8-9}')).toEqual({
      title: 'worker.yaml',
      highlighted: [2, 3, 4],
      inserted: [6],
      deleted: [5, 8, 9],
    });
  });

  test('does not take inserted lines for highlighted ones', () => {
    expect(lines('ins={1}')).toEqual({ title: undefined, highlighted: [], inserted: [1], deleted: [] });
  });

  test('leaves out what it does not know', () => {
    expect(lines('wrap {x} subtitle="no" ins={} del={4-,-5}')).toEqual({
      title: undefined,
      highlighted: [],
      inserted: [],
      deleted: [],
    });
  });

  test('has nothing to say without meta', () => {
    expect(lines('')).toEqual({ title: undefined, highlighted: [], inserted: [], deleted: [] });
  });

  test('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (meta) => {
        expect(parseCodeMeta(meta).highlighted).toBeInstanceOf(Set);
      }),
    );
  });
});
