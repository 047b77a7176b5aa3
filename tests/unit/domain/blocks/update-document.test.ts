import { expect, test } from 'vitest';
import type { BlockMeasurement } from '../../../../src/domain/blocks/measured-block.ts';
import { updateDocument } from '../../../../src/domain/blocks/update-document.ts';
import { parseDocument } from '../../../../src/markdown/parse-document.ts';

const ran = (...outputs: string[]): BlockMeasurement => ({
  type: 'ran',
  results: outputs.map((output) => ({ command: '', output, exitCode: 0 })),
});

function update(
  source: string,
  measured: (BlockMeasurement | undefined)[],
  variables?: Map<string, string>,
): string {
  return updateDocument(source, parseDocument('a.mdx', source).document, measured, variables);
}

test('prints what came out, keeps elisions, and leaves the rest to the byte', () => {
  const source =
    '---\ntitle: A\n---\n\nText.\n\n```console\n$ one\nold\n\n$ two\nhead\n…\n```\n\n```yaml\na: 1\n```\n\n- item\n\n  ```console exit=1\n  $ three\n  ```\n';
  const updated = update(source, [
    ran('new\nlines\n', 'HEAD\nbody\n'),
    undefined,
    ran('refused\n\nfor good\n'),
  ]);
  expect(updated).toBe(
    '---\ntitle: A\n---\n\nText.\n\n```console\n$ one\nnew\nlines\n\n$ two\nHEAD\n…\n```\n\n```yaml\na: 1\n```\n\n- item\n\n  ```console exit=1\n  $ three\n  refused\n\n  for good\n  ```\n',
  );
  expect(
    update(updated, [ran('new\nlines\n', 'HEAD\nbody\n'), undefined, ran('refused\n\nfor good\n')]),
  ).toBe(updated);
});

test('does not print a refusal that the text does not announce', () => {
  const refused = (output: string): BlockMeasurement => ({
    type: 'ran',
    results: [{ command: '', output, exitCode: 1 }],
  });
  const slip = '```console\n$ trace show --id 1\n```\n';
  expect(update(slip, [refused('no such trace\n')])).toBe(slip);
  expect(update('```console fails\n$ trace show --id 1\n```\n', [refused('no such trace\n')])).toBe(
    '```console fails\n$ trace show --id 1\nno such trace\n```\n',
  );
  expect(update('```console\n$ network test\nold\n```\n', [refused('new\n')])).toBe(
    '```console\n$ network test\nnew\n```\n',
  );
});

test('copies a region', () => {
  const source = '```go region="examples/a.go#b"\n```\n';
  expect(update(source, [{ type: 'region', text: 'x := 1' }])).toBe(
    '```go region="examples/a.go#b"\nx := 1\n```\n',
  );
});

test('leaves a block alone that matches with the values filled in', () => {
  const source = '```console\n$ ping [[node]]\n[[node]] answers\n```\n';
  expect(update(source, [ran('worker-3 answers\n')], new Map([['node', 'worker-3']]))).toBe(source);
});

test('leaves a block alone whose commands did not run', () => {
  const source = '```console\n$ one\nold\n```\n';
  expect(update(source, [undefined])).toBe(source);
  expect(update(source, [{ type: 'not-run', reason: 'no scenario' }])).toBe(source);
});
