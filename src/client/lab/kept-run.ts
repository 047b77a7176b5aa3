/** A run as the browser keeps it between visits: what was typed, from which everything else follows. */
import type { LabRun } from '../../simulator/lab/index.ts';
import { runText } from '../../simulator/lab/run-text.ts';

export interface KeptRun {
  readonly version: 2;
  /** Digest of the scenario; a run of another edition is not the same run. */
  readonly edition: string;
  /** The run as a text: lines with their times, and the time it had come to. */
  readonly run: string;
  readonly hints: LabRun['hints'];
  readonly solutionShownAtMs: number | null;
}

export function keptRun(run: LabRun, edition: string): KeptRun {
  return {
    version: 2,
    edition,
    run: runText(run),
    hints: run.hints,
    solutionShownAtMs: run.solutionShownAtMs,
  };
}

/** What was kept, if it is whole; `undefined` for anything else. */
export function parseKeptRun(value: unknown): KeptRun | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, edition, run, hints, solutionShownAtMs } = value as Partial<
    Record<keyof KeptRun, unknown>
  >;
  const isWhole =
    version === 2 &&
    typeof edition === 'string' &&
    typeof run === 'string' &&
    Array.isArray(hints) &&
    hints.length <= 1_000 &&
    hints.every(isHint) &&
    (solutionShownAtMs === null || isTime(solutionShownAtMs));
  return isWhole ? (value as KeptRun) : undefined;
}

function isHint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { checkpoint, atMs } = value as { checkpoint?: unknown; atMs?: unknown };
  return typeof checkpoint === 'string' && isTime(atMs);
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
