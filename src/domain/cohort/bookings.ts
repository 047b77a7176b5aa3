import { Temporal } from 'temporal-polyfill';
import type { Cohort } from '../../schemas/cohort.ts';
import { formatCsv } from '../csv.ts';
import type { ClassPlan } from './class-plan.ts';
import { dateSessions, type DatedSession } from './dated-sessions.ts';
import { formatClock, formatDate } from './wording.ts';

/** A cohort together with the plan it follows. */
export interface PlannedCohort {
  readonly cohort: Cohort;
  readonly plan: ClassPlan;
}

/** Machines that a cohort needs for a stretch of time. */
export interface Booking extends PlannedCohort {
  /** Labs or exam in it, as people call them. */
  readonly what: string;
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime;
  readonly environments: number;
  readonly nodesEach: number;
  readonly nodes: number;
  readonly nodeHours: number;
}

/** Two cohorts that need the same thing at one time. */
export interface Collision {
  readonly kind: 'instructor' | 'place' | 'clusters';
  readonly first: PlannedCohort;
  readonly second: PlannedCohort;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly message: string;
}

/** Learners who share an environment. */
const teamSize = 3;
/** An environment runs from this long before a lab to this long after it. */
const marginMinutes = 30;
/** Workers in the cluster of a candidate in the practical exam. */
const examWorkers = 5;

/** Environments of a cohort: one for each team of three, and a spare. */
export function environmentsFor({ size }: Pick<Cohort, 'size'>): number {
  return Math.ceil(size / teamSize) + 1;
}

/** Workers of an environment: developers get the most, because placement needs nodes to choose from. */
export function workersFor({ track, environment: { workers } }: ClassPlan): number {
  return track === 'developer' ? workers.max : workers.min;
}

/**
 * What to book for the labs and the practical exam of a cohort. Labs whose margins touch are one booking, since nobody
 * stops a cluster for less than an hour; node-hours are environments × nodes × hours.
 */
export function listBookings(planned: PlannedCohort): Booking[] {
  const { cohort, plan } = planned;
  const sessions = dateSessions(cohort, plan);
  const nodesOfLab = plan.environment.controllers + workersFor(plan);
  const labs = stretches(sessions.filter(({ session }) => session.labs.length > 0)).map((stretch) =>
    booking(planned, stretch, labNames(stretch), environmentsFor(cohort), nodesOfLab),
  );
  const practical = sessions.filter(
    ({ session }) => session.examPart === 'practical' || session.examPart === 'both',
  );
  const exams = stretches(practical).map((stretch) =>
    booking(planned, stretch, 'Practical exam', cohort.size, plan.environment.controllers + examWorkers),
  );
  return [...labs, ...exams].sort((a, b) => Temporal.ZonedDateTime.compare(a.start, b.start));
}

interface Stretch {
  readonly sessions: readonly DatedSession[];
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime;
}

function stretches(sessions: readonly DatedSession[]): Stretch[] {
  const found: Stretch[] = [];
  for (const session of sessions) {
    const start = session.start.subtract({ minutes: marginMinutes });
    const end = session.end.add({ minutes: marginMinutes });
    const last = found.at(-1);
    if (last !== undefined && Temporal.ZonedDateTime.compare(start, last.end) <= 0)
      found[found.length - 1] = { sessions: [...last.sessions, session], start: last.start, end };
    else found.push({ sessions: [session], start, end });
  }
  return found;
}

function labNames({ sessions }: Stretch): string {
  const labs = sessions.flatMap(({ session }) => session.labs);
  return [...new Set(labs.map(({ ref }) => `Lab ${ref.replace(/^.*lab-/, '')}`))].join(', ');
}

function booking(
  planned: PlannedCohort,
  { start, end }: Stretch,
  what: string,
  environments: number,
  nodesEach: number,
): Booking {
  const hours = start.until(end).total('hours');
  const nodes = environments * nodesEach;
  return { ...planned, what, start, end, environments, nodesEach, nodes, nodeHours: nodes * hours };
}

/** Most nodes in use at one moment, and when that begins. */
export function peakNodes(
  bookings: readonly Booking[],
): { readonly nodes: number; readonly at: Temporal.Instant } | undefined {
  const peaks = bookings.map(({ start }) => {
    const at = start.toInstant();
    const running = bookings.filter(
      (other) =>
        Temporal.Instant.compare(other.start.toInstant(), at) <= 0 &&
        Temporal.Instant.compare(at, other.end.toInstant()) < 0,
    );
    return { at, nodes: running.reduce((sum, { nodes }) => sum + nodes, 0) };
  });
  // The sum can only rise where a booking starts.
  return peaks.reduce<(typeof peaks)[number] | undefined>(
    (most, peak) => (most === undefined || peak.nodes > most.nodes ? peak : most),
    undefined,
  );
}

/** Where cohorts want the same instructor or place, or clusters at the same time. */
export function findCollisions(cohorts: readonly PlannedCohort[]): Collision[] {
  return cohorts.flatMap((first, index) =>
    cohorts
      .slice(index + 1)
      .flatMap((second) => [
        ...sharedPeople(first, second, 'instructor'),
        ...sharedPeople(first, second, 'place'),
        ...sharedClusters(first, second),
      ]),
  );
}

function sharedPeople(
  first: PlannedCohort,
  second: PlannedCohort,
  kind: 'instructor' | 'place',
): Collision[] {
  const name = first.cohort[kind].trim();
  if (name === '' || fold(name) !== fold(second.cohort[kind])) return [];
  return overlaps(classTimes(first), classTimes(second)).map((overlap) => ({
    kind,
    first,
    second,
    ...overlap,
    message:
      kind === 'instructor'
        ? `${name} teaches two classes at once; find another instructor, or move one class.`
        : `"${name}" is taken by two classes at once; find another place, or move one class.`,
  }));
}

function sharedClusters(first: PlannedCohort, second: PlannedCohort): Collision[] {
  const [mine, theirs] = [listBookings(first), listBookings(second)];
  return mine.flatMap((one) =>
    theirs.flatMap((other) =>
      overlaps([one], [other]).map(({ start, end }) => ({
        kind: 'clusters' as const,
        first,
        second,
        start,
        end,
        message: `${one.what} and ${other.what} need ${one.nodes + other.nodes} nodes at once; book that many, or move one class.`,
      })),
    ),
  );
}

interface Span {
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime;
}

/** From the first session of each day to the end of the last. */
function classTimes({ cohort, plan }: PlannedCohort): Span[] {
  const sessions = dateSessions(cohort, plan);
  return plan.days.flatMap((_, day): Span[] => {
    const ofDay = sessions.filter((session) => session.day === day);
    const [first, last] = [ofDay[0], ofDay.at(-1)];
    return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
  });
}

function overlaps(
  first: readonly Span[],
  second: readonly Span[],
): { start: Temporal.Instant; end: Temporal.Instant }[] {
  return first.flatMap((one) =>
    second.flatMap((other) => {
      const start = later(one.start.toInstant(), other.start.toInstant());
      const end = earlier(one.end.toInstant(), other.end.toInstant());
      return Temporal.Instant.compare(start, end) < 0 ? [{ start, end }] : [];
    }),
  );
}

const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) <= 0 ? a : b);
const fold = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** The booking sheet as CSV (RFC 4180), with moments in ISO 8601. */
export function bookingsCsv(bookings: readonly Booking[]): string {
  return formatCsv([
    [
      'Cohort',
      'Class',
      'For',
      'Date',
      'From',
      'To',
      'Time zone',
      'Start (ISO 8601)',
      'End (ISO 8601)',
      'Clusters',
      'Nodes each',
      'Nodes',
      'Node-hours',
      'Place',
      'Instructor',
    ],
    ...bookings.map((one) => [
      one.cohort.id,
      one.plan.title,
      one.what,
      formatDate(one.start),
      formatClock(one.start),
      formatClock(one.end),
      one.cohort.timeZone,
      one.start.toString({ timeZoneName: 'never' }),
      one.end.toString({ timeZoneName: 'never' }),
      one.environments,
      one.nodesEach,
      one.nodes,
      one.nodeHours,
      one.cohort.place,
      one.cohort.instructor,
    ]),
  ]);
}
