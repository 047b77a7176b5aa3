import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../src/node/parse-yaml.ts';

const source = `title: A class
days:
  - title: Day 1
    sessions:
      - start: '09:00'
        topic: Architecture
  - title: Day 2
`;

const lineOf = (path: readonly (string | number)[], firstLine?: number): number => {
  const parsed = parseYaml(source, firstLine);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.lineOf(path);
};

const messageOf = (text: string): string => {
  const parsed = parseYaml(text);
  return 'error' in parsed ? `${parsed.error.line}: ${parsed.error.message}` : 'no error';
};

describe('parseYaml', () => {
  test.each([
    [[], 1],
    [['title'], 1],
    [['days'], 2],
    [['days', 0], 3],
    [['days', 0, 'sessions', 0, 'topic'], 6],
    [['days', 1, 'title'], 7],
  ])('knows that %j stands on line %i', (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  test('gives the line of the nearest parent where a value is absent', () => {
    expect(lineOf(['days', 0, 'sessions', 0, 'kind'])).toBe(5);
    expect(lineOf(['days', 5])).toBe(2);
  });

  test('counts from the line on which the YAML starts in its file', () => {
    expect(lineOf(['days'], 2)).toBe(3);
  });

  test('reads a date without quotes as the renderer does', () => {
    const parsed = parseYaml('reviewed: 2026-11-23');
    expect('data' in parsed && parsed.data).toEqual({ reviewed: new Date('2026-11-23') });
  });

  test('keeps times and words such as "yes" as text', () => {
    const parsed = parseYaml('start: 09:00\nanswer: yes');
    expect('data' in parsed && parsed.data).toEqual({ start: '09:00', answer: 'yes' });
  });

  test('explains what cannot be read', () => {
    expect(messageOf('title: Operations: all of it')).toMatchInlineSnapshot(
      `"1: A colon within a text is read as a field; put the text in quotes."`,
    );
    expect(messageOf('a: 1\nb: 2\na: 3')).toMatchInlineSnapshot(`"3: The same field stands here twice."`);
    expect(messageOf('days:\n\t- one')).toMatchInlineSnapshot(
      `"2: The line is indented with a tab; YAML wants spaces."`,
    );
    expect(messageOf('title: "open')).toMatchInlineSnapshot(
      `"1: A quote, bracket or brace is opened and not closed, or a colon is missing."`,
    );
    expect(messageOf('steps:\n  - one\n - two')).toMatchInlineSnapshot(
      `"3: The line is indented differently from the ones it belongs with."`,
    );
    expect(messageOf('note: *important*')).toMatchInlineSnapshot(
      `"1: A text that starts with "*" has to be in quotes: "*important*"."`,
    );
    expect(messageOf('note: @home')).toMatchInlineSnapshot(
      `"1: A text that starts with a special character has to be in quotes."`,
    );
  });
});
