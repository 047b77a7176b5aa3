import type { PlannedCohort } from '../../domain/cohort/bookings.ts';
import { downloadText } from '../download.ts';
import { absolute, cohortLink } from './addresses.ts';
import { currentInstant } from './clock.ts';

/**
 * Saves a cohort as a calendar file, for learners or with the coordinator's duties, and returns a sentence that says what
 * came of it. The library that writes it is loaded now.
 */
export async function saveCalendar(planned: PlannedCohort, withObligations: boolean): Promise<string> {
  const { cohort } = planned;
  const name = `${cohort.schedule}-${cohort.startDate}${withObligations ? '-coordinator' : ''}.ics`;
  try {
    const { cohortCalendar } = await import('../../exporters/calendar/cohort-calendar.ts');
    const text = cohortCalendar(planned, {
      absolute,
      stamp: currentInstant(),
      link: cohortLink(cohort),
      withObligations,
    });
    downloadText(name, 'text/calendar;charset=utf-8', text);
    return `${name} is saved.`;
  } catch (error) {
    console.warn(error);
    return 'The part that writes calendars could not be loaded. Check the connection and try again.';
  }
}
