import type { PluginKnowledge } from '../../../simulator/plugin-programs/index.ts';
import type { ProgramResult } from './evaluate-program.ts';
import type { ProgramOrder, ProgramReport } from './program-worker.ts';

/** What stands outside of steps and memory, such as one long call of the engine, ends with the worker. */
const longestMs = 10_000;

const notLoaded: ProgramResult = {
  printed: [],
  problems: [{ message: 'What runs programs could not be loaded. Check the connection and try again.' }],
};
const tookTooLong: ProgramResult = {
  printed: [],
  problems: [{ message: `The program did not end within ${longestMs / 1000} s and was stopped.` }],
};

/** Runs a program in a worker of its own; it always settles, and never later than the program may take. */
export function runProgram(source: string, knowledge: PluginKnowledge): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./program-worker.ts', import.meta.url), { type: 'module' });
    let timer = 0;
    const end = (result: ProgramResult): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(result);
    };
    worker.addEventListener('error', () => end(notLoaded));
    worker.addEventListener('message', ({ data }: MessageEvent<ProgramReport>) => {
      if (data.type === 'ended') end(data.result);
      else timer = window.setTimeout(() => end(tookTooLong), longestMs);
    });
    const order: ProgramOrder = { source, knowledge };
    worker.postMessage(order);
  });
}
