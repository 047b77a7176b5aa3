import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, inlineCode } from '../../../src/domain/inline-code.ts';

describe('inlineCode', () => {
  test('makes code of what stands in backquotes', () => {
    expect(inlineCode('Run `dwcp-cli node list` & look for <node>.')).toBe(
      'Run <code>dwcp-cli node list</code> &amp; look for &lt;node&gt;.',
    );
  });

  test('leaves a backquote without its partner', () => {
    expect(inlineCode('a ` b')).toBe('a ` b');
  });

  test('lets no markup through, in code or outside', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', '&', '`', 'a', ' ') }), (text) => {
        const rest = inlineCode(text).replaceAll(/<\/?code>/g, '');
        expect(rest).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
        expect(rest.replaceAll('`', '')).toBe(escapeHtml(text).replaceAll('`', ''));
      }),
    );
  });
});
