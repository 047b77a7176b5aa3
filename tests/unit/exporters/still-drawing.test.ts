import { expect, test } from 'vitest';
import { drawingRules, stillDrawing } from '../../../src/exporters/still-drawing.ts';

test('a drawing carries the rules for drawings and no other, with colours in place of variables', () => {
  const css =
    '.prose p {\n  color: var(--ink);\n}\n.f-line,\n.f-dash {\n  stroke: var(--ink);\n}\n:is(.f-text, .f-small) {\n  font-family: var(--sans);\n}\n';
  const rules = drawingRules(css, ':root {\n  --ink: light-dark(#1b2025, #e8e4da);\n}');
  expect(rules).toBe(
    '.f-line,\n.f-dash {\n  stroke: #1b2025;\n}\n:is(.f-text, .f-small) {\n  font-family: sans-serif;\n}',
  );
  expect(stillDrawing('<svg viewBox="0 0 1 1"><path/></svg>', { rules: '.f{}', markers: '<defs/>' })).toBe(
    '<svg viewBox="0 0 1 1"><style>.f{}</style><defs/><path/></svg>',
  );
});
