/** A lab while somebody works on it: the run, its clock and its keeping. It draws nothing. */
import { editionOf, exportEvidence, type Evidence } from '../../simulator/lab/evidence.ts';
import type { Parsed } from '../../simulator/lab/parse-evidence.ts';
import {
  advanceLab,
  showSolution,
  startLab,
  stepBack,
  takeHint,
  typeLine,
} from '../../simulator/lab/play.ts';
import type { Lab, LabRun } from '../../simulator/lab/run.ts';
import { readRunText, restoreLab, type SharedLab } from '../../simulator/lab/run-text.ts';
import { keptRun, parseKeptRun, type KeptRun } from './kept-run.ts';
import { withParts } from './shell.ts';

/** Where output of a running line goes. */
export interface LineSink {
  readonly print: (text: string) => void;
  readonly printProgress: (text: string) => void;
}

/** What a line came to, with everything that it printed. */
export interface LineOutcome {
  readonly output: string;
  readonly exitCode: number;
  /** Whether Ctrl-C ended it. */
  readonly isStopped: boolean;
}

/** What the controller tells whoever draws the lab. */
export interface LabEvents {
  /** The cluster or the run is another than before. */
  readonly onChange: () => void;
  /** Checkpoints were met, by their ids. */
  readonly onMet: (ids: readonly string[]) => void;
}

/** How a kept run, or one from a link, was taken. */
export type Restored = 'restored' | 'other-edition' | 'other-lab' | 'damaged' | 'unreachable';

/** Progress lines follow each other no faster than an eye can read. */
const progressPaceMs = 40;
/** A long wait is shown for so long and then runs as fast as it can. */
const longestPacedMs = 2_500;
/** Without a pause for the page, output would block Ctrl-C. */
const breatheEveryMs = 30;

export class LabController {
  readonly lab: Lab;
  readonly edition: string;
  readonly #events: LabEvents;
  readonly #isPaced: boolean;
  #run: LabRun;
  #isRunning = false;
  #isStopped = false;

  constructor(lab: Lab, events: LabEvents, isPaced: boolean) {
    this.lab = lab;
    this.edition = editionOf(lab.scenario);
    this.#events = events;
    this.#isPaced = isPaced;
    this.#run = startLab(lab);
  }

  get run(): LabRun {
    return this.#run;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  get isComplete(): boolean {
    return this.#run.met.length === this.lab.scenario.checkpoints.length;
  }

  /** Lets simulated time pass between two lines; while a line runs, the line moves the time. */
  advance(ms: number): void {
    if (this.#isRunning) return;
    this.#take(advanceLab(this.lab, this.#run, this.#run.session.cluster.nowMs + ms));
  }

  /** Runs a line to its end, or until it is interrupted. */
  async runLine(line: string, sink: LineSink): Promise<LineOutcome> {
    this.#isRunning = true;
    this.#isStopped = false;
    const before = this.#run;
    // What a line has printed before it turned out to need another part of the shell, it prints again.
    let printed = '';
    try {
      return await withParts(() => {
        let said = '';
        return this.#type(before, line, {
          print: (text) => {
            said += text;
            if (said.length <= printed.length) return;
            sink.print(said.slice(printed.length));
            printed = said;
          },
          printProgress: (text) => sink.printProgress(text),
        });
      });
    } catch (error) {
      this.#run = before;
      if (!isLoadFailure(error)) throw error;
      sink.print(
        'This line needs a part of the cluster that could not be loaded. Try again with a connection.\n',
      );
      return { output: printed, exitCode: 1, isStopped: false };
    } finally {
      this.#isRunning = false;
      this.#events.onChange();
    }
  }

  async #type(before: LabRun, line: string, sink: LineSink): Promise<LineOutcome> {
    let printed = '';
    const startedAt = performance.now();
    let breathedAt = startedAt;
    const typing = typeLine(this.lab, before, line);
    for (;;) {
      const next = typing.next();
      if (next.done === true) {
        const { result, run } = next.value;
        // A shell may give its words chunk by chunk or all at the end; nothing is printed twice.
        const rest = printed === '' ? result.output + result.errorOutput : '';
        sink.print(rest);
        this.#take(run);
        return { output: printed + rest, exitCode: result.exitCode, isStopped: false };
      }
      const { chunk, run } = next.value;
      if (chunk.type === 'text') {
        printed += chunk.text;
        sink.print(chunk.text);
      } else {
        sink.printProgress(chunk.text);
      }
      const now = performance.now();
      const isPaced = chunk.type === 'progress' && this.#isPaced && now - startedAt < longestPacedMs;
      if (isPaced || now - breathedAt > breatheEveryMs) {
        this.#take(run);
        await pause(isPaced ? progressPaceMs : 0);
        breathedAt = performance.now();
      }
      if (this.#isStopped) {
        sink.print('^C\n');
        this.#take(run);
        return { output: printed, exitCode: 130, isStopped: true };
      }
    }
  }

  /** Ctrl-C: the line stops after the chunk it is at. */
  interrupt(): void {
    this.#isStopped = true;
  }

  /** Takes back the last line. Tells which line that was. */
  stepBack(): string | undefined {
    const line = this.#run.entries.at(-1)?.line;
    if (line === undefined || this.#isRunning) return undefined;
    this.#take(stepBack(this.lab, this.#run));
    return line;
  }

  reset(): void {
    this.#take(startLab(this.lab));
  }

  /** The hints of a checkpoint taken so far. */
  hintsOf(checkpoint: string): readonly string[] {
    const taken = this.#run.hints.filter((hint) => hint.checkpoint === checkpoint).length;
    const hints = this.lab.scenario.checkpoints.find(({ id }) => id === checkpoint)?.hints ?? [];
    return hints.slice(0, taken);
  }

  takeHint(checkpoint: string): void {
    const taken = takeHint(this.lab, this.#run, checkpoint);
    if (taken !== null) this.#take(taken.run);
  }

  showSolution(): readonly string[] {
    this.#take(showSolution(this.#run));
    return this.lab.scenario.solution;
  }

  evidence(): Evidence {
    return exportEvidence(this.lab, this.#run);
  }

  async shareCode(): Promise<string> {
    const { shareCode } = await import('../../simulator/lab/share-code.ts');
    return shareCode(this.#run);
  }

  kept(): KeptRun {
    return keptRun(this.#run, this.edition);
  }

  /** Plays what was kept; a run that cannot be taken leaves the present one as it is. */
  async restore(value: unknown): Promise<Restored> {
    const kept = parseKeptRun(value);
    if (kept === undefined) return 'damaged';
    if (kept.edition !== this.edition) return 'other-edition';
    const restored = await this.#play(readRunText(kept.run));
    if (restored === 'restored')
      this.#take({ ...this.#run, hints: kept.hints, solutionShownAtMs: kept.solutionShownAtMs });
    return restored;
  }

  /** Plays the run of a link. */
  async restoreCode(code: string): Promise<Restored> {
    const { readShareCode } = await import('../../simulator/lab/share-code.ts');
    return this.#play(readShareCode(code));
  }

  async #play(shared: Parsed<SharedLab>): Promise<Restored> {
    if ('problem' in shared) return 'damaged';
    if (shared.value.scenario !== this.lab.id) return 'other-lab';
    try {
      this.#run = await withParts(() => restoreLab(this.lab, shared.value));
    } catch (error) {
      return isLoadFailure(error) ? 'unreachable' : 'damaged';
    }
    this.#events.onChange();
    return 'restored';
  }

  #take(run: LabRun): void {
    const known = new Set(this.#run.met.map(({ id }) => id));
    const fresh = run.met.filter(({ id }) => !known.has(id)).map(({ id }) => id);
    this.#run = run;
    this.#events.onChange();
    if (fresh.length > 0) this.#events.onMet(fresh);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A script could not be fetched; every browser says so with a TypeError. */
function isLoadFailure(error: unknown): boolean {
  return error instanceof TypeError && /import|module|fetch/i.test(error.message);
}
