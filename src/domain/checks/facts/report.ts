import type { Finding } from '../../finding.ts';
import { allDocuments, type Program } from '../../program.ts';
import type { Piece } from './pieces.ts';

/** A component that names something of the reference. */
interface NamedUse {
  readonly file: string;
  readonly line: number;
  readonly value: string | number | boolean | undefined;
}

/** Every use of a component such as `<Metric name="…" />`, with the value of its one property. */
export function usesOf(program: Program, component: string, property = 'name'): NamedUse[] {
  return allDocuments(program).flatMap(({ file, document }) =>
    document.components
      .filter((use) => use.name === component)
      .map((use) => ({ file, line: use.line, value: use.attributes[property] }))
      // A property that is absent or of another type is the matter of "unknown-component".
      .filter(({ value }) => typeof value === 'string' || typeof value === 'number'),
  );
}

/** A name in a piece, with the line it stands on. */
export interface NameUse {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** Line of a match within a piece. */
export function lineWithin(piece: Piece, index: number): number {
  return piece.line + piece.text.slice(0, index).split('\n').length - 1;
}

/** One finding for each subject and file: the first, which says how many more there are. */
export function oncePerFile(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, (finding) => `${finding.file}\0${finding.subject}`);
  return [...groups.values()].flatMap((group) => {
    const first = group.reduce((earliest, finding) => (finding.line < earliest.line ? finding : earliest));
    const others = group.length - 1;
    if (others === 0) return [first];
    const places = others === 1 ? 'one more place' : `${others} more places`;
    return [{ ...first, message: `${first.message} The same is in ${places} of this file.` }];
  });
}

/** "The nearest one is …" when there is one, then what else can be done. */
export function suggest(suggestion: string | undefined, otherwise: string): string {
  if (suggestion === undefined) return `${otherwise[0]?.toUpperCase() ?? ''}${otherwise.slice(1)}`;
  return `The nearest one is "${suggestion}"; use it, or ${otherwise}`;
}
