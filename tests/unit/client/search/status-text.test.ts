import { describe, expect, test } from 'vitest';
import { describeResults } from '../../../../src/client/search/status-text.ts';

describe('describeResults', () => {
  test('counts what both searches found', () => {
    expect(describeResults({ query: 'x', titles: 1, text: 12 })).toMatchInlineSnapshot(
      `"1 name, 12 passages."`,
    );
  });

  test('says that the text is still searched', () => {
    expect(describeResults({ query: 'x', titles: 3, text: undefined })).toMatchInlineSnapshot(
      `"3 names, searching the text."`,
    );
  });

  test('says so when there is nothing', () => {
    expect(describeResults({ query: 'xylophone', titles: 0, text: 0 })).toMatchInlineSnapshot(
      `"No result for “xylophone”."`,
    );
  });

  test('says what could not be loaded', () => {
    expect(describeResults({ query: 'x', titles: 3, text: 'failed' })).toMatchInlineSnapshot(
      `"3 names. Search needs the network once; the full text could not be loaded, so only titles and names are searched."`,
    );
    expect(describeResults({ query: 'x', titles: 'failed', text: undefined })).toMatchInlineSnapshot(
      `"Search needs the network once; the index of titles could not be loaded. The next key tries again."`,
    );
    expect(describeResults({ query: 'x', titles: 'failed', text: 'failed' })).toMatchInlineSnapshot(
      `"Search needs the network once; neither its index nor the text could be loaded. The next key tries again."`,
    );
  });

  test('is silent before anything was asked', () => {
    expect(describeResults({ query: '', titles: undefined, text: undefined })).toBe('');
  });
});
