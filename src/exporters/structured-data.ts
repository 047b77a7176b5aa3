import type { Program } from '../domain/program.ts';
import type { Page } from '../domain/routes.ts';
import type { TrackPath } from '../domain/track-path.ts';

/** A node of schema.org's vocabulary, as JSON-LD. */
export type StructuredData = Readonly<Record<string, unknown>>;

export interface StructuredDataOptions {
  readonly program: Program;
  readonly paths: readonly TrackPath[];
  /** Makes an address of the site one with its host. */
  readonly absolute: (url: string) => string;
}

/**
 * What a page is in the words of schema.org: a track is a Course, something to read a LearningResource, a lab or runbook a
 * HowTo as well. Dates of classes belong to cohorts, so no Course has an instance. Planned pages say nothing.
 */
export function structuredData(page: Page, options: StructuredDataOptions): StructuredData | undefined {
  const { program, absolute } = options;
  const base = {
    '@context': 'https://schema.org',
    name: page.title,
    description: page.summary,
    url: absolute(page.url),
    inLanguage: 'en-GB',
    isAccessibleForFree: true,
  };
  const provider = { '@type': 'Organization', name: program.index.data.maintainer };
  if (page.url === '/') {
    return {
      ...base,
      '@type': 'WebSite',
      publisher: provider,
      hasPart: program.tracks.map(({ data }) => courseRef(data.id, data.title, absolute)),
    };
  }
  if (page.kind === 'track') return course(page, { ...base, provider }, options);
  if (page.status !== 'complete' || page.document === undefined) return undefined;
  const resource = {
    ...base,
    ...(page.minutes === undefined ? {} : { timeRequired: `PT${page.minutes}M` }),
    ...(page.track === undefined
      ? {}
      : { isPartOf: courseRef(page.track, trackTitle(program, page.track), absolute) }),
    ...facts(page, program),
    provider,
  };
  switch (page.kind) {
    case 'section':
      return { ...resource, '@type': 'LearningResource', learningResourceType: 'manual section' };
    case 'guide':
      return { ...resource, '@type': 'LearningResource', learningResourceType: 'guide' };
    case 'exam':
      return { ...resource, '@type': ['LearningResource', 'Quiz'], learningResourceType: 'exam' };
    case 'lab':
      return {
        ...howTo(page, resource, absolute),
        '@type': ['LearningResource', 'HowTo'],
        learningResourceType: 'lab',
      };
    case 'runbook':
      return { ...howTo(page, resource, absolute), '@type': 'HowTo' };
    default:
      return undefined;
  }
}

function course(
  page: Page,
  base: StructuredData,
  { program, paths, absolute }: StructuredDataOptions,
): StructuredData {
  const track = program.tracks.find(({ data }) => data.id === page.track)?.data;
  const stations = paths.find((path) => path.track === page.track)?.stations ?? [];
  return {
    ...base,
    '@type': 'Course',
    courseCode: page.track,
    ...(track === undefined
      ? {}
      : {
          coursePrerequisites: track.prerequisites,
          audience: track.audience.map((audienceType) => ({ '@type': 'EducationalAudience', audienceType })),
        }),
    hasPart: stations.flatMap((station) =>
      station.page?.status === 'complete'
        ? [{ '@type': 'LearningResource', name: station.page.title, url: absolute(station.page.url) }]
        : [],
    ),
  };
}

/** The steps of a lab, or the sections of a runbook, in their order. */
function howTo(page: Page, resource: StructuredData, absolute: (url: string) => string): StructuredData {
  const steps = (page.document?.components ?? []).filter(({ name }) => name === 'Step');
  const named = steps.map(({ attributes }) => ({ name: attributes['title'], id: attributes['id'] }));
  const headings = (page.document?.headings ?? [])
    .filter(({ depth }) => depth === 2)
    .map(({ text, slug }) => ({ name: text, id: slug }));
  return {
    ...resource,
    ...(page.minutes === undefined ? {} : { totalTime: `PT${page.minutes}M` }),
    step: (named.length > 0 ? named : headings).map(({ name, id }, index) => ({
      '@type': 'HowToStep',
      position: index + 1,
      name,
      ...(typeof id === 'string' ? { url: `${absolute(page.url)}#${id}` } : {}),
    })),
  };
}

/** Objectives and the day of the last review, from the frontmatter of the document. */
function facts(page: Page, program: Program): StructuredData {
  const entry = [
    ...program.sections,
    ...program.labs,
    ...program.runbooks,
    ...program.exams,
    ...program.guides,
  ].find(({ document }) => document === page.document);
  if (entry === undefined) return {};
  const { data } = entry;
  return {
    ...('objectives' in data ? { teaches: data.objectives } : {}),
    ...('reviewed' in data ? { dateModified: data.reviewed } : {}),
  };
}

function courseRef(track: string, name: string, absolute: (url: string) => string): StructuredData {
  return { '@type': 'Course', name, url: absolute(`/tracks/${track}/`) };
}

function trackTitle(program: Program, track: string): string {
  return program.tracks.find(({ data }) => data.id === track)?.data.title ?? track;
}
