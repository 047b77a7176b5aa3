import type { CodeBlock } from '../document.ts';
import { allDocuments, type Program } from '../program.ts';
import type { Scenario } from '../../schemas/scenario.ts';
import { parseBlockMeta } from './block-meta.ts';
import { proofOf } from './block-proof.ts';
import { parseConsole } from './console-block.ts';

/** The commands of one `console` block. */
export interface ConsoleStep {
  /** Line of the block in its file. */
  readonly line: number;
  readonly commands: readonly string[];
  /** Simulated seconds that pass before it. */
  readonly afterSeconds: number;
  /** Machine it is typed on; the one where the block before it ended when absent. */
  readonly on?: string;
  /** The page starts anew before it. */
  readonly isFresh: boolean;
}

/** Everything that a page has typed, in order, and where it is typed. */
export interface ConsolePage {
  readonly file: string;
  /** The scenario it is typed in; the reference deployment when absent. */
  readonly scenario?: { readonly id: string; readonly data: Scenario | undefined };
  /** Seed of the reference deployment: always the same for a page, another one for each. */
  readonly seed: number;
  readonly blocks: readonly ConsoleStep[];
}

/** The pages with `console` blocks that run, and what they type. */
export function consolePages(program: Program): ConsolePage[] {
  const scenarioOf = new Map([
    // A lab names its scenario without its track, because the file stands in the folder of the track.
    ...program.labs.flatMap(({ file, track, data }): [string, string][] =>
      data.scenario === undefined ? [] : [[file, `${track}/${data.scenario}`]],
    ),
    ...[...program.sections, ...program.runbooks, ...program.guides].flatMap(
      ({ file, data }): [string, string][] => (data.scenario === undefined ? [] : [[file, data.scenario]]),
    ),
  ]);
  const variables = blockVariables(program);
  return allDocuments(program).flatMap(({ file, document }): ConsolePage[] => {
    const blocks = document.codeBlocks.filter((block) => proofOf(block) === 'run');
    if (blocks.length === 0) return [];
    const id = scenarioOf.get(file);
    const data = program.scenarios.find((scenario) => scenario.id === id)?.data;
    return [
      {
        file,
        seed: seedOf(file),
        ...(id === undefined ? {} : { scenario: { id, data } }),
        blocks: blocks.map((block) => consoleStep(filled(block, variables.get(file)))),
      },
    ];
  });
}

function consoleStep(block: CodeBlock): ConsoleStep {
  const { afterSeconds, on, isFresh } = parseBlockMeta(block.meta);
  return {
    line: block.line,
    commands: parseConsole(block.value).entries.map(({ command }) => command),
    afterSeconds,
    ...(on === undefined ? {} : { on }),
    isFresh,
  };
}

/** Values that a page's blocks have in place of `[[name]]`, by file: the examples of a runbook's variables. */
export function blockVariables(program: Program): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    program.runbooks.map(({ file, data }) => [
      file,
      new Map(data.variables.map(({ name, example }) => [name, example])),
    ]),
  );
}

/** The block as somebody sees it who has filled in the values. */
export function filled(block: CodeBlock, variables: ReadonlyMap<string, string> | undefined): CodeBlock {
  if (variables === undefined || variables.size === 0) return block;
  const value = block.value.replaceAll(
    /\[\[([a-z][a-z0-9-]*)\]\]/g,
    (whole, name: string) => variables.get(name) ?? whole,
  );
  return { ...block, value };
}

/** FNV-1a of the name (http://www.isthe.com/chongo/tech/comp/fnv/), so that a page keeps its seed while others come and go. */
function seedOf(file: string): number {
  let seed = 0x811c9dc5;
  for (const character of file) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return seed;
}
