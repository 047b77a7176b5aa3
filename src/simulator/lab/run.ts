/** A person's run through a lab. Every value is plain; every function returns a new one. */
import type { Session } from '../shell/session.ts';
import type { Shell } from './shell.ts';
import type { Scenario } from './scenario.ts';

/** A scenario with its name, `operations/lab-3`, and the shell that runs its lines. */
export interface Lab {
  id: string;
  scenario: Scenario;
  shell: Shell;
}

/** One line as it was typed, at that time of the cluster. */
export interface LabEntry {
  atMs: number;
  line: string;
  /** Chunks after which the person pressed Ctrl-C. */
  stoppedAfter?: number | undefined;
}

/** What a line came to; outputs are kept up to a limit, for checkpoints that look at them. */
export interface LabLine {
  atMs: number;
  line: string;
  output: string;
  exitCode: number;
}

/** What changes while a lab runs; a step back restores an earlier one. */
export interface LabState {
  session: Session;
  lines: LabLine[];
  /** Checkpoints met so far, in the order in which they were. */
  met: { id: string; atMs: number }[];
}

export interface LabRun extends LabState {
  formatVersion: 1;
  scenario: string;
  seed: number;
  /** What was typed, in order. */
  entries: LabEntry[];
  hints: { checkpoint: string; atMs: number }[];
  /** When the solution was shown, if it was. */
  solutionShownAtMs: number | null;
  /** States before the latest lines, oldest first. They may be left out when a run is stored. */
  earlier: { entries: number; state: LabState }[];
}
