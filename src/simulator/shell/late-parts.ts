/**
 * Parts of the shell that are large and that many a lab never needs: the query language, the REST interface, and some
 * nouns of `dwcp-cli`. A browser loads each when a line first asks for it; index.ts, which everybody else
 * imports, has them from the start.
 */
import type { CommandRun } from './command-call.ts';
import type { Program } from './program.ts';

/** Nouns of `dwcp-cli` whose commands come late, by name. */
type LateNoun = 'consensus' | 'metrics' | 'network' | 'plugin' | 'reputation' | 'trace' | 'upgrade';

type LateParts = Record<'promql' | 'curl', Program> & Record<LateNoun, Readonly<Record<string, CommandRun>>>;

export type LatePart = keyof LateParts;

/** A line needs a part that is not there yet. Nothing has changed: load the part, and run the line again. */
export class PartMissing extends Error {
  readonly part: LatePart;

  constructor(part: LatePart) {
    super(`The part "${part}" of the shell is not loaded yet.`);
    this.part = part;
  }
}

const parts: Partial<LateParts> = {};

export function providePart<Part extends LatePart>(name: Part, part: LateParts[Part]): void {
  parts[name] = part;
}

function partOf<Part extends LatePart>(name: Part): LateParts[Part] {
  const part = parts[name];
  if (part === undefined) throw new PartMissing(name);
  return part;
}

/** A program that runs as soon as its part is there. */
export function lateProgram(name: 'promql' | 'curl'): Program {
  return (machine, words, input) => partOf(name)(machine, words, input);
}

/** Commands of `dwcp-cli` that run as soon as their part is there. */
export function lateCommands(part: LateNoun, names: readonly string[]): Record<string, CommandRun> {
  return Object.fromEntries(
    names.map((name): [string, CommandRun] => [
      name,
      (call) => {
        const run = partOf(part)[name];
        if (run === undefined) throw new Error(`The part "${part}" has no command "${name}".`);
        return run(call);
      },
    ]),
  );
}
