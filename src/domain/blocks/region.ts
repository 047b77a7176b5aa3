import type { BlockMeasurement } from './measured-block.ts';

type Region = Extract<BlockMeasurement, { type: 'region' | 'no-region' }>;

/** File and name in `examples/go/client.go#retry`; nothing when it is written otherwise or leads out of `examples/`. */
export function parseRegionName(text: string): { readonly file: string; readonly name: string } | undefined {
  const [, file, name] = /^(examples\/[^#]+)#([\w-]+)$/.exec(text) ?? [];
  if (file === undefined || name === undefined || file.split('/').includes('..')) return undefined;
  return { file, name };
}

/**
 * The stretch of a source file between the comments `region: name` and `endregion`, in whatever way the language writes
 * comments. Markers of regions within are left out, and so is the indentation that all lines share.
 */
export function findRegion(source: string, name: string): Region {
  const lines = source.split('\n');
  const known = lines.flatMap((line) => regionStart(line) ?? []);
  const start = lines.findIndex((line) => regionStart(line) === name);
  if (start === -1) return { type: 'no-region', reason: 'no-region', known };
  let depth = 1;
  const inside: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (regionStart(line) !== undefined) depth += 1;
    else if (isRegionEnd(line)) depth -= 1;
    else inside.push(line);
    if (depth === 0) return { type: 'region', text: withoutIndentation(inside).join('\n') };
  }
  return { type: 'no-region', reason: 'not-ended', known };
}

function regionStart(line: string): string | undefined {
  return /^\s*(?:\/\/|#|--|;|\/\*|<!--)\s*region:\s*([\w-]+)\s*(?:\*\/|-->)?\s*$/.exec(line)?.[1];
}

function isRegionEnd(line: string): boolean {
  return /^\s*(?:\/\/|#|--|;|\/\*|<!--)\s*endregion\b.*$/.test(line);
}

function withoutIndentation(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const shared = Math.min(...filled.map((line) => /^\s*/.exec(line)?.[0].length ?? 0));
  const trimmed = lines.map((line) => (line.trim() === '' ? '' : line.slice(shared)));
  const first = trimmed.findIndex((line) => line !== '');
  const last = trimmed.findLastIndex((line) => line !== '');
  return first === -1 ? [] : trimmed.slice(first, last + 1);
}
