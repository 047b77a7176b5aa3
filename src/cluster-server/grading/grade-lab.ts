/** Grades a solution: finds out how it is run, starts the cluster of its lab, examines it, and judges. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findProgram } from './find-program.ts';
import { ProgramFailure, type Check, type Grade } from './grade.ts';
import type { GradeOptions } from './grade-options.ts';
import { GRADERS } from './graders.ts';
import { LabBench } from './lab-bench.ts';
import type { Examination } from './lab-grader.ts';

/** Throws a `ProgramMissing` when there is nothing to run. */
export async function gradeLab(options: GradeOptions): Promise<Grade> {
  const { lab, target, command } = options;
  const grader = GRADERS[lab];
  if (grader === undefined) throw new Error(`There is no grader for "${lab}".`);
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'dwcp-lab-'));
  const workFolder = await mkdtemp(path.join(temporary, 'work-'));
  let bench: LabBench | null = null;
  try {
    bench = await LabBench.start({
      scenario: grader.scenario,
      speed: options.speed,
      workFolder,
      timeLimitMs: options.timeLimitSeconds * 1000,
    });
    let description = target;
    let problem: string | null = null;
    let examination: Examination = { reasons: {}, checks: [] };
    try {
      const program = await findProgram(target, command, temporary);
      description = `${program.description} in ${program.folder}`;
      examination = await grader.examine(bench, program);
      problem = examination.problem ?? null;
    } catch (error) {
      if (!(error instanceof ProgramFailure)) throw error;
      problem = error.message;
    }
    const checks = [...judgeScenario(bench, examination), ...examination.checks];
    const title = `Developer Lab ${lab.replace('dev-', '')}, ${bench.scenario.title}`;
    return { lab, title, program: description, problem, checks };
  } finally {
    await bench?.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The checkpoints of the scenario; one without a reason of the grader's gives its first hint. */
function judgeScenario(bench: LabBench, { reasons }: Examination): Check[] {
  return bench.scenario.checkpoints.map(({ id, title, after, hints }) => {
    const isMet = bench.isMet(id);
    const awaited = after.filter((name) => !bench.isMet(name));
    const reason =
      awaited.length > 0
        ? `It is looked at after ${awaited.join(' and ')}.`
        : (reasons[id] ?? hints[1] ?? null);
    return { id, title, isMet, reason: isMet ? null : reason };
  });
}
