import { describe, expect, test } from 'vitest';
import { parseBlockMeta } from '../../../../src/domain/blocks/block-meta.ts';

describe('parseBlockMeta', () => {
  test('reads what a writer says about a block', () => {
    expect(parseBlockMeta('title="a b" {2-4} exit=2 after="5 min" on="worker-3" fresh')).toEqual({
      fails: true,
      exitCode: 2,
      afterSeconds: 300,
      on: 'worker-3',
      isFresh: true,
      problems: [],
    });
  });

  test('does not take words of a quoted value for its own', () => {
    expect(parseBlockMeta('unverified="it fails on a fresh switch"')).toMatchObject({
      unverified: 'it fails on a fresh switch',
      fails: false,
      isFresh: false,
    });
  });

  test('takes exit=0 as no failure', () => {
    expect(parseBlockMeta('exit=0')).toMatchObject({ fails: false, exitCode: 0 });
  });

  test.each([
    ['unverified', 'unverified has no reason; write unverified="why nobody can run or parse it".'],
    ['unverified=" "', 'unverified has no reason; write unverified="why nobody can run or parse it".'],
    ['exit=one', 'exit=one is not a status; write exit=1.'],
    ['after="soon"', 'after="soon" is not a time; write after="90 s", after="5 min" or after="1 h".'],
  ])('says what is wrong with %s', (meta, problem) => {
    expect(parseBlockMeta(meta).problems).toEqual([problem]);
  });
});
