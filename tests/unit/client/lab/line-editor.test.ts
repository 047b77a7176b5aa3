import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commonStart,
  edit,
  emptyLine,
  insertText,
  maximumLineLength,
  replaceRange,
  type Edit,
} from '../../../../src/client/lab/line-editor.ts';

const at = (text: string) => ({ text: text.replace('|', ''), cursor: text.indexOf('|') });
const shown = ({ text, cursor }: { text: string; cursor: number }) =>
  `${text.slice(0, cursor)}|${text.slice(cursor)}`;

describe('edit', () => {
  const cases: [Edit, string, string][] = [
    ['left', 'ab|c', 'a|bc'],
    ['left', '|abc', '|abc'],
    ['right', 'ab|c', 'abc|'],
    ['right', 'abc|', 'abc|'],
    ['word-left', 'vm  create web|', 'vm  create |web'],
    ['word-left', 'vm create |web', 'vm |create web'],
    ['word-right', '|vm create', 'vm| create'],
    ['home', 'abc|', '|abc'],
    ['end', '|abc', 'abc|'],
    ['delete-left', 'ab|c', 'a|c'],
    ['delete-right', 'a|bc', 'a|c'],
    ['delete-word-left', 'vm create web|-1', 'vm create |-1'],
    ['delete-to-start', 'vm |create', '|create'],
    ['delete-to-end', 'vm |create', 'vm |'],
    ['delete-left', 'a😀|b', 'a|b'],
    ['left', 'a😀|b', 'a|😀b'],
  ];
  test.each(cases)('%s turns %s into %s', (key, before, after) => {
    expect(shown(edit(at(before), key))).toBe(after);
  });

  test('keeps the cursor inside the line, whatever keys come', () => {
    const keys = fc.array(
      fc.constantFrom<Edit>('left', 'right', 'word-left', 'delete-left', 'delete-to-end', 'end'),
    );
    fc.assert(
      fc.property(fc.string(), keys, (text, pressed) => {
        const line = pressed.reduce(edit, insertText(emptyLine, text));
        return line.cursor >= 0 && line.cursor <= line.text.length;
      }),
    );
  });
});

describe('insertText', () => {
  test('leaves control characters out', () => {
    expect(insertText(at('a|b'), '\u001B[31mx\u0007').text).toBe('a[31mxb');
  });

  test('takes no more than a line holds', () => {
    expect(insertText(emptyLine, 'x'.repeat(10_000)).text).toHaveLength(maximumLineLength);
  });
});

test('replaceRange completes the word before the cursor and keeps what follows', () => {
  expect(shown(replaceRange(at('dwcp-cli clu| --help'), 9, 'cluster '))).toBe('dwcp-cli cluster | --help');
});

describe('commonStart', () => {
  test('is what all candidates begin with', () => {
    expect(commonStart(['worker-1', 'worker-10', 'worker-2'])).toBe('worker-');
  });
  test('is empty where they differ at once, or there are none', () => {
    expect(commonStart(['a', 'b'])).toBe('');
    expect(commonStart([])).toBe('');
  });
});
