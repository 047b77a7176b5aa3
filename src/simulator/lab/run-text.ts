/** A run as a text: it holds what was typed, and playing that gives the run. */
import { parseEntries, type Parsed } from './parse-evidence.ts';
import { LAB_LIMIT_MS, replay } from './play.ts';
import type { Lab, LabEntry, LabRun } from './run.ts';

/** What such a text says. */
export interface SharedLab {
  /** The lab by track and name: `operations/lab-3`. */
  scenario: string;
  seed: number;
  entries: LabEntry[];
  untilMs: number;
}

const DAMAGED = 'This does not hold a run of a lab.';

export function runText(run: LabRun): string {
  const { scenario, seed, entries } = run;
  const lines = entries.map(({ atMs, line, stoppedAfter }) =>
    stoppedAfter === undefined ? [atMs, line] : [atMs, line, stoppedAfter],
  );
  return JSON.stringify([scenario, seed, run.session.cluster.nowMs, lines]);
}

/** What a text says, or that it cannot be read. */
export function readRunText(text: string): Parsed<SharedLab> {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || value.length !== 4) return { problem: DAMAGED };
    const [scenario, seed, untilMs, lines] = value as unknown[];
    if (typeof scenario !== 'string' || scenario.length > 200) return { problem: DAMAGED };
    if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(untilMs)) return { problem: DAMAGED };
    if (Number(untilMs) < 0 || Number(untilMs) > LAB_LIMIT_MS || !Array.isArray(lines))
      return { problem: DAMAGED };
    const entries = parseEntries(
      (lines as unknown[]).map((item) => {
        const [atMs, line, stoppedAfter] = Array.isArray(item) ? (item as unknown[]) : [];
        return stoppedAfter === undefined ? { atMs, line } : { atMs, line, stoppedAfter };
      }),
    );
    if ('problem' in entries) return { problem: DAMAGED };
    return { value: { scenario, seed: Number(seed), entries: entries.value, untilMs: Number(untilMs) } };
  } catch {
    return { problem: DAMAGED };
  }
}

/** The run that a text tells of, played from its start. */
export function restoreLab(lab: Lab, shared: SharedLab): LabRun {
  return replay(lab, shared.entries, shared.untilMs);
}
