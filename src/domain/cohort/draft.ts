import { Temporal } from 'temporal-polyfill';
import { cohortSchema, type Cohort } from '../../schemas/cohort.ts';
import { nextClassDay } from './class-days.ts';

/** A cohort as a form has it: any of the values may be wrong. */
export type CohortDraft = { readonly [Field in keyof Cohort]?: unknown };

/** What is wrong with a field of a form. */
export interface DraftIssue {
  readonly field: keyof Cohort;
  readonly message: string;
}

/** The cohort that a form describes, or what is wrong with it, a sentence for each field. */
export function readDraft(
  draft: CohortDraft,
): { readonly cohort: Cohort } | { readonly issues: readonly DraftIssue[] } {
  const parsed = cohortSchema.safeParse(draft);
  if (parsed.success) return { cohort: parsed.data };
  const issues = new Map<keyof Cohort, DraftIssue>();
  for (const { path, message } of parsed.error.issues) {
    const field = path[0] as keyof Cohort;
    if (!issues.has(field)) issues.set(field, { field, message: sentence(message) });
  }
  return { issues: [...issues.values()] };
}

function sentence(message: string): string {
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
}

/** Weeks that the first duty of a coordinator comes before the class. */
const weeksAhead = 4;

/** What the planner proposes before anything is chosen: a Monday by which every duty can still be done in time. */
export function proposeCohort(
  base: Pick<Cohort, 'id' | 'schedule' | 'timeZone'>,
  today: Temporal.PlainDate,
): Cohort {
  const workingDays = [1, 2, 3, 4, 5];
  const monday = nextClassDay(today.add({ weeks: weeksAhead }), { workingDays: [1], holidays: [] });
  return {
    ...base,
    revision: 0,
    startDate: monday.toString(),
    workingDays,
    dailyStart: '09:00',
    place: '',
    instructor: '',
    size: 12,
    holidays: [],
  };
}
