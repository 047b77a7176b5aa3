import type { TrackId } from '../../schemas/common.ts';
import type { Session } from '../../schemas/schedule.ts';
import { scheduleContent } from '../material-content.ts';
import type { Program } from '../program.ts';
import type { Page } from '../routes.ts';

/** Something to open: a title and an address without the base path. */
export interface PlanLink {
  readonly title: string;
  readonly url: string;
  /** True while there is nothing to read there. */
  readonly isPlanned: boolean;
}

/** A lab with the minutes that coordinators book. */
export interface PlanLab extends PlanLink {
  readonly ref: string;
  readonly minutes: number;
}

export interface PlanSession {
  /** Wall-clock times of the schedule, before a cohort shifts them. */
  readonly start: string;
  readonly end: string;
  readonly topic: string;
  readonly kind: Session['kind'];
  readonly labs: readonly PlanLab[];
  /** Sections and exam of the session. */
  readonly links: readonly PlanLink[];
  readonly examPart?: 'written' | 'practical' | 'both';
}

/** A schedule with the titles, addresses and obligations of what it names: all that planning a cohort needs. */
export interface ClassPlan {
  readonly id: string;
  readonly title: string;
  readonly track: TrackId;
  readonly trackTitle: string;
  readonly days: readonly { readonly title: string; readonly sessions: readonly PlanSession[] }[];
  readonly homework: readonly { readonly lab: PlanLab; readonly afterDay: number }[];
  readonly preReading: readonly (PlanLink & { readonly minutes: number })[];
  readonly environment: {
    readonly controllers: number;
    readonly workers: { readonly min: number; readonly max: number };
    readonly tools: readonly string[];
  };
  /** What the exam of the class leads to; absent where the schedule has no exam. */
  readonly certificate?: {
    readonly title: string;
    readonly validYears: number;
    readonly writtenMinutes?: number;
    readonly practicalMinutes?: number;
  };
}

/** The plans of all schedules that are written, in the order of the index. */
export function classPlans(program: Program, pages: readonly Page[]): ClassPlan[] {
  return program.index.data.materials.flatMap((material) =>
    material.kind === 'schedule' && scheduleContent(program, material.id) !== undefined
      ? [classPlan(program, pages, material.id)]
      : [],
  );
}

function classPlan(program: Program, pages: readonly Page[], id: string): ClassPlan {
  const schedule = scheduleContent(program, id)?.data;
  const track = program.tracks.find(({ data }) => data.id === schedule?.track)?.data;
  if (schedule === undefined || track === undefined)
    throw new Error(`Schedule ${id} has no file or no track.`);
  const { controllers, workers, tools } = program.index.data.labEnvironment;
  const certificate = certificateOf(
    program,
    schedule.days.flatMap(({ sessions }) => sessions),
  );
  return {
    id,
    title: schedule.title,
    track: track.id,
    trackTitle: track.title,
    days: schedule.days.map(({ title, sessions }) => ({
      title,
      sessions: sessions.map((session) => ({
        start: session.start,
        end: session.end,
        topic: session.topic,
        kind: session.kind,
        labs: session.labs.map((ref) => planLab(pages, ref)),
        links: [
          ...session.sections.map((ref) => planLink(pageOf(pages, ref))),
          ...pages
            .filter(({ kind, material }) => kind === 'exam' && material === session.exam?.id)
            .map(planLink),
        ],
        ...(session.exam === undefined ? {} : { examPart: session.exam.part }),
      })),
    })),
    homework: schedule.homework.map(({ lab, afterDay }) => ({ lab: planLab(pages, lab), afterDay })),
    preReading: track.preReading.map((ref) => {
      const page = pageOf(pages, ref);
      return { ...planLink(page), minutes: page.minutes ?? 0 };
    }),
    environment: { controllers, workers, tools },
    ...(certificate === undefined ? {} : { certificate }),
  };
}

function certificateOf(program: Program, sessions: readonly Session[]): ClassPlan['certificate'] {
  const id = sessions.find(({ exam }) => exam !== undefined)?.exam?.id;
  const exam = program.index.data.materials.find((material) => material.id === id);
  if (exam?.kind !== 'exam') return undefined;
  const level = program.index.data.levels.find((candidate) => candidate.id === exam.level);
  if (level === undefined) return undefined;
  return {
    title: level.title,
    validYears: level.validYears,
    ...(level.written === undefined ? {} : { writtenMinutes: level.written.minutes }),
    ...(level.practical === undefined ? {} : { practicalMinutes: level.practical.minutes }),
  };
}

function pageOf(pages: readonly Page[], ref: string): Page {
  const page = pages.find((candidate) => candidate.ref === ref);
  if (page === undefined) throw new Error(`${ref} has no page.`);
  return page;
}

function planLink(page: Page): PlanLink {
  return { title: page.title, url: page.url, isPlanned: page.status === 'planned' };
}

function planLab(pages: readonly Page[], ref: string): PlanLab {
  const page = pageOf(pages, ref);
  return { ...planLink(page), ref, minutes: page.minutes ?? 0 };
}
