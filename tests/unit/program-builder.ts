import type { TrackId } from '../../src/schemas/common.ts';
import type { Deck } from '../../src/schemas/deck.ts';
import type { Exam } from '../../src/schemas/exam.ts';
import type { Guide } from '../../src/schemas/guide.ts';
import type { Lab } from '../../src/schemas/lab.ts';
import type { ManualSection } from '../../src/schemas/manual-section.ts';
import type {
  DeckMaterial,
  ExamMaterial,
  GuideMaterial,
  LabMaterial,
  Level,
  ManualMaterial,
  Material,
  ProgramIndex,
  RunbookMaterial,
  ScheduleMaterial,
} from '../../src/schemas/program-index.ts';
import type { Question, QuestionBank } from '../../src/schemas/question-bank.ts';
import type { Runbook } from '../../src/schemas/runbook.ts';
import type { Scenario } from '../../src/schemas/scenario.ts';
import type { Schedule, Session } from '../../src/schemas/schedule.ts';
import type { Track } from '../../src/schemas/track.ts';
import type { ComponentUse, Heading, MeasuredDocument, TaskItem } from '../../src/domain/document.ts';
import type { DataEntry, DocumentEntry, Program, TrackDocumentEntry } from '../../src/domain/program.ts';
import { buildReference } from './reference-builder.ts';

const reviewed = '2026-01-15';

/** An entry whose values all stand in line 1. */
export function dataEntry<Data>(file: string, data: Data): DataEntry<Data> {
  return { id: idOf(file), file, data, lineOf: () => 1 };
}

/** The path below the collection, as the readers of `content/` name entries. */
function idOf(file: string): string {
  return file.replace(/^content\/[^/]+\//, '').replace(/\.\w+$/, '');
}

/** A measured body; empty where nothing is given. */
export function measuredDocument(file: string, overrides: Partial<MeasuredDocument> = {}): MeasuredDocument {
  return {
    file,
    bodyLines: 0,
    headings: [],
    links: [],
    codeBlocks: [],
    inlineCode: [],
    prose: [],
    components: [],
    tables: [],
    taskItems: [],
    anchors: [],
    ...overrides,
  };
}

export function documentEntry<Data>(
  file: string,
  data: Data,
  overrides: Partial<MeasuredDocument> = {},
): DocumentEntry<Data> {
  return { ...dataEntry(file, data), document: measuredDocument(file, overrides) };
}

export function heading(text: string, line = 1, depth = 2): Heading {
  return { depth, text, slug: text.toLowerCase().replaceAll(' ', '-'), line };
}

/** Uses of a component, all under one heading. */
export function components(
  name: string,
  count: number,
  section?: string,
  attributes: ComponentUse['attributes'] = {},
): ComponentUse[] {
  return Array.from({ length: count }, (_, index) => ({
    name,
    attributes: { id: `${name.toLowerCase()}-${index + 1}`, ...attributes },
    line: index + 1,
    section,
    text: '',
  }));
}

export function taskItems(count: number, section?: string): TaskItem[] {
  return Array.from({ length: count }, (_, index) => ({
    text: `Check ${index + 1}`,
    checked: false,
    line: index + 1,
    section,
  }));
}

/** The same value without some of its optional fields. */
export function without<Value extends object, Key extends keyof Value>(
  value: Value,
  ...keys: Key[]
): Omit<Value, Key> {
  const isKept = ([key]: [string, unknown]): boolean => !keys.some((removed) => removed === key);
  return Object.fromEntries(Object.entries(value).filter(isKept)) as Omit<Value, Key>;
}

// Materials of the index

export function manualMaterial(overrides: Partial<ManualMaterial> = {}): ManualMaterial {
  return {
    kind: 'manual',
    id: 'operations-manual',
    title: 'Operations manual',
    status: 'complete',
    published: 'docs/training/OPERATIONS.md',
    summary: 'How to run a cluster.',
    track: 'operations',
    lines: { atLeast: 40 },
    days: { min: 1, max: 1 },
    audience: ['Operations engineers'],
    topics: [{ id: 'ops-topic-architecture', title: 'Architecture', details: [], sections: [2] }],
    sections: [
      { number: 1, slug: 'overview', title: 'Overview' },
      { number: 2, slug: 'architecture', title: 'Architecture', lines: { atLeast: 25 } },
    ],
    labs: 1,
    ...overrides,
  };
}

export function labMaterial(overrides: Partial<LabMaterial> = {}): LabMaterial {
  return {
    kind: 'lab',
    id: 'operations-lab-1',
    title: 'Deploy a test cluster',
    status: 'complete',
    published: 'docs/training/labs/operations/lab1.md',
    summary: 'A cluster from nothing.',
    track: 'operations',
    number: 1,
    slug: 'deploy-test-cluster',
    minutes: 60,
    steps: ['Deploy controllers', 'Deploy workers'],
    deliverable: 'Cluster status',
    limits: [],
    ...overrides,
  };
}

export function runbookMaterial(overrides: Partial<RunbookMaterial> = {}): RunbookMaterial {
  return {
    kind: 'runbook',
    id: 'production-rollout-runbook',
    title: 'Production rollout',
    status: 'complete',
    published: 'docs/runbooks/ROLLOUT.md',
    summary: 'A rollout in stages.',
    slug: 'production-rollout',
    lines: { atLeast: 30 },
    sections: [
      { title: 'Pre-rollout checklist', counts: [{ unit: 'checks', claim: { atLeast: 3 } }] },
      { title: 'Rollout', counts: [{ unit: 'steps', claim: { atLeast: 2 } }] },
    ],
    ...overrides,
  };
}

export function guideMaterial(overrides: Partial<GuideMaterial> = {}): GuideMaterial {
  return {
    kind: 'guide',
    id: 'certification-guide',
    title: 'Certification guide',
    status: 'complete',
    published: 'docs/training/CERTIFICATION.md',
    summary: 'Levels and exams.',
    slug: 'certification',
    lines: { atLeast: 10 },
    sections: [{ title: 'Sample questions', counts: [{ unit: 'questions', claim: { atLeast: 6 } }] }],
    ...overrides,
  };
}

export function examMaterial(overrides: Partial<ExamMaterial> = {}): ExamMaterial {
  return {
    kind: 'exam',
    id: 'operations-associate',
    title: 'Operations Associate',
    status: 'complete',
    published: 'docs/training/exams/operations_associate.md',
    summary: 'The first level.',
    track: 'operations',
    level: 'associate',
    format: 'exam',
    ...overrides,
  };
}

export function deckMaterial(overrides: Partial<DeckMaterial> = {}): DeckMaterial {
  return {
    kind: 'deck',
    id: 'operations-deck',
    title: 'Operations slides',
    status: 'complete',
    published: 'docs/training/presentations/Operations.pptx',
    summary: 'One day of slides.',
    track: 'operations',
    slides: { atLeast: 2 },
    days: [{ title: 'Architecture', slides: 2 }],
    ...overrides,
  };
}

export function scheduleMaterial(overrides: Partial<ScheduleMaterial> = {}): ScheduleMaterial {
  return {
    kind: 'schedule',
    id: 'operations-1-day',
    title: 'Operations in a day',
    status: 'complete',
    summary: 'One day of class.',
    track: 'operations',
    days: 1,
    ...overrides,
  };
}

export function buildLevel(overrides: Partial<Level> = {}): Level {
  return {
    id: 'associate',
    number: 1,
    title: 'Associate',
    prerequisites: [],
    written: { questions: 3, minutes: 30, passPercent: 80 },
    practical: { tasks: 1, passTasks: 1, minutes: 60 },
    validYears: 1,
    roles: ['Operations Associate'],
    ...overrides,
  };
}

/** An index of one material of each kind, all complete. */
export function buildIndex(overrides: Partial<ProgramIndex> = {}): ProgramIndex {
  return {
    title: 'DWCP v3 training',
    subtitle: 'A small program',
    lastUpdated: '2026-01-15',
    maintainer: 'Training team',
    review: { last: '2026-01-15', next: '2026-07-15' },
    materials: [
      manualMaterial(),
      labMaterial(),
      runbookMaterial(),
      guideMaterial(),
      examMaterial(),
      deckMaterial(),
      scheduleMaterial(),
    ],
    levels: [buildLevel()],
    totals: [
      {
        id: 'manuals-and-runbooks',
        title: 'Manuals and runbooks',
        of: ['operations-manual', 'production-rollout-runbook'],
        lines: { atLeast: 70 },
      },
      {
        id: 'everything',
        title: 'Everything',
        of: ['manuals-and-runbooks', 'certification-guide'],
        lines: { atLeast: 80 },
      },
    ],
    support: [
      { id: 'training', title: 'Training support', email: 'training@example.com', channel: '#training' },
    ],
    officeHours: {
      text: 'Tuesdays, 14:00 to 16:00',
      weekday: 'Tuesday',
      start: '14:00',
      end: '16:00',
      zone: 'America/New_York',
    },
    feedback: {
      form: 'https://forms.example.com/feedback',
      when: ['After a lab'],
      report: ['Errors'],
      suggest: ['Topics'],
    },
    versions: [{ version: '1.0.0', date: '2026-01-15', changes: 'First release' }],
    learningPaths: [
      {
        id: 'new-to-clusters',
        title: 'New to clusters?',
        background: 'Single machines',
        steps: [
          { section: 'operations/2' },
          { lab: 'operations/lab-1' },
          { material: 'operations-associate' },
          { activity: 'Ask a colleague' },
        ],
      },
    ],
    labEnvironment: { controllers: 3, workers: { min: 10, max: 20 }, tools: ['Grafana'] },
    ...overrides,
  };
}

// Files

export function sectionEntry(
  number: number,
  slug: string,
  overrides: Partial<ManualSection> = {},
  document: Partial<MeasuredDocument> = {},
  track: TrackId = 'operations',
): TrackDocumentEntry<ManualSection> {
  const data: ManualSection = {
    title: slug.charAt(0).toUpperCase() + slug.slice(1),
    number,
    summary: 'What the section is about.',
    minutes: { read: 10, practise: 0 },
    objectives: ['Name the parts', 'Draw the parts'],
    prerequisites: [],
    labs: [],
    runbooks: [],
    topics: [],
    selfCheck: [1, 2, 3].map((count) => `${track}-${number}-${count}`),
    reviewed,
    ...overrides,
  };
  const file = `content/manuals/${track}/${String(number).padStart(2, '0')}-${slug}.mdx`;
  return { ...documentEntry(file, data, { bodyLines: 30, ...document }), track };
}

export function labEntry(
  number: number,
  slug: string,
  overrides: Partial<Lab> = {},
  document: Partial<MeasuredDocument> = {},
  track: TrackId = 'operations',
): TrackDocumentEntry<Lab> {
  const data: Lab = {
    title: 'Deploy a test cluster',
    number,
    summary: 'A cluster from nothing.',
    minutes: 60,
    deliverable: 'Cluster status',
    objectives: ['Deploy a cluster'],
    practises: [`${track}/2`],
    reviewed,
    ...overrides,
  };
  const file = `content/labs/${track}/lab-${number}-${slug}.mdx`;
  const steps = components('Step', 2, undefined, { minutes: 30 });
  return { ...documentEntry(file, data, { components: steps, ...document }), track };
}

export function runbookEntry(
  slug: string,
  overrides: Partial<Runbook> = {},
  document: Partial<MeasuredDocument> = {},
): DocumentEntry<Runbook> {
  const data: Runbook = {
    title: 'Production rollout',
    summary: 'A rollout in stages.',
    useWhen: 'A release goes to production.',
    severity: ['P2'],
    alerts: [],
    tell: ['The engineer on call'],
    variables: [],
    sections: ['operations/2'],
    related: [],
    reviewed,
    ...overrides,
  };
  return documentEntry(`content/runbooks/${slug}.mdx`, data, {
    bodyLines: 30,
    headings: [heading('Pre-rollout checklist', 1), heading('Rollout', 10)],
    taskItems: taskItems(3, 'pre-rollout-checklist'),
    components: components('Step', 2, 'rollout'),
    ...document,
  });
}

export function guideEntry(
  slug: string,
  overrides: Partial<Guide> = {},
  document: Partial<MeasuredDocument> = {},
): DocumentEntry<Guide> {
  const data: Guide = {
    title: 'Certification guide',
    audience: 'Candidates',
    summary: 'Levels and exams.',
    minutes: 15,
    reviewed,
    ...overrides,
  };
  return documentEntry(`content/guides/${slug}.mdx`, data, {
    bodyLines: 10,
    headings: [heading('Sample questions')],
    ...document,
  });
}

export function examEntry(id: string, overrides: Partial<Exam> = {}): DocumentEntry<Exam> {
  return documentEntry(`content/exams/${id}.mdx`, {
    title: 'Operations Associate',
    track: 'operations',
    level: 'associate',
    summary: 'The first level.',
    written: {
      minutes: 30,
      passPercent: 80,
      bank: 'operations',
      blueprint: [{ domain: 'architecture', questions: 3 }],
    },
    practical: {
      minutes: 60,
      passTasks: 1,
      tasks: [
        {
          title: 'Deploy a cluster',
          minutes: 60,
          criterion: 'All nodes are healthy.',
          sections: ['operations/2'],
        },
      ],
    },
    reviewed,
    ...overrides,
  } satisfies Exam);
}

/** A question with three options of like length. */
export function question(
  id: string,
  overrides: Partial<Extract<Question, { type: 'single' }>> = {},
): Question {
  return {
    type: 'single',
    id,
    stem: `What does the cluster answer in case ${id}?`,
    objective: 'Read an answer',
    section: 'operations/2',
    domain: 'architecture',
    difficulty: 1,
    options: ['Yes, it does', 'No, it fails', 'It restarts.'].map((text) => ({
      text,
      why: 'See the section.',
    })),
    key: 0,
    ...overrides,
  };
}

export function bankEntry(id: string, questions: Question[]): DataEntry<QuestionBank> {
  return dataEntry(`content/question-banks/${id}.yaml`, { title: `Questions on ${id}`, questions });
}

export function deckEntry(id: string, overrides: Partial<Deck> = {}): DataEntry<Deck> {
  const slide = {
    title: 'A cluster has nodes',
    lines: [],
    notes: 'Say what a node is.',
    minutes: 2,
    section: 'operations/2',
  };
  return dataEntry(`content/decks/${id}.yaml`, {
    title: 'Operations slides',
    summary: 'One day of slides.',
    days: [{ title: 'Architecture', slides: [slide, { ...slide, title: 'Nodes vote' }] }],
    ...overrides,
  });
}

export function session(
  start: string,
  end: string,
  topic: string,
  overrides: Partial<Session> = {},
): Session {
  return { start, end, topic, kind: 'teaching', sections: [], labs: [], ...overrides };
}

export function scheduleEntry(id: string, overrides: Partial<Schedule> = {}): DataEntry<Schedule> {
  return dataEntry(`content/schedules/${id}.yaml`, {
    title: 'Operations in a day',
    track: 'operations',
    summary: 'One day of class.',
    homework: [],
    days: [
      {
        title: 'The day',
        sessions: [
          session('09:00', '10:00', 'Overview', { sections: ['operations/1'] }),
          session('10:00', '11:00', 'Architecture', { sections: ['operations/2'], statedMinutes: 60 }),
          session('11:00', '12:00', 'Lab 1', { kind: 'lab', labs: ['operations/lab-1'] }),
          session('12:00', '13:00', 'Lunch', { kind: 'break' }),
          session('13:00', '13:30', 'Written exam', {
            kind: 'exam',
            exam: { id: 'operations-associate', part: 'written' },
          }),
          session('13:30', '14:30', 'Practical exam', {
            kind: 'exam',
            exam: { id: 'operations-associate', part: 'practical' },
          }),
        ],
      },
    ],
    ...overrides,
  } satisfies Schedule);
}

export function scenarioEntry(id: string, overrides: Partial<Scenario> = {}): DataEntry<Scenario> {
  return dataEntry(`content/scenarios/${id}.yaml`, {
    title: 'Deploy a test cluster',
    seed: 1,
    start: {
      controllers: 3,
      workers: 10,
      regions: ['eu-north'],
      mode: 'datacenter',
      machines: [],
      vms: [],
      settings: {},
      nodes: {},
      files: {},
      warmUpSeconds: 0,
    },
    faults: [],
    checkpoints: [
      {
        id: 'healthy',
        title: 'The cluster is healthy',
        after: [],
        when: { reading: 'healthy-workers', is: 10 },
        met: 'All nodes answer.',
        hints: ['Count the nodes.', 'Look at the cluster.', 'Ask for its status.'],
      },
    ],
    solution: ['dwcp-cli cluster status'],
    wrongApproaches: [
      { title: 'Does nothing', commands: ['dwcp-cli node list'], open: ['healthy'] },
      { title: 'Stops early', commands: ['dwcp-cli node status'], open: ['healthy'] },
    ],
    ...overrides,
  });
}

export function trackEntry(overrides: Partial<Track> = {}): DataEntry<Track> {
  return dataEntry(`content/tracks/${overrides.id ?? 'operations'}.yaml`, {
    id: 'operations',
    title: 'Operations',
    promise: 'You can run a cluster.',
    audience: ['Operations engineers'],
    prerequisites: ['Linux'],
    days: { min: 1, max: 1 },
    preReading: ['operations/1'],
    path: [
      { section: 'operations/1' },
      { section: 'operations/2' },
      { lab: 'operations/lab-1' },
      { material: 'operations-associate' },
    ],
    schedules: ['operations-1-day'],
    deck: 'operations-deck',
    ...overrides,
  });
}

/** A small program of one track in which every check is silent. Collections are replaced as a whole. */
export function buildProgram(overrides: Partial<Program> = {}): Program {
  return {
    index: dataEntry('content/program/index.yaml', buildIndex()),
    releases: dataEntry('content/program/releases.yaml', {
      releases: [{ date: '2026-01-15', title: 'First release', changes: ['Everything'] }],
    }),
    redirects: dataEntry('content/program/redirects.yaml', { redirects: [] }),
    exceptions: dataEntry('content/program/exceptions.yaml', { exceptions: [] }),
    tracks: [trackEntry()],
    sections: [
      sectionEntry(1, 'overview'),
      sectionEntry(2, 'architecture', {
        prerequisites: ['operations/1'],
        labs: ['operations/lab-1'],
        runbooks: ['production-rollout-runbook'],
        topics: ['ops-topic-architecture'],
      }),
    ],
    labs: [labEntry(1, 'deploy-test-cluster', { scenario: 'lab-1' })],
    scenarios: [scenarioEntry('operations/lab-1')],
    runbooks: [runbookEntry('production-rollout')],
    exams: [examEntry('operations-associate')],
    banks: [
      bankEntry('operations', [
        ...[1, 2, 3].map((count) =>
          question(`operations-1-${count}`, { section: 'operations/1', domain: 'training' }),
        ),
        ...[1, 2, 3].map((count) => question(`operations-2-${count}`, { lab: 'operations/lab-1' })),
      ]),
    ],
    decks: [deckEntry('operations-deck')],
    schedules: [scheduleEntry('operations-1-day')],
    guides: [guideEntry('certification')],
    reference: buildReference(),
    figures: [],
    ...overrides,
  };
}

/** The same program with other values in its index. */
export function withIndex(program: Program, overrides: Partial<ProgramIndex>): Program {
  return { ...program, index: { ...program.index, data: { ...program.index.data, ...overrides } } };
}

/** The same program with one more material in its index, or with another in place of the one with the same id. */
export function withMaterial(program: Program, material: Material): Program {
  const { materials } = program.index.data;
  const isKnown = materials.some(({ id }) => id === material.id);
  return withIndex(program, {
    materials: isKnown
      ? materials.map((other) => (other.id === material.id ? material : other))
      : [...materials, material],
  });
}
