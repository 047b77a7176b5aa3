import { describe, expect, test } from 'vitest';
import { listPages } from '../../src/domain/routes.ts';
import { readProgram } from '../../src/node/read-program.ts';

const { program } = await readProgram('content');
const pages = program === undefined ? [] : listPages(program);

describe('referenceAnchor', () => {
  test.each(pages.filter(({ kind }) => kind === 'reference'))(
    'gives every entry of $url an anchor of its own',
    ({ anchors }) => {
      const groups = Map.groupBy(anchors, (anchor) => anchor);
      expect([...groups].filter(([, uses]) => uses.length > 1).map(([anchor]) => anchor)).toEqual([]);
      expect(anchors.filter((anchor) => !/^[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*$/u.test(anchor))).toEqual([]);
    },
  );

  test('has entries to give anchors to', () => {
    expect(pages.filter(({ anchors }) => anchors.length > 10).map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/reference/metrics/', '/glossary/']),
    );
  });
});
