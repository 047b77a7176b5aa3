/** Labs 2 and 3: asks the learner's program for its plug-in, in a process of its own. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuiltPlugin, PluginKnowledge } from '../../simulator/plugin-programs/index.ts';
import { registerLines } from '../../simulator/plugin-programs/index.ts';
import type { Plugin, PluginKind } from '../../simulator/plugins.ts';
import type { Program } from './find-program.ts';
import { ProgramFailure } from './grade.ts';
import type { LabBench } from './lab-bench.ts';
import { problemOf } from './run-program.ts';

const HOST = fileURLToPath(new URL('plugin-host.ts', import.meta.url));

/** The answer of the program for each cluster; throws with the sentence for its author when there is none. */
export async function askPlugin(
  bench: LabBench,
  program: Program,
  known: readonly PluginKnowledge[],
): Promise<BuiltPlugin[]> {
  const [node, file, ...others] = program.command;
  if (node !== process.execPath || file === undefined || others.length > 0)
    throw new ProgramFailure(
      'A plug-in program is a module in TypeScript or JavaScript whose exports are asked; name its file or a folder with main.ts.',
    );
  const questions = path.join(bench.workFolder, 'questions.json');
  const answers = path.join(bench.workFolder, 'answers.json');
  await writeFile(questions, JSON.stringify(known));
  const run = await bench.run({ ...program, command: [node, HOST, file, questions, answers] });
  const problem = problemOf(run);
  if (problem !== null) throw new ProgramFailure(problem);
  return JSON.parse(await readFile(answers, 'utf8')) as BuiltPlugin[];
}

/** The plug-in of that kind, or the failure that tells its author what is wrong. */
export function requirePlugin<Kind extends PluginKind>(
  built: BuiltPlugin | undefined,
  kind: Kind,
): Extract<Plugin, { kind: Kind }> {
  if (built === undefined) throw new Error('A program answers for every cluster.');
  if ('problems' in built)
    throw new ProgramFailure(`The program gives no plug-in.\n${built.problems.join('\n')}`);
  const { plugin } = built;
  if (plugin.kind !== kind)
    throw new ProgramFailure(
      `The lab asks for a ${kind} plug-in, and the program gives a ${plugin.kind} plug-in.`,
    );
  return plugin as Extract<Plugin, { kind: Kind }>;
}

export function register(bench: LabBench, plugin: Plugin): void {
  for (const line of registerLines(plugin)) {
    const { exitCode, errorOutput } = bench.type(line);
    if (exitCode !== 0) throw new ProgramFailure(`"${line.slice(0, 60)}" was refused: ${errorOutput.trim()}`);
  }
}
