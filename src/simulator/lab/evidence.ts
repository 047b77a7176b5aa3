/** What a person hands in: everything that is needed to play the run again, and what came of it. */
import { digestOf } from './digest.ts';
import type { Lab, LabEntry, LabRun } from './run.ts';
import type { Scenario } from './scenario.ts';

export const EVIDENCE_FORMAT = 'dwcp-lab-evidence';

export interface Evidence {
  format: typeof EVIDENCE_FORMAT;
  formatVersion: 1;
  /** The scenario by track and name: `operations/lab-3`. */
  scenario: string;
  title: string;
  /** Digest of the scenario, so that a changed one is not taken for a failed run. */
  edition: string;
  seed: number;
  /** Time of the cluster at the start and when the evidence was written. */
  startedAtMs: number;
  endedAtMs: number;
  entries: LabEntry[];
  /** Every checkpoint in the order of the scenario; `null` for one that is open. */
  checkpoints: { id: string; title: string; metAtMs: number | null }[];
  hints: LabRun['hints'];
  solutionShownAtMs: number | null;
  /** Digest of the session at the end. */
  state: string;
  /** Digest of everything above. */
  digest: string;
}

/** Digest of a scenario by which evidence says what it was made with. */
export function editionOf(scenario: Scenario): string {
  return digestOf(scenario);
}

export function exportEvidence(lab: Lab, run: LabRun): Evidence {
  const { scenario } = lab;
  const content = {
    format: EVIDENCE_FORMAT,
    formatVersion: 1,
    scenario: lab.id,
    title: scenario.title,
    edition: editionOf(scenario),
    seed: run.seed,
    startedAtMs: scenario.start.warmUpSeconds * 1000,
    endedAtMs: run.session.cluster.nowMs,
    entries: run.entries,
    checkpoints: scenario.checkpoints.map(({ id, title }) => ({
      id,
      title,
      metAtMs: run.met.find((each) => each.id === id)?.atMs ?? null,
    })),
    hints: run.hints,
    solutionShownAtMs: run.solutionShownAtMs,
    state: digestOf(run.session),
  } as const;
  return { ...content, digest: digestOf(content) };
}
