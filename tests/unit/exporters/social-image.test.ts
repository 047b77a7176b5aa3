import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from '../../../src/exporters/social-image.ts';

test('wrapText keeps every word in its order, and no line of several words is too long', () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 30 }), (words, limit) => {
      const lines = wrapText(words.join(' '), limit, (text) => text.length);
      expect(lines.join(' ')).toBe(words.join(' '));
      for (const line of lines) expect(line.length <= limit || !line.includes(' ')).toBe(true);
    }),
  );
});
