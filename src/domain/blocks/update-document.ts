import type { CodeBlock, MeasuredDocument } from '../document.ts';
import { parseBlockMeta } from './block-meta.ts';
import { proofOf } from './block-proof.ts';
import { filled } from './console-page.ts';
import { parseConsole, printConsole } from './console-block.ts';
import type { BlockMeasurement } from './measured-block.ts';
import { matchesOutput, outputLines, updatedOutput } from './printed-output.ts';

/**
 * The text of a file with what came out in place of what is printed. Only blocks that differ change; what is typed, the
 * elisions and everything around the blocks stay as they are. A refusal is printed where the block says `fails` or prints one
 * already, and nowhere else.
 */
export function updateDocument(
  source: string,
  document: MeasuredDocument,
  measured: readonly (BlockMeasurement | undefined)[],
  variables?: ReadonlyMap<string, string>,
): string {
  const lines = source.split('\n');
  // From the last to the first, so that lines above keep their numbers.
  for (const [index, block] of [...document.codeBlocks.entries()].toReversed()) {
    const value = updatedBlock(block, measured[index], variables);
    if (value === block.value) continue;
    const indent = indentation(lines[block.line - 1] ?? '');
    const text = value === '' ? [] : value.split('\n');
    lines.splice(
      block.line,
      block.endLine - block.line - 1,
      ...text.map((line) => (line === '' ? indent.trimEnd() : `${indent}${line}`)),
    );
  }
  return lines.join('\n');
}

/** What stands before the fence, and so before each line of the block: spaces for a list item, `> ` for a quotation. */
function indentation(fence: string): string {
  const before = /^(.*?)(?:`{3,}|~{3,})/.exec(fence)?.[1] ?? '';
  return before.replaceAll(/[^>\s]/g, ' ');
}

/** The text of one block as it should be. */
export function updatedBlock(
  block: CodeBlock,
  measurement: BlockMeasurement | undefined,
  variables?: ReadonlyMap<string, string>,
): string {
  const proof = proofOf(block);
  if (proof === 'draw' && measurement?.type === 'region') return measurement.text;
  if (proof !== 'run' || measurement?.type !== 'ran') return block.value;
  const { fails } = parseBlockMeta(block.meta);
  const console = parseConsole(block.value);
  const seen = parseConsole(filled(block, variables).value);
  const outputs = console.entries.map((entry, index) => {
    const result = measurement.results[index];
    const printed = seen.entries[index]?.output ?? entry.output;
    if (result === undefined) return entry.output;
    // A refusal that nobody has announced is a slip of the writer; filled in, it would look intended.
    if (result.exitCode !== 0 && !fails && printed.every((line) => line.trim() === '')) return entry.output;
    const actual = outputLines(result.output);
    return matchesOutput(printed, actual) ? entry.output : updatedOutput(printed, actual);
  });
  return printConsole(console, outputs);
}
