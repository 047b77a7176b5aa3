/** Plays evidence again and compares. */
import { digestOf } from './digest.ts';
import { editionOf, type Evidence } from './evidence.ts';
import { parseEvidence } from './parse-evidence.ts';
import { replay } from './play.ts';
import type { Lab, LabRun } from './run.ts';

export type Verdict =
  | {
      /** Every checkpoint was met, and the replay agrees in all. */
      type: 'confirmed';
      evidence: Evidence;
    }
  | {
      /** The replay agrees, but checkpoints are open. */
      type: 'incomplete';
      evidence: Evidence;
      open: { id: string; title: string }[];
    }
  | { type: 'refused'; reasons: string[] };

/** The verdict on a value from a file. Whatever the value is, it is judged and nothing is thrown. */
export function verifyEvidence(lab: Lab, value: unknown): Verdict {
  const parsed = parseEvidence(value);
  if ('problem' in parsed) return { type: 'refused', reasons: [parsed.problem] };
  const evidence = parsed.value;
  const reasons = compareIdentity(lab, evidence);
  if (reasons.length > 0) return { type: 'refused', reasons };
  let run: LabRun;
  try {
    run = replay(lab, evidence.entries, evidence.endedAtMs);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'refused', reasons: [`The commands could not be played again: ${message}`] };
  }
  reasons.push(...compareRun(lab, evidence, run));
  if (reasons.length > 0) return { type: 'refused', reasons };
  const open = lab.scenario.checkpoints.filter(({ id }) => !run.met.some((each) => each.id === id));
  return open.length === 0
    ? { type: 'confirmed', evidence }
    : { type: 'incomplete', evidence, open: open.map(({ id, title }) => ({ id, title })) };
}

function compareIdentity({ id, scenario }: Lab, evidence: Evidence): string[] {
  if (evidence.scenario !== id)
    return [`It belongs to the lab "${evidence.scenario.slice(0, 80)}" and not to "${id}".`];
  const { digest, ...content } = evidence;
  if (digestOf(content) !== digest)
    return ['Its digest does not match its content: it was changed or damaged after it was exported.'];
  if (evidence.edition !== editionOf(scenario))
    return [
      `It was made with another edition of the lab "${id}"; check it with the release of that edition.`,
    ];
  return evidence.seed === scenario.seed
    ? []
    : [`Its seed is ${evidence.seed}, but the lab has ${scenario.seed}.`];
}

function compareRun({ scenario }: Lab, evidence: Evidence, run: LabRun): string[] {
  const reasons: string[] = [];
  const strayed = run.entries.findIndex(({ atMs }, index) => atMs !== evidence.entries[index]?.atMs);
  const stray = run.entries[strayed];
  if (stray !== undefined)
    reasons.push(
      `Line ${strayed + 1} is said to be typed at ${formatSeconds(evidence.entries[strayed]?.atMs ?? 0)}, but the one before it ended at ${formatSeconds(stray.atMs)}.`,
    );
  const claimed = evidence.checkpoints.map(({ id }) => id).join(', ');
  const expected = scenario.checkpoints.map(({ id }) => id).join(', ');
  if (claimed !== expected) reasons.push(`It lists the checkpoints ${claimed}, but the lab has ${expected}.`);
  for (const { id, metAtMs } of evidence.checkpoints) {
    const replayedMs = run.met.find((each) => each.id === id)?.atMs ?? null;
    if (replayedMs === metAtMs) continue;
    const says = metAtMs === null ? 'open' : `met at ${formatSeconds(metAtMs)}`;
    const shows = replayedMs === null ? 'leaves it open' : `meets it at ${formatSeconds(replayedMs)}`;
    reasons.push(`It says that "${id}" is ${says}, but playing the commands again ${shows}.`);
  }
  if (reasons.length === 0 && digestOf(run.session) !== evidence.state)
    reasons.push(
      'Playing the commands again ends in another state: it was made with another release of the training cluster, or edited.',
    );
  return reasons;
}

function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
