/** Runs one program away from the page, which ends this worker when it takes too long. */
import * as loader from '@jitl/quickjs-wasmfile-release-sync/emscripten-module';
import { QuickJSFFI } from '@jitl/quickjs-wasmfile-release-sync/ffi';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { PluginKnowledge } from '../../../simulator/plugin-programs/index.ts';
import { evaluateProgram, type ProgramResult } from './evaluate-program.ts';

/** What the page sends: the only message that this worker takes. */
export interface ProgramOrder {
  readonly source: string;
  readonly knowledge: PluginKnowledge;
}

/** What the page gets: that the engine is there, so that the time of the program begins, and then its result. */
export type ProgramReport =
  { readonly type: 'begun' } | { readonly type: 'ended'; readonly result: ProgramResult };

const engine = newQuickJSWASMModuleFromVariant({
  type: 'sync',
  importFFI: () => Promise.resolve(QuickJSFFI),
  importModuleLoader: () => Promise.resolve(loader.default),
});

addEventListener('message', ({ data }: MessageEvent<ProgramOrder>) => void run(data));

async function run({ source, knowledge }: ProgramOrder): Promise<void> {
  const ready = await engine;
  report({ type: 'begun' });
  report({ type: 'ended', result: evaluateProgram(ready, source, knowledge) });
}

function report(message: ProgramReport): void {
  postMessage(message);
}
