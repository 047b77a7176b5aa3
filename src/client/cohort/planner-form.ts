import { Temporal } from 'temporal-polyfill';
import { timeZoneSchema, type Cohort } from '../../schemas/cohort.ts';
import { readHolidays } from '../../domain/cohort/holidays.ts';
import type { CohortDraft, DraftIssue } from '../../domain/cohort/draft.ts';
import { buildNode } from '../build-node.ts';

/** What the form of the planner says, and what could not be read from its list of holidays. */
export interface FormReading {
  readonly draft: CohortDraft;
  readonly issues: readonly DraftIssue[];
}

/** Reads the form; `base` gives what the form does not have. */
export function readForm(form: HTMLFormElement, base: Pick<Cohort, 'id' | 'revision'>): FormReading {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const holidays = readHolidays(text('holidays'));
  const closes = text('roomCloses');
  return {
    draft: {
      id: base.id,
      revision: base.revision,
      schedule: text('schedule'),
      startDate: text('startDate'),
      timeZone: text('timeZone'),
      workingDays: dayBoxes(form).flatMap(({ checked, value }) => (checked ? [Number(value)] : [])),
      dailyStart: text('dailyStart').slice(0, 5),
      ...(closes === '' ? {} : { roomCloses: closes.slice(0, 5) }),
      place: text('place'),
      instructor: text('instructor'),
      size: Number(text('size')),
      holidays: holidays.dates,
    },
    issues: holidays.problems.slice(0, 1).map((message) => ({ field: 'holidays', message })),
  };
}

function dayBoxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('[data-field="workingDays"] input')];
}

/** Puts a cohort, or some of its values, into the form. */
export function fillForm(form: HTMLFormElement, values: Partial<Cohort>): void {
  for (const [name, value] of Object.entries(values)) {
    if (name === 'workingDays') {
      for (const box of dayBoxes(form))
        box.checked = (value as readonly number[]).includes(Number(box.value));
      continue;
    }
    const field = form.elements.namedItem(name);
    if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement
    )
      field.value = Array.isArray(value) ? value.join('\n') : String(value);
  }
}

/** Shows what is wrong under each field, and takes away what is right by now. */
export function showIssues(form: HTMLFormElement, issues: readonly DraftIssue[]): void {
  for (const shown of form.querySelectorAll('[data-issue]')) shown.remove();
  for (const marked of form.querySelectorAll('[aria-invalid]')) {
    marked.removeAttribute('aria-invalid');
    marked.removeAttribute('aria-describedby');
  }
  for (const { field, message } of issues) {
    const control = form.querySelector<HTMLElement>(`[name="${field}"], [data-field="${field}"] input`);
    const id = `planner-issue-${field}`;
    control?.setAttribute('aria-invalid', 'true');
    control?.setAttribute('aria-describedby', id);
    control
      ?.closest('.field')
      ?.append(buildNode('p', { class: 'field-issue', id, 'data-issue': '' }, message));
  }
}

/** Offers every time zone the browser knows. */
export function offerTimeZones(list: HTMLElement): void {
  const names = [...Intl.supportedValuesOf('timeZone'), 'UTC'].filter(
    (name) => timeZoneSchema.safeParse(name).success,
  );
  list.replaceChildren(...[...new Set(names)].map((value) => buildNode('option', { value })));
}

/** Eight letters and digits by which calendars tell this class from others. */
export function newCohortId(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters[byte % 32] ?? 'a').join('');
}

/** Holidays of a list that can matter to a class: from its first day to the end of grading and beyond, 120 days on. */
export function nearClass(dates: readonly string[], startDate: string): readonly string[] {
  try {
    const start = Temporal.PlainDate.from(startDate);
    const [first, last] = [start.subtract({ days: 30 }).toString(), start.add({ days: 120 }).toString()];
    return dates.filter((date) => date >= first && date <= last);
  } catch {
    return dates;
  }
}
