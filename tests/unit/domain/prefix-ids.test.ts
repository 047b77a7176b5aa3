import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prefixIds } from '../../../src/domain/prefix-ids.ts';

describe('prefixIds', () => {
  test('moves ids and the links and labels that name them', () => {
    const html =
      '<section class="step" id="a" aria-labelledby="b c"><h2 id="b">B</h2><a class="x" href="#a">up</a></section>';
    expect(prefixIds(html, 's2')).toBe(
      '<section class="step" id="s2-a" aria-labelledby="s2-b s2-c"><h2 id="s2-b">B</h2><a class="x" href="#s2-a">up</a></section>',
    );
  });

  test('finds an id behind a value that has an angle bracket', () => {
    expect(prefixIds('<section aria-label="lag > 60 s" id="lag">', 's2')).toBe(
      '<section aria-label="lag > 60 s" id="s2-lag">',
    );
  });

  test('leaves other pages, the arrow heads of figures and text as they are', () => {
    const html =
      '<a href="/glossary/#quorum">q</a><path marker-end="url(#f-arrow)"/><p data-id="x">id="y" and href="#y"</p>';
    expect(prefixIds(html, 's2')).toBe(html);
  });

  test('keeps every link leading to the element it led to', () => {
    const id = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,8}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { minLength: 1 }),
        fc.stringMatching(/^[a-z0-9-]{1,6}$/),
        (ids, prefix) => {
          const html = ids
            .map(
              (own, index) =>
                `<h2 class="h" id="${own}">${index}</h2><a title="a > b" href="#${ids[ids.length - 1 - index]}">x</a>`,
            )
            .join('');
          const prefixed = prefixIds(html, prefix);
          const targets = (text: string, pattern: RegExp): string[] =>
            [...text.matchAll(pattern)].map((match) => match[1] ?? '');
          expect(targets(prefixed, / id="([^"]+)"/g)).toEqual(ids.map((own) => `${prefix}-${own}`));
          expect(targets(prefixed, /href="#([^"]+)"/g)).toEqual(
            ids.toReversed().map((own) => `${prefix}-${own}`),
          );
        },
      ),
    );
  });
});
