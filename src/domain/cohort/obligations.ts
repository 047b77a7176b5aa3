import { Temporal } from 'temporal-polyfill';
import type { Cohort } from '../../schemas/cohort.ts';
import { formatDuration } from '../duration.ts';
import { formatAmount, formatList } from '../wording.ts';
import { environmentsFor } from './bookings.ts';
import { addBusinessDays } from './class-days.ts';
import type { ClassPlan, PlanSession } from './class-plan.ts';
import { preReadingDays } from './conflicts.ts';
import { dateSessions } from './dated-sessions.ts';

/** Something the coordinator has to have done by the end of a day. */
export interface Obligation {
  /** Stays the same for the same duty of every cohort. */
  readonly id: string;
  readonly due: Temporal.PlainDate;
  readonly title: string;
  readonly detail: string;
  /** Page that says how, without the base path. */
  readonly url?: string;
  /** Days before the due date at which a calendar reminds. */
  readonly remindDays: number;
}

/** Business days that graders have; a promise of the certification page. */
const gradingDays = 3;
/** Days between the reminder to renew and the end of a certificate. */
const renewalDays = 60;
const guide = '/guides/coordinators/';

/** The coordinator's duties for a cohort, in the order of their dates. */
export function listObligations(cohort: Cohort, plan: ClassPlan): Obligation[] {
  const start = Temporal.PlainDate.from(cohort.startDate);
  const { controllers, workers, tools } = plan.environment;
  const clusters = formatAmount(environmentsFor(cohort), 'clusters');
  const before = (
    id: string,
    days: number,
    title: string,
    detail: string,
    url = `${guide}#set-up-lab-environments`,
  ): Obligation => ({ id, due: start.subtract({ days }), title, detail, url, remindDays: 1 });
  return [
    before(
      'book-clusters',
      21,
      `Book ${clusters}`,
      `Each with ${controllers} controllers and ${workers.min} to ${workers.max} workers; one of them is a spare. Book room and instructor with them.`,
    ),
    before(
      'set-up-tools',
      10,
      `Set up ${formatList(tools)}`,
      `Beside each of the ${clusters}; do Lab 1 in the first one yourself.`,
    ),
    before(
      'pre-reading',
      preReadingDays,
      'Send the pre-reading',
      preReadingText(plan),
      `${guide}#assign-pre-reading`,
    ),
    before(
      'accounts',
      4,
      `Create ${formatAmount(cohort.size, 'accounts')}`,
      'One for each learner, who can act in their own cluster and in no other.',
    ),
    before(
      'sample-vms',
      4,
      'Prepare the sample VMs',
      'Migrate one there and back in each cluster, then take the start snapshot.',
    ),
    ...assessment(cohort, plan),
  ].sort((a, b) => Temporal.PlainDate.compare(a.due, b.due));
}

function preReadingText(plan: ClassPlan): string {
  if (plan.preReading.length === 0) return 'The track names none; send the address of the track.';
  const minutes = plan.preReading.reduce((sum, section) => sum + section.minutes, 0);
  const titles = formatList(plan.preReading.map(({ title }) => title));
  return minutes === 0 ? `${titles}.` : `${titles}: ${formatDuration(minutes)}.`;
}

function assessment(cohort: Cohort, plan: ClassPlan): Obligation[] {
  const { certificate } = plan;
  const sessions = dateSessions(cohort, plan);
  const exams = sessions.filter(({ session }) => session.examPart !== undefined);
  const last = exams.at(-1)?.start.toPlainDate();
  if (certificate === undefined || last === undefined) return [];
  const url = `${guide}#administer-certification`;
  const dayOf = (part: PlanSession['examPart']) =>
    exams
      .find(({ session }) => session.examPart === part || session.examPart === 'both')
      ?.start.toPlainDate();
  const hold = (id: string, part: 'written' | 'practical', minutes: number | undefined): Obligation[] => {
    const due = dayOf(part);
    if (due === undefined || minutes === undefined) return [];
    const detail =
      part === 'written'
        ? 'Papers, identities and extra time are ready before the first minute.'
        : 'One fresh cluster for each candidate; export the evidence before the clusters go.';
    const title = `Hold the ${part} exam, ${formatDuration(minutes)}`;
    return [{ id, due, title, detail, url, remindDays: 2 }];
  };
  const graded = addBusinessDays(last, gradingDays, cohort.holidays);
  // A certificate of 29 February ends on 28 February.
  const expires = last.add({ years: certificate.validYears });
  const years = formatAmount(certificate.validYears, 'years');
  return [
    ...hold('written-exam', 'written', certificate.writtenMinutes),
    ...hold('practical-exam', 'practical', certificate.practicalMinutes),
    {
      id: 'grading',
      due: graded,
      title: 'Finish grading and send the results',
      detail: `Within ${gradingDays} business days of the last exam session; holidays of the list are left out.`,
      url,
      remindDays: 1,
    },
    {
      id: 'badges',
      due: graded,
      title: 'Issue the badges',
      detail: `${certificate.title}, valid ${years} from the last exam session.`,
      url,
      remindDays: 0,
    },
    {
      id: 'renewal',
      due: expires.subtract({ days: renewalDays }),
      title: 'Remind certificate holders to renew',
      detail: `Their certificates of ${last.toString()} end on ${expires.toString()}.`,
      url: '/certification/',
      remindDays: 7,
    },
    {
      id: 'expiry',
      due: expires,
      title: `The certificates of the class end after ${years}`,
      detail: `${certificate.title}, issued for the exam of ${last.toString()}.`,
      url: '/certification/',
      remindDays: 30,
    },
  ];
}
