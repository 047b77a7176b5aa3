/** What a lab adds to its checkpoints so that a program can be graded. */
import type { Program } from './find-program.ts';
import type { Check } from './grade.ts';
import type { LabBench } from './lab-bench.ts';

/** What an examination found beyond the checkpoints that hold. */
export interface Examination {
  /** For checkpoints of the scenario that may be open: why, in a sentence for the author of the program. */
  reasons: Readonly<Record<string, string>>;
  /** What is asked of a program besides the checkpoints of the scenario. */
  checks: readonly Check[];
  /** Why the program could not be judged to its end, such as a crash. */
  problem?: string | null;
}

export interface LabGrader {
  /** `developer/lab-3` */
  scenario: string;
  /** Runs the program as often as the lab asks, looks at what it did, and says why what is open is open. */
  examine: (bench: LabBench, program: Program) => Promise<Examination>;
}

export function check(id: string, title: string, isMet: boolean, reason: string): Check {
  return { id, title, isMet, reason: isMet ? null : reason };
}

/** For labs whose program has to call the cluster: one that does not is told so. */
export function askedCheck(bench: LabBench): Check {
  return check(
    'asked',
    'The program calls the cluster that it is given',
    bench.requests.length > 0,
    'It has sent no request to DWCP_URL. Read the address from the environment in place of a fixed one.',
  );
}
