import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import {
  evaluateProgram,
  type ProgramLimits,
  type ProgramResult,
} from '../../../../../src/client/lab/editor/evaluate-program.ts';
import { gatherKnowledge } from '../../../../../src/simulator/plugin-programs/index.ts';
import { createTrainingCluster } from '../../../../../src/simulator/training-cluster.ts';

const knowledge = gatherKnowledge(createTrainingCluster(1));

/** Runs a program as the worker does, in an engine of its own. */
export async function runAlone(source: string, limits?: ProgramLimits): Promise<ProgramResult> {
  const engine = await newQuickJSWASMModuleFromVariant(variant);
  return evaluateProgram(engine, source, knowledge, limits);
}

/** Runs a transport program with this body of `chooseStreams`: the streams it chose for every path, or what is wrong. */
export async function streamsOf(body: string, before = ''): Promise<number | readonly string[]> {
  const result = await runAlone(
    `export const name = 'mine';\n${before}\nexport function chooseStreams() {\n${body}\n}`,
  );
  if ('problems' in result) return result.problems.map(({ message }) => message);
  if (result.plugin.kind !== 'transport') throw new Error('The program is no transport plug-in.');
  const [row, ...others] = result.plugin.streams;
  if (row === undefined || others.length > 0) throw new Error('The program chose by the path.');
  return row.streams;
}
