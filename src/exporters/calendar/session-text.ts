import type { ClassPlan, PlanSession } from '../../domain/cohort/class-plan.ts';

/** Who made the file (RFC 5545, section 3.7.3). */
export const productId = '//DWCP v3 training//Schedules//EN';

/** The line of a session in a calendar. */
export function sessionSummary(plan: ClassPlan, { topic }: PlanSession): string {
  return `${plan.trackTitle}: ${topic}`;
}

/** Materials of a session with their addresses, and what else stands there, a line each. */
export function describeSession(
  { labs, links }: PlanSession,
  absolute: (url: string) => string,
  more: readonly string[] = [],
): string {
  return [...labs, ...links]
    .map(({ title, url, isPlanned }) => `${title}${isPlanned ? ' (planned)' : ''}: ${absolute(url)}`)
    .concat(more)
    .join('\n');
}
