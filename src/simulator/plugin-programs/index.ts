/**
 * Plug-ins as programs: turns what a learner's module exports into the plain plug-in that a cluster registers. It
 * calls the functions and knows nothing of where they come from; whoever loads a program that may not end or may not
 * be trusted runs it where it can be stopped.
 */
import type { Plugin } from '../plugins.ts';
import { describeValue } from './describe-value.ts';
import type { PluginKnowledge } from './gather-knowledge.ts';
import { assignPlacement } from './placement-assignment.ts';
import type { PlacementProgram, TransportProgram } from './program-types.ts';
import { CELL_COUNT, tabulateTransport } from './transport-table.ts';

export { gatherKnowledge, type PluginKnowledge } from './gather-knowledge.ts';
export type * from './program-types.ts';
export { registerLines } from './register-lines.ts';

/** The plug-in and what its author should know about it, or why there is none; each entry is a sentence. */
export type BuiltPlugin = { plugin: Plugin; notes: string[] } | { problems: string[] };

const NAME = /^[a-z0-9-]{1,63}$/;
const FUNCTIONS = ['chooseStreams', 'place', 'score'] as const;

/** Makes a plug-in of the exports of a module. It never throws: whatever the program does is told as a problem. */
export function buildPlugin(
  exported: Readonly<Record<string, unknown>>,
  knowledge: PluginKnowledge,
): BuiltPlugin {
  const problems: string[] = [];
  const name = exported['name'];
  if (name === undefined)
    problems.push("The program exports no name. Add a line such as: export const name = 'my-plug-in';");
  else if (typeof name !== 'string' || !NAME.test(name))
    problems.push(
      `The name is ${describeValue(name)}; it must have 1 to 63 lower-case letters, digits and dashes.`,
    );
  const present = FUNCTIONS.filter((each) => exported[each] !== undefined);
  const [only, second] = present;
  if (only === undefined)
    problems.push(
      'The program exports no function that decides: chooseStreams for a transport plug-in, place or score for a placement plug-in.',
    );
  else if (second !== undefined)
    problems.push(`The program exports ${present.join(' and ')}; a plug-in has one of them.`);
  else if (typeof exported[only] !== 'function')
    problems.push(`${only} is ${describeValue(exported[only])} and has to be a function.`);
  if (problems.length > 0) return { problems };

  if (only === 'chooseStreams') {
    const answer = tabulateTransport(exported as unknown as TransportProgram, knowledge.transport);
    if ('problem' in answer) return { problems: [answer.problem] };
    const rows = answer.plugin.streams.length;
    return {
      plugin: answer.plugin,
      notes: [
        `chooseStreams was asked about ${CELL_COUNT} paths; ${rows === 1 ? '1 row holds' : `${rows} rows hold`} its answers.`,
      ],
    };
  }
  const answer = assignPlacement(exported as unknown as PlacementProgram, knowledge);
  if ('problems' in answer) return answer;
  const { plugin, leftOut } = answer;
  const placed = Object.keys(plugin.assignment ?? {}).length;
  return {
    plugin,
    notes: [
      `${only ?? 'place'} gave ${placed} of ${placed + leftOut.length} VMs a worker.`,
      ...(leftOut.length === 0 ? [] : [`Left to the built-in score: ${leftOut.join(', ')}.`]),
    ],
  };
}
