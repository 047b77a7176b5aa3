import { describe, expect, test } from 'vitest';
import { parseCheckOptions } from '../../../src/node/check-options.ts';

const defaults = { today: '2026-11-23', isCi: false };
const parse = (...args: string[]) => parseCheckOptions(args, defaults);
const problemOf = (...args: string[]) => {
  const options = parse(...args);
  return 'problem' in options ? options.problem : 'none';
};

describe('parseCheckOptions', () => {
  test('checks our content today when nothing is said', () => {
    expect(parse()).toEqual({
      format: 'text',
      today: '2026-11-23',
      content: 'content',
      isCommissioned: false,
      isHelp: false,
    });
  });

  test('writes for GitHub on GitHub, unless another format is asked for', () => {
    expect(parseCheckOptions([], { ...defaults, isCi: true })).toMatchObject({ format: 'github' });
    expect(parseCheckOptions(['--format', 'json'], { ...defaults, isCi: true })).toMatchObject({
      format: 'json',
    });
  });

  test('takes rules one by one and in lists', () => {
    expect(parse('--only', 'dead-page, dead-anchor', '--only=mojibake')).toMatchObject({
      only: new Set(['dead-page', 'dead-anchor', 'mojibake']),
    });
  });

  test('takes a date, a folder and the program as commissioned', () => {
    expect(parse('--today', '2027-01-02', '--content', 'drafts', '--commissioned')).toMatchObject({
      today: '2027-01-02',
      content: 'drafts',
      isCommissioned: true,
    });
  });

  test('updates our content, and not what was commissioned', () => {
    expect(parse('--update')).toMatchObject({ isUpdate: true });
    expect(problemOf('--update', '--commissioned')).toMatchInlineSnapshot(
      `"--update changes our content; it does not go with --commissioned."`,
    );
  });

  test('says what would work', () => {
    expect(problemOf('--formt', 'json')).toMatchInlineSnapshot(
      `"--formt is not an option; did you mean --format?"`,
    );
    expect(problemOf('--zzzzzzzzzzzzzzzzzzzz')).toMatchInlineSnapshot(
      `"--zzzzzzzzzzzzzzzzzzzz is not an option; --help lists them."`,
    );
    expect(problemOf('--format', 'xml')).toMatchInlineSnapshot(
      `""xml" is not a format; choose text, github, json, sarif."`,
    );
    expect(problemOf('--only', 'dead-pag')).toMatchInlineSnapshot(
      `""dead-pag" is not a rule; did you mean "dead-page"?"`,
    );
    expect(problemOf('--only')).toMatchInlineSnapshot(`"--only needs a value; --help shows which."`);
    expect(problemOf('--today', '23 November')).toMatchInlineSnapshot(
      `""23 November" is not a date; write it as YYYY-MM-DD."`,
    );
    expect(problemOf('drafts')).toMatchInlineSnapshot(`""drafts" is not an option; --help lists them."`);
  });
});
