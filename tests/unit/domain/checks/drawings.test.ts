import { describe, expect, test } from 'vitest';
import { checkDrawings } from '../../../../src/domain/checks/drawings.ts';

const check = (text: string) => checkDrawings([{ file: 'content/figures/a.svg', text }]);
const drawing = (inside: string) =>
  `<svg viewBox="0 0 560 80" xmlns="http://www.w3.org/2000/svg">\n${inside}\n</svg>\n`;

describe('checkDrawings', () => {
  test('is silent about a drawing that keeps to the classes of the site', () => {
    expect(
      check(
        drawing('<path class="f-line" fill="none" d="M0 0h8" /><text class="f-text f-mid" x="8">a</text>'),
      ),
    ).toEqual([]);
  });

  test.each([
    ['a style', '<style>path{}</style>', 'a style of its own'],
    ['an inline style', '<path style="fill:red" d="M0 0" />', 'a style of its own'],
    ['a script', '<script>1</script>', 'a script'],
    ['a handler', '<path onclick="go()" d="M0 0" />', 'a script'],
    ['a colour', '<path fill="#000" d="M0 0" />', 'a colour or font of its own'],
    ['an id', '<path id="x" d="M0 0" />', 'an id'],
    ['a picture', '<image href="a.png" />', 'something that is not drawn in it'],
    ['a class that the site does not know', '<path class="f-red" d="M0 0" />', 'f-red'],
  ])('reports %s', (_, inside, thing) => {
    expect(check(drawing(inside)).map(({ rule, subject, line }) => [rule, subject, line])).toEqual([
      ['missing-figure', `content/figures/a.svg: ${thing}`, 2],
    ]);
  });

  test('reports a fixed size', () => {
    expect(
      check('<svg width="560" height="80" viewBox="0 0 560 80"></svg>').map(({ message }) => message),
    ).toEqual(['The drawing does not give its size by a viewBox alone.']);
  });

  test('looks at drawings only', () => {
    expect(checkDrawings([{ file: 'content/guides/a.mdx', text: '<style>' }])).toEqual([]);
  });
});
