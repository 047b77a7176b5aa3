/**
 * Runs a plug-in program in QuickJS: an engine of its own, so that the page makes no function from text, the program
 * reaches nothing outside, and steps and memory have a bound.
 */
import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { buildPlugin, type PluginKnowledge } from '../../../simulator/plugin-programs/index.ts';
import type { Plugin } from '../../../simulator/plugins.ts';
import { sentence, stripTypes, type ProgramProblem } from './strip-types.ts';

/** What a program came to. `printed` is what it wrote with `console.log`. */
export type ProgramResult = { readonly printed: readonly string[] } & (
  | { readonly plugin: Plugin; readonly notes: readonly string[] }
  | { readonly problems: readonly ProgramProblem[] }
);

export interface ProgramLimits {
  /** Times that the engine asks whether to go on; between two of them lie about ten thousand jumps and calls. */
  readonly interrupts: number;
  readonly memoryBytes: number;
}

export const programLimits: ProgramLimits = { interrupts: 2_000, memoryBytes: 64 * 1_048_576 };

/** Small enough that the engine notices before the browser's own stack ends. */
const stackBytes = 128 * 1_024;
const linesPrinted = 100;
const file = 'program.ts';

/**
 * Makes a plug-in of TypeScript. It never throws: whatever the program does is told as a problem. The engine is used up
 * by one program, and nothing of it is let go: one that ran out of stack or memory cannot clean up after itself.
 */
export function evaluateProgram(
  engine: QuickJSWASMModule,
  source: string,
  knowledge: PluginKnowledge,
  limits = programLimits,
): ProgramResult {
  const stripped = stripTypes(source);
  if ('problem' in stripped) return { printed: [], problems: [stripped.problem] };
  const runtime = engine.newRuntime();
  runtime.setMemoryLimit(limits.memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  runtime.setModuleLoader((name) => ({
    error: new Error(
      `A program of this page stands in one file, and "${name}" is another. Write what it needs into this one.`,
    ),
  }));
  const evaluation = new Evaluation(runtime, limits);
  try {
    return evaluation.evaluate(stripped.code, knowledge);
  } catch (error) {
    // The browser ended the engine itself, for example when its own stack was full.
    const message = error instanceof Error ? error.message : String(error);
    return { printed: evaluation.printed, problems: [{ message: `The program was stopped: ${message}.` }] };
  }
}

class Evaluation {
  readonly #context: QuickJSContext;
  readonly #limits: ProgramLimits;
  readonly printed: string[] = [];
  #interrupts = 0;
  /** The error that the program ended with last, as far as it is known where. */
  #failure: ProgramProblem | undefined;

  constructor(runtime: QuickJSRuntime, limits: ProgramLimits) {
    this.#context = runtime.newContext();
    this.#limits = limits;
    runtime.setInterruptHandler(() => (this.#interrupts += 1) > limits.interrupts);
    this.#offerConsole();
  }

  evaluate(code: string, knowledge: PluginKnowledge): ProgramResult {
    const context = this.#context;
    const evaluated = context.evalCode(code, file, { type: 'module' });
    if (evaluated.error !== undefined) {
      const problem = using(evaluated.error, (error) => this.#describe(error));
      return { printed: this.printed, problems: [problem] };
    }
    if (this.#isPromise(evaluated.value)) {
      return {
        printed: this.printed,
        problems: [{ message: 'The program waits for something with await, and a plug-in decides at once.' }],
      };
    }
    const built = buildPlugin(this.#readExports(evaluated.value), knowledge);
    if ('plugin' in built) return { printed: this.printed, ...built };
    return {
      printed: this.printed,
      // What stopped the program says more than the call that was stopped.
      problems:
        this.#interrupts > this.#limits.interrupts
          ? [this.#stopped()]
          : built.problems.map((message) => ({ message, line: this.#failure?.line })),
    };
  }

  #readExports(module: QuickJSHandle): Record<string, unknown> {
    const exported: Record<string, unknown> = {};
    for (const name of ['name', 'chooseStreams', 'place', 'score']) {
      const handle = this.#context.getProp(module, name);
      const kind = this.#context.typeof(handle);
      if (kind === 'undefined') continue;
      exported[name] = kind === 'function' ? this.#asFunction(handle) : this.#context.dump(handle);
    }
    return exported;
  }

  /** A function of the program that is called from here; what it throws, and where, is kept. */
  #asFunction(handle: QuickJSHandle): (...values: unknown[]) => unknown {
    const context = this.#context;
    return (...values) => {
      const given = values.map((value) => this.#bring(value));
      const called = context.callFunction(handle, context.undefined, ...given);
      for (const value of given) value.dispose();
      if (called.error !== undefined) {
        this.#failure = using(called.error, (error) => this.#describe(error));
        throw new Error(this.#failure.message);
      }
      return using(called.value, (value) => this.#take(value));
    };
  }

  /** Plain data, copied into the engine. */
  #bring(value: unknown): QuickJSHandle {
    const text = this.#context.newString(JSON.stringify(value));
    const json = this.#context.getProp(this.#context.global, 'JSON');
    const parse = this.#context.getProp(json, 'parse');
    try {
      return this.#context.unwrapResult(this.#context.callFunction(parse, json, text));
    } finally {
      text.dispose();
      json.dispose();
      parse.dispose();
    }
  }

  #take(value: QuickJSHandle): unknown {
    if (this.#isPromise(value))
      throw new Error('it answered with a promise; take async and await out, a plug-in decides at once.');
    const isMap = this.#isInstance(value, 'Map');
    return isMap ? new Map() : this.#context.dump(value);
  }

  #isPromise(value: QuickJSHandle): boolean {
    return this.#isInstance(value, 'Promise');
  }

  #isInstance(value: QuickJSHandle, name: 'Map' | 'Promise'): boolean {
    if (this.#context.typeof(value) !== 'object') return false;
    const test = this.#context.unwrapResult(
      this.#context.evalCode(`(value) => value instanceof ${name}`, 'page.js'),
    );
    const answer = using(test, (handle) =>
      this.#context.callFunction(handle, this.#context.undefined, value),
    );
    if (answer.error !== undefined) {
      answer.error.dispose();
      return false;
    }
    return using(answer.value, (handle) => this.#context.dump(handle) as unknown) === true;
  }

  #describe(error: QuickJSHandle): ProgramProblem {
    const thrown = this.#context.dump(error) as unknown;
    if (typeof thrown !== 'object' || thrown === null)
      return { message: `The program threw ${JSON.stringify(thrown) ?? 'nothing'}, which is no Error.` };
    const { name, message, stack } = thrown as Record<string, unknown>;
    const words = typeof message === 'string' ? message : '';
    if (words === 'interrupted') return this.#stopped();
    const line = /program\.ts:(\d+)/.exec(typeof stack === 'string' ? stack : '')?.[1];
    const place = line === undefined ? {} : { line: Number(line) };
    if (words === 'stack overflow')
      return { message: 'The program calls itself too deeply, or without end.', ...place };
    if (words === 'out of memory') {
      return {
        message: `The program was stopped, because it took more than ${this.#limits.memoryBytes / 1_048_576} MiB of memory.`,
        ...place,
      };
    }
    if (name === 'SyntaxError') return { message: sentence(words), ...place };
    return { message: `${typeof name === 'string' ? `${name}: ` : ''}${words}`, ...place };
  }

  #stopped(): ProgramProblem {
    return {
      message: `The program was stopped after about ${this.#limits.interrupts / 100} million steps. Look for a loop that does not end.`,
    };
  }

  #offerConsole(): void {
    const context = this.#context;
    const log = context.newFunction('log', (...values) => {
      if (this.printed.length === linesPrinted) this.printed.push('… and more, which is not shown.');
      if (this.printed.length > linesPrinted) return;
      this.printed.push(values.map((value) => describe(context.dump(value))).join(' '));
    });
    const console = context.newObject();
    for (const name of ['log', 'info', 'warn', 'error']) context.setProp(console, name, log);
    context.setProp(context.global, 'console', console);
    console.dispose();
    log.dispose();
  }
}

/** Lets go of a handle whatever happens; the `consume` of the library keeps it when something is thrown. */
function using<Result>(handle: QuickJSHandle, use: (handle: QuickJSHandle) => Result): Result {
  try {
    return use(handle);
  } finally {
    handle.dispose();
  }
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
