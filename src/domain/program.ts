import type { TrackId } from '../schemas/common.ts';
import type { Deck } from '../schemas/deck.ts';
import type { Exam } from '../schemas/exam.ts';
import type { Exception } from '../schemas/exceptions.ts';
import type { Guide } from '../schemas/guide.ts';
import type { Lab } from '../schemas/lab.ts';
import type { ManualSection } from '../schemas/manual-section.ts';
import type { ProgramIndex } from '../schemas/program-index.ts';
import type { QuestionBank } from '../schemas/question-bank.ts';
import type { Alert } from '../schemas/reference/alerts.ts';
import type { Api } from '../schemas/reference/api.ts';
import type { Commands } from '../schemas/reference/commands.ts';
import type { Configuration } from '../schemas/reference/configuration.ts';
import type { Dashboard } from '../schemas/reference/dashboards.ts';
import type { ErrorCode } from '../schemas/reference/errors.ts';
import type { Term } from '../schemas/reference/glossary.ts';
import type { Metric } from '../schemas/reference/metrics.ts';
import type { Port } from '../schemas/reference/ports.ts';
import type { Redirects } from '../schemas/redirects.ts';
import type { Releases } from '../schemas/releases.ts';
import type { Runbook } from '../schemas/runbook.ts';
import type { Scenario } from '../schemas/scenario.ts';
import type { Schedule } from '../schemas/schedule.ts';
import type { Track } from '../schemas/track.ts';
import type { MeasuredDocument } from './document.ts';

/** Where in a source file a value stands. */
export type LineOf = (path: readonly (string | number)[]) => number;

/** A parsed YAML file. */
export interface DataEntry<Data> {
  /** File name without extension, or the path below its collection: `operations-5-day`. */
  readonly id: string;
  /** Path from the repository's top. */
  readonly file: string;
  readonly data: Data;
  /** Line of a value by its path in the data, counted from 1; the nearest parent's where the value is absent. */
  readonly lineOf: LineOf;
}

/** A parsed MDX file: frontmatter and measured body. */
export interface DocumentEntry<Data> extends DataEntry<Data> {
  readonly document: MeasuredDocument;
}

/** A section or lab knows its track from its folder. */
export interface TrackDocumentEntry<Data> extends DocumentEntry<Data> {
  readonly track: TrackId;
}

/** The reference: every name that content may use. */
export interface Reference {
  readonly metrics: DataEntry<{ readonly metrics: readonly Metric[] }>;
  readonly alerts: DataEntry<{ readonly alerts: readonly Alert[] }>;
  readonly dashboards: DataEntry<{ readonly dashboards: readonly Dashboard[] }>;
  readonly commands: DataEntry<Commands>;
  readonly api: DataEntry<Api>;
  readonly configuration: DataEntry<Configuration>;
  readonly errors: DataEntry<{ readonly errors: readonly ErrorCode[] }>;
  readonly ports: DataEntry<{ readonly ports: readonly Port[] }>;
  readonly glossary: DataEntry<{ readonly terms: readonly Term[] }>;
}

/** The whole program as parsed values: what pages show and checks read. */
export interface Program {
  readonly index: DataEntry<ProgramIndex>;
  readonly releases: DataEntry<Releases>;
  readonly redirects: DataEntry<Redirects>;
  readonly exceptions: DataEntry<{ readonly exceptions: readonly Exception[] }>;
  readonly tracks: readonly DataEntry<Track>[];
  /** By file id, e.g. `operations/02-architecture`; sorted by track and number. */
  readonly sections: readonly TrackDocumentEntry<ManualSection>[];
  readonly labs: readonly TrackDocumentEntry<Lab>[];
  readonly scenarios: readonly DataEntry<Scenario>[];
  readonly runbooks: readonly DocumentEntry<Runbook>[];
  readonly exams: readonly DocumentEntry<Exam>[];
  readonly banks: readonly DataEntry<QuestionBank>[];
  readonly decks: readonly DataEntry<Deck>[];
  readonly schedules: readonly DataEntry<Schedule>[];
  readonly guides: readonly DocumentEntry<Guide>[];
  readonly reference: Reference;
  /** File names in `content/figures/`. */
  readonly figures: readonly string[];
}

/** A source file as it is on disk, for the checks that look at bytes and characters. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** Every MDX entry of the program, in one list. */
export function allDocuments(program: Program): readonly DocumentEntry<unknown>[] {
  return [...program.sections, ...program.labs, ...program.runbooks, ...program.exams, ...program.guides];
}
