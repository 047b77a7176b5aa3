/** A lab as it is worked through: it starts, time passes, lines are typed, a step is taken back. */
import { copyPlain } from '../copy.ts';
import { step } from '../step.ts';
import { holds } from './evaluate.ts';
import type { Lab, LabEntry, LabRun, LabState } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Chunk, LineResult, Session } from '../shell/session.ts';
import { scheduleFaults, startCluster } from './start.ts';

/** Checkpoints are looked at every five seconds of the cluster, at each output of a line and at its end. */
export const JUDGE_EVERY_MS = 5_000;

/** A run ends after a day of the cluster; nothing in a lab takes as long. */
export const LAB_LIMIT_MS = 86_400_000;

/** Lines a run can hold, and characters of a line. */
export const ENTRY_LIMIT = 5_000;
export const LINE_LIMIT = 4_096;

const KEPT_OUTPUT = 8_192;
const KEPT_STATES = 3;

/** The lab before anything was typed. */
export function startLab(lab: Lab): LabRun {
  const { scenario } = lab;
  const session = lab.shell.open(startCluster(scenario));
  for (const [host, files] of Object.entries(scenario.start.files))
    session.files[host] = { ...session.files[host], ...files };
  return {
    formatVersion: 1,
    scenario: lab.id,
    seed: scenario.seed,
    session,
    lines: [],
    met: [],
    entries: [],
    hints: [],
    solutionShownAtMs: null,
    earlier: [],
  };
}

/**
 * The run at `untilMs` of the cluster. It makes no difference whether time passes in one step or in many, because
 * checkpoints are looked at on a fixed grid.
 */
export function advanceLab(lab: Lab, run: LabRun, untilMs: number): LabRun {
  return { ...run, ...advanceState(lab.scenario, run, Math.min(Math.floor(untilMs), LAB_LIMIT_MS)) };
}

function advanceState(scenario: Scenario, state: LabState, untilMs: number): LabState {
  let next = state;
  for (;;) {
    const { nowMs } = next.session.cluster;
    if (nowMs >= untilMs) return next;
    const gridMs = (Math.floor(nowMs / JUDGE_EVERY_MS) + 1) * JUDGE_EVERY_MS;
    const isOnGrid = gridMs <= untilMs;
    const cluster = step(next.session.cluster, isOnGrid ? gridMs : untilMs);
    next = { ...next, session: { ...next.session, cluster } };
    if (isOnGrid) next = judge(scenario, next);
  }
}

/** Notes the checkpoints that are met, in the order of the scenario. */
function noteMet(scenario: Scenario, state: LabState): LabState {
  let next = state;
  for (const { id, after, when } of scenario.checkpoints) {
    const isMet = (name: string): boolean => next.met.some((each) => each.id === name);
    if (isMet(id) || !after.every(isMet) || !holds(when, next)) continue;
    next = { ...next, met: [...next.met, { id, atMs: next.session.cluster.nowMs }] };
  }
  return next;
}

/** Notes the checkpoints that are met, and starts the faults of those that were not met in `before`. */
export function judge(scenario: Scenario, state: LabState, before = state): LabState {
  const next = noteMet(scenario, state);
  const fresh = next.met.slice(before.met.length);
  const faults = scenario.faults.filter(({ after }) => fresh.some(({ id }) => id === after));
  if (faults.length === 0) return next;
  const cluster = copyPlain(next.session.cluster);
  scheduleFaults(cluster, faults);
  return { ...next, session: { ...next.session, cluster } };
}

/**
 * Types a line at the present time of the cluster. Every chunk comes with the run as it is by then; whoever stops
 * asking for more has pressed Ctrl-C, and keeps the run of the last chunk.
 */
export function* typeLine(
  lab: Lab,
  run: LabRun,
  line: string,
): Generator<{ chunk: Chunk; run: LabRun }, { run: LabRun; result: LineResult }> {
  if (run.entries.length >= ENTRY_LIMIT || line.length > LINE_LIMIT)
    return { run, result: refuse(run.session, 'A lab takes 5,000 lines of at most 4,096 characters.') };
  const atMs = run.session.cluster.nowMs;
  const earlier = [...run.earlier, { entries: run.entries.length, state: stateOf(run) }].slice(-KEPT_STATES);
  const withEntry = (state: LabState, entry: LabEntry, output: string, exitCode: number): LabRun => {
    const typed = { atMs, line, output: output.slice(0, KEPT_OUTPUT), exitCode };
    const judged = judge(lab.scenario, { ...state, lines: [...run.lines, typed] }, run);
    return { ...run, ...judged, entries: [...run.entries, entry], earlier };
  };
  const running = lab.shell.execute(run.session, line);
  let state = stateOf(run);
  let output = '';
  for (let chunks = 1; ; chunks += 1) {
    const next = running.next();
    if (next.done === true) {
      const result = next.value;
      const ended = withEntry(
        { ...state, session: result.session },
        { atMs, line },
        result.output + result.errorOutput,
        result.exitCode,
      );
      // A fault may have struck in judging, so the session is the run's and not the shell's.
      return { run: ended, result: { ...result, session: ended.session } };
    }
    const { chunk, session } = next.value;
    if (chunk.type === 'text') output += chunk.text;
    // What a checkpoint sees between two chunks counts; faults wait for the end, because the shell holds the cluster.
    state = noteMet(lab.scenario, { ...state, session });
    // 130 is what a shell gives for a line that Ctrl-C ended: 128 + SIGINT.
    yield { chunk, run: withEntry(state, { atMs, line, stoppedAfter: chunks }, output, 130) };
  }
}

function refuse(session: Session, message: string): LineResult {
  return { session, output: '', errorOutput: `${message}\n`, exitCode: 1 };
}

/** Types a line and waits for its end, or for Ctrl-C after `stoppedAfter` chunks. */
export function typeWholeLine(
  lab: Lab,
  run: LabRun,
  line: string,
  stoppedAfter?: number,
): { run: LabRun; result: LineResult } {
  const typing = typeLine(lab, run, line);
  for (let chunks = 1; ; chunks += 1) {
    const next = typing.next();
    if (next.done === true) return next.value;
    const stopped = next.value.run;
    if (chunks !== stoppedAfter && stopped.session.cluster.nowMs <= LAB_LIMIT_MS) continue;
    const { output } = stopped.lines.at(-1) ?? { output: '' };
    return { run: stopped, result: { session: stopped.session, output, errorOutput: '', exitCode: 130 } };
  }
}

function stateOf({ session, lines, met }: LabState): LabState {
  return { session, lines, met };
}

/** The run before its last line, at the time at which that was typed; the same run if there is none. */
export function stepBack(lab: Lab, run: LabRun): LabRun {
  const count = run.entries.length - 1;
  const last = run.entries[count];
  if (last === undefined) return run;
  const entries = run.entries.slice(0, count);
  const kept = run.earlier.findLast((each) => each.entries === count);
  const earlier = run.earlier.filter((each) => each.entries < count);
  const state = kept?.state ?? replay(lab, entries, last.atMs);
  return { ...run, ...stateOf(state), entries, earlier };
}

/** Plays lines from the start, each at its time, up to `untilMs`. The same lines give the same run to the byte. */
export function replay(lab: Lab, entries: readonly LabEntry[], untilMs: number): LabRun {
  const run = entries.reduce<LabRun>(
    (present, { atMs, line, stoppedAfter }) =>
      typeWholeLine(lab, advanceLab(lab, present, atMs), line, stoppedAfter).run,
    startLab(lab),
  );
  return advanceLab(lab, run, untilMs);
}

/** Takes the next hint of a checkpoint; gives `null` when all were taken. */
export function takeHint(lab: Lab, run: LabRun, checkpoint: string): { run: LabRun; hint: string } | null {
  const taken = run.hints.filter((hint) => hint.checkpoint === checkpoint).length;
  const hint = lab.scenario.checkpoints.find(({ id }) => id === checkpoint)?.hints[taken];
  if (hint === undefined) return null;
  const { nowMs } = run.session.cluster;
  return { run: { ...run, hints: [...run.hints, { checkpoint, atMs: nowMs }] }, hint };
}

/** Notes that the solution was shown, which the evidence will say. */
export function showSolution(run: LabRun): LabRun {
  return run.solutionShownAtMs === null ? { ...run, solutionShownAtMs: run.session.cluster.nowMs } : run;
}
