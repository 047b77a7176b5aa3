import type { PlannedCohort } from '../../domain/cohort/bookings.ts';
import type { ClassPlan } from '../../domain/cohort/class-plan.ts';
import { readCohort } from '../../domain/cohort/link.ts';

/** The plans that the page carries as data. */
export function readPlans(): readonly ClassPlan[] {
  const text = document.querySelector('[data-plans]')?.textContent ?? '[]';
  return JSON.parse(text) as ClassPlan[];
}

/** A cohort from a link with the plan it follows, or a sentence that says why there is none. */
export function readPlanned(
  text: string,
  plans: readonly ClassPlan[],
): PlannedCohort | { readonly problem: string } {
  const read = readCohort(text);
  if ('problem' in read) return read;
  const plan = plans.find(({ id }) => id === read.cohort.schedule);
  if (plan === undefined)
    return {
      problem: `This class follows the schedule "${read.cohort.schedule}", which is not on this site. Ask your coordinator for a new link.`,
    };
  return { cohort: read.cohort, plan };
}
