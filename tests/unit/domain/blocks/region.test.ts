import { describe, expect, test } from 'vitest';
import { findRegion, parseRegionName } from '../../../../src/domain/blocks/region.ts';

describe('findRegion', () => {
  test('gives the stretch without markers and shared indentation', () => {
    const source =
      'func main() {\n\t// region: retry\n\tfor {\n\t\t// region: wait\n\t\twait()\n\t\t// endregion\n\t}\n\t// endregion\n}\n';
    expect(findRegion(source, 'retry')).toEqual({ type: 'region', text: 'for {\n\twait()\n}' });
    expect(findRegion(source, 'wait')).toEqual({ type: 'region', text: 'wait()' });
  });

  test.each([
    '# region: a\nx\n# endregion',
    '-- region: a\nx\n-- endregion',
    '<!-- region: a -->\nx\n<!-- endregion -->',
  ])('knows the comments of %j', (source) => {
    expect(findRegion(source, 'a')).toEqual({ type: 'region', text: 'x' });
  });

  test('says which regions there are', () => {
    expect(findRegion('# region: a\n# endregion', 'b')).toEqual({
      type: 'no-region',
      reason: 'no-region',
      known: ['a'],
    });
    expect(findRegion('# region: a\nx', 'a')).toMatchObject({ reason: 'not-ended' });
  });
});

test('a region is named by a file below examples/ and a name', () => {
  expect(parseRegionName('examples/go/client.go#retry')).toEqual({
    file: 'examples/go/client.go',
    name: 'retry',
  });
  expect(parseRegionName('examples/../package.json#a')).toBeUndefined();
  expect(parseRegionName('src/a.ts#a')).toBeUndefined();
  expect(parseRegionName('examples/go/client.go')).toBeUndefined();
});
