import type { Cohort } from '../../schemas/cohort.ts';
import { writeCohort } from '../../domain/cohort/link.ts';

/** Makes a whole address of one without the base path. */
export function absolute(url: string): string {
  return new URL(href(url), location.href).href;
}

/** Puts the base path before an address of the site. */
export function href(url: string): string {
  return `${document.body.dataset['base'] ?? '/'}${url.slice(1)}`;
}

/** The link by which learners open a cohort. */
export function cohortLink(cohort: Cohort): string {
  return `${absolute('/cohorts/')}#${writeCohort(cohort)}`;
}

/** The link by which a coordinator changes a cohort. */
export function plannerLink(cohort: Cohort): string {
  return `${href('/cohorts/new/')}#${writeCohort(cohort)}`;
}
