import type { TrackId } from '../schemas/common.ts';
import type { Material, MaterialKind } from '../schemas/program-index.ts';
import type { MeasuredDocument } from './document.ts';
import type { Program } from './program.ts';
import { labFileId, labRef, sectionFileId, sectionRef } from './references.ts';
import { ruleNames } from './rules.ts';

/** What a page is, for navigation, search filters and link checks. */
export type PageKind = MaterialKind | 'section' | 'track' | 'reference' | 'certification' | 'status' | 'page';

/** One page of the site. Addresses start and end with a slash and do not contain the base path. */
export interface Page {
  readonly url: string;
  readonly title: string;
  readonly kind: PageKind;
  /** `planned` while there is nothing to read; `partial` when a part of a planned material is there. */
  readonly status: 'complete' | 'partial' | 'planned';
  readonly summary: string;
  /** Fragment ids the page has, beside those every page has. */
  readonly anchors: readonly string[];
  readonly track?: TrackId;
  /** `operations/2` or `operations/lab-1`, for what stands on a track. */
  readonly ref?: string;
  /** Material id in the index. */
  readonly material?: string;
  readonly minutes?: number;
  readonly document?: MeasuredDocument;
}

/** The reference pages in the order of their list. */
export const referenceKinds = [
  { id: 'metrics', title: 'Metrics' },
  { id: 'alerts', title: 'Alerts' },
  { id: 'dashboards', title: 'Dashboards' },
  { id: 'commands', title: 'Commands' },
  { id: 'api', title: 'API' },
  { id: 'configuration', title: 'Configuration' },
  { id: 'errors', title: 'Error codes' },
  { id: 'ports', title: 'Ports' },
] as const;
export type ReferenceKind = (typeof referenceKinds)[number]['id'] | 'glossary';

/** Fragment id of a reference entry: letters, digits, hyphens and underscores of its name. */
export function referenceAnchor(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}

/** Fragment id of a dashboard; its panels have their own ids. */
export function dashboardAnchor(id: string): string {
  return `dashboard-${id}`;
}

/** Address of a reference entry without the base path. */
export function referenceUrl(kind: ReferenceKind, name?: string): string {
  const page = kind === 'glossary' ? '/glossary/' : `/reference/${kind}/`;
  return name === undefined ? page : `${page}#${referenceAnchor(name)}`;
}

const materialUrls: Record<MaterialKind, (material: Material) => string> = {
  manual: (material) => `/manuals/${trackOf(material)}/`,
  lab: (material) =>
    material.kind === 'lab' ? `/labs/${labFileId(material.track, material.number, material.slug)}/` : '/',
  runbook: (material) => `/runbooks/${'slug' in material ? material.slug : material.id}/`,
  guide: (material) => `/guides/${'slug' in material ? material.slug : material.id}/`,
  exam: (material) => `/exams/${material.id}/`,
  deck: (material) => `/decks/${material.id}/`,
  schedule: (material) => `/schedules/${material.id}/`,
};

function trackOf(material: Material): string {
  return ('track' in material ? material.track : undefined) ?? material.id;
}

/** Address of a material's page. */
export function materialUrl(material: Material): string {
  return materialUrls[material.kind](material);
}

/** Address of a manual section by its manual's track and its entry in the index. */
export function sectionUrl(track: TrackId, number: number, slug: string): string {
  return `/manuals/${sectionFileId(track, number, slug)}/`;
}

/** Every page of the site, in the order of the program. */
export function listPages(program: Program): Page[] {
  return [...fixedPages(program), ...materialPages(program)];
}

function fixedPages(program: Program): Page[] {
  const index = program.index.data;
  const page = (url: string, title: string, summary: string, more: Partial<Page> = {}): Page => ({
    url,
    title,
    summary,
    kind: 'page',
    status: 'complete',
    anchors: [],
    ...more,
  });
  const reference = program.reference;
  return [
    page('/', index.title, index.subtitle),
    ...program.tracks.map(({ data }) =>
      page(`/tracks/${data.id}/`, data.title, data.promise, { kind: 'track', track: data.id }),
    ),
    page('/paths/', 'Learning paths', 'Ways through the program by background.', {
      anchors: index.learningPaths.map((path) => path.id),
    }),
    page('/manuals/', 'Manuals', 'The three manuals and their sections.'),
    page('/labs/', 'Labs', 'All labs, by track.'),
    page('/runbooks/', 'Runbooks', 'Procedures for production.'),
    page('/exams/', 'Exams', 'Exams by track and level.'),
    page('/decks/', 'Decks', 'Slides for instructors.'),
    page('/schedules/', 'Schedules', 'Classes day by day.'),
    page('/guides/', 'Guides', 'For coordinators and for learners on their own.'),
    page('/certification/', 'Certification', 'Levels, rules, roles and validity.', {
      kind: 'certification',
      anchors: index.levels.map((level) => level.id),
    }),
    page('/reference/', 'Reference', 'Every name that the course uses.', { kind: 'reference' }),
    page('/reference/metrics/', 'Metrics', 'Metrics of the reference cluster.', {
      kind: 'reference',
      anchors: reference.metrics.data.metrics.map((metric) => referenceAnchor(metric.name)),
    }),
    page('/reference/alerts/', 'Alerts', 'Alert rules with their corrected expressions.', {
      kind: 'reference',
      anchors: reference.alerts.data.alerts.map((alert) => referenceAnchor(alert.name)),
    }),
    page('/reference/dashboards/', 'Dashboards', 'Panels with the question that each answers.', {
      kind: 'reference',
      anchors: reference.dashboards.data.dashboards.flatMap((dashboard) => [
        dashboardAnchor(dashboard.id),
        ...dashboard.panels.map((panel) => panel.id),
      ]),
    }),
    page('/reference/commands/', 'Commands', 'The command line of the reference deployment.', {
      kind: 'reference',
      anchors: reference.commands.data.commands.map((command) =>
        referenceAnchor(`${command.program} ${command.name}`),
      ),
    }),
    page('/reference/api/', 'API', 'REST and gRPC.', {
      kind: 'reference',
      anchors: [
        ...reference.api.data.endpoints.map((endpoint) =>
          referenceAnchor(`${endpoint.method} ${endpoint.path}`),
        ),
        ...reference.api.data.services.map((service) => referenceAnchor(service.name)),
        ...reference.api.data.messages.map((message) => referenceAnchor(message.name)),
      ],
    }),
    page('/reference/configuration/', 'Configuration', 'Files and keys.', {
      kind: 'reference',
      anchors: reference.configuration.data.keys.map((key) => referenceAnchor(key.key)),
    }),
    page('/reference/errors/', 'Error codes', 'What the API answers when it refuses.', {
      kind: 'reference',
      anchors: reference.errors.data.errors.map((error) => referenceAnchor(error.code)),
    }),
    page('/reference/ports/', 'Ports', 'Who listens, who connects.', {
      kind: 'reference',
      anchors: reference.ports.data.ports.map((port) => referenceAnchor(`port ${port.port}`)),
    }),
    page('/glossary/', 'Glossary', 'Terms and acronyms.', {
      kind: 'reference',
      anchors: reference.glossary.data.terms.map((term) => referenceAnchor(term.term)),
    }),
    page('/status/', 'Status', 'Every claim, its measured value and the verdict.', { kind: 'status' }),
    page('/status/rules/', 'Rules', 'What the check looks for.', { kind: 'status' }),
    ...ruleNames.map((rule) =>
      page(`/status/rules/${rule}/`, rule, `What ${rule} means.`, { kind: 'status' }),
    ),
    page(
      '/status/commissioned/',
      'The program as commissioned',
      'The index as it was given, and what the check finds in it.',
      { kind: 'status' },
    ),
    page('/versions/', 'Versions', 'Releases and promised versions.'),
    page('/support/', 'Support and feedback', 'Whom to ask, and how to report.'),
    page('/packs/', 'Packs', 'The course to print, for a reader, or as a folder.'),
    page('/progress/', 'Your progress', 'What you have read, done and scored; export, import, reset.'),
    page(
      '/progress/group/',
      'Progress of a group',
      'How far the trainees of a class are, from their exports.',
    ),
    page(
      '/cohorts/new/',
      'Plan a class',
      'From a start date to a dated schedule, conflicts with remedies, duties, a link for learners and calendar files.',
    ),
    page(
      '/cohorts/',
      'Your class',
      'The page of a class that its link opens: what is on today, in your own time.',
    ),
    page(
      '/cohorts/bookings/',
      'Lab bookings',
      'Clusters, node-hours, peak and collisions of several classes, from their links.',
    ),
    page('/cluster/', 'Training cluster', 'The reference deployment as a model that runs in the page.', {
      kind: 'reference',
    }),
    page('/search/', 'Search', 'Search the whole program.'),
  ];
}

function materialPages(program: Program): Page[] {
  return program.index.data.materials.flatMap((material): Page[] => {
    const base = {
      title: material.title,
      kind: material.kind,
      summary: material.summary,
      anchors: [],
      material: material.id,
      ...('track' in material && material.track !== undefined ? { track: material.track } : {}),
    };
    switch (material.kind) {
      case 'manual': {
        const sections = material.sections.map((section): Page => {
          const entry = program.sections.find(
            (candidate) => candidate.track === material.track && candidate.data.number === section.number,
          );
          return {
            url: sectionUrl(material.track, section.number, section.slug),
            title: `${section.number} ${section.title}`,
            kind: 'section',
            status: entry === undefined ? 'planned' : 'complete',
            summary: entry?.data.summary ?? `Section ${section.number} of ${material.title}.`,
            anchors: documentAnchors(entry?.document),
            track: material.track,
            ref: sectionRef(material.track, section.number),
            material: material.id,
            ...(entry === undefined
              ? {}
              : { minutes: entry.data.minutes.read + entry.data.minutes.practise, document: entry.document }),
          };
        });
        const written = sections.filter((section) => section.status === 'complete').length;
        const status: Page['status'] =
          material.status === 'complete' ? 'complete' : written > 0 ? 'partial' : 'planned';
        return [
          { ...base, url: materialUrl(material), status },
          ...(written > 0
            ? [
                {
                  ...base,
                  kind: 'page' as const,
                  url: `${materialUrl(material)}print/`,
                  title: `${material.title}, for printing`,
                  status,
                },
              ]
            : []),
          ...sections,
        ];
      }
      case 'lab': {
        const entry = program.labs.find(
          (lab) => lab.track === material.track && lab.data.number === material.number,
        );
        return [
          {
            ...base,
            url: materialUrl(material),
            title: `Lab ${material.number}: ${material.title}`,
            status: statusOf(material, entry?.document),
            anchors: documentAnchors(entry?.document),
            ref: labRef(material.track, material.number),
            ...(material.minutes === undefined ? {} : { minutes: material.minutes }),
            ...(entry === undefined ? {} : { document: entry.document }),
          },
        ];
      }
      case 'runbook':
      case 'guide': {
        const entry = [...program.runbooks, ...program.guides].find(
          (candidate) => candidate.id === material.slug && candidate.file.includes(`/${material.kind}s/`),
        );
        return [
          {
            ...base,
            url: materialUrl(material),
            status: statusOf(material, entry?.document),
            anchors: documentAnchors(entry?.document),
            ...(entry === undefined ? {} : { document: entry.document }),
          },
        ];
      }
      case 'exam': {
        const entry = program.exams.find((exam) => exam.id === material.id);
        return [
          {
            ...base,
            url: materialUrl(material),
            status: statusOf(material, entry?.document),
            anchors: documentAnchors(entry?.document),
            ...(entry === undefined ? {} : { document: entry.document }),
          },
        ];
      }
      case 'deck':
        return [{ ...base, url: materialUrl(material), status: material.status }];
      case 'schedule':
        return [{ ...base, url: materialUrl(material), status: material.status }];
    }
  });
}

function statusOf(material: Material, document: MeasuredDocument | undefined): Page['status'] {
  if (material.status === 'complete') return 'complete';
  return document === undefined ? 'planned' : 'partial';
}

function documentAnchors(document: MeasuredDocument | undefined): string[] {
  if (document === undefined) return [];
  return [...document.headings.map((heading) => heading.slug), ...document.anchors];
}
