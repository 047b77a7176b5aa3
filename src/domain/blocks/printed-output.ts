/** Stands on a line of its own for any number of lines, none included. */
export const ellipsis = '…';

/** Lines as they are compared: without spaces at their ends, which editors remove, and without empty lines at the end. */
function comparable(lines: readonly string[]): string[] {
  const trimmed = lines.map((line) => line.trimEnd());
  const last = trimmed.findLastIndex((line) => line !== '');
  return trimmed.slice(0, last + 1);
}

/** The lines of a text that a command has printed. */
export function outputLines(text: string): string[] {
  return comparable(text.split('\n'));
}

/** Tells whether the printed lines are what came out. */
export function matchesOutput(printed: readonly string[], actual: readonly string[]): boolean {
  const chunks = literalChunks(printed);
  const lines = comparable(actual);
  const [first = [], ...rest] = chunks;
  if (rest.length === 0) return first.length === lines.length && isAt(lines, first, 0);
  const last = rest.pop() ?? [];
  let position = first.length;
  const end = lines.length - last.length;
  if (position > end || !isAt(lines, first, 0) || !isAt(lines, last, end)) return false;
  // The earliest place for each chunk leaves the most room for those after it.
  for (const chunk of rest) {
    while (position + chunk.length <= end && !isAt(lines, chunk, position)) position += 1;
    position += chunk.length;
    if (position > end) return false;
  }
  return true;
}

/** The stretches between the elisions; one more than there are elisions. */
function literalChunks(printed: readonly string[]): string[][] {
  const chunks: string[][] = [[]];
  for (const line of comparable(printed)) {
    if (line.trim() === ellipsis) chunks.push([]);
    else chunks.at(-1)?.push(line);
  }
  return chunks;
}

function isAt(lines: readonly string[], chunk: readonly string[], position: number): boolean {
  return chunk.every((line, index) => lines[position + index] === line);
}

/**
 * What should be printed in place of the printed lines: what came out, with an elision wherever there was one. The lines
 * before the first elision and after the last keep their number, the ones between are looked for by their words.
 * Printed lines that match are returned as they are, so a second update changes nothing.
 */
export function updatedOutput(printed: readonly string[], actual: readonly string[]): readonly string[] {
  if (matchesOutput(printed, actual)) return printed;
  const trailing = printed.slice(comparable(printed).length);
  const updated = elided(literalChunks(printed), comparable(actual));
  const isSound = matchesOutput(updated, actual);
  return [...(isSound ? updated : comparable(actual)), ...trailing];
}

function elided(chunks: readonly string[][], lines: readonly string[]): string[] {
  if (chunks.length === 1) return [...lines];
  const first = chunks[0]?.length ?? 0;
  const last = Math.min(chunks.at(-1)?.length ?? 0, Math.max(lines.length - first, 0));
  const end = lines.length - last;
  const updated = lines.slice(0, first);
  let position = Math.min(first, end);
  for (const chunk of chunks.slice(1, -1)) {
    const place = likeliestPlace(lines, chunk, position, end);
    updated.push(ellipsis, ...lines.slice(place, Math.min(place + chunk.length, end)));
    position = Math.min(place + chunk.length, end);
  }
  return [...updated, ellipsis, ...lines.slice(end)];
}

/** The place between two positions at which the lines have most words in common with a chunk; the earliest of them. */
function likeliestPlace(
  lines: readonly string[],
  chunk: readonly string[],
  from: number,
  end: number,
): number {
  let best = { place: from, score: -1 };
  for (let place = from; place + chunk.length <= end; place += 1) {
    const score = chunk.reduce((sum, line, index) => sum + commonWords(line, lines[place + index] ?? ''), 0);
    if (score > best.score) best = { place, score };
  }
  return best.place;
}

function commonWords(first: string, second: string): number {
  const words = new Set(first.split(/\s+/));
  return second.split(/\s+/).filter((word) => word !== '' && words.has(word)).length;
}

const longestDiff = 6;

/** Where two texts differ, as lines marked `- ` for what is printed and `+ ` for what came out; a few of each. */
export function shortDiff(printed: readonly string[], actual: readonly string[]): string[] {
  const before = comparable(printed);
  const after = comparable(actual);
  let start = 0;
  while (start < before.length && before[start] !== ellipsis && before[start] === after[start]) start += 1;
  let tail = 0;
  const shortest = Math.min(before.length, after.length) - start;
  while (tail < shortest && before.at(-1 - tail) !== ellipsis && before.at(-1 - tail) === after.at(-1 - tail))
    tail += 1;
  return [
    ...marked('- ', before.slice(start, before.length - tail)),
    ...marked('+ ', after.slice(start, after.length - tail)),
  ];
}

function marked(mark: string, lines: readonly string[]): string[] {
  const shown = lines.slice(0, longestDiff).map((line) => `${mark}${line}`);
  const others = lines.length - longestDiff;
  return others > 0 ? [...shown, `${mark}(${others} more)`] : shown;
}
