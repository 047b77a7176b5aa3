/** Whether a page has been read; a mark that was taken back stays, so that an older file does not bring it again. */
export interface ReadMark {
  /** ISO 8601 in UTC, to the millisecond. */
  readonly at: string;
  readonly read: boolean;
}

/** Whether a lab has been done, and who says so. */
export interface LabMark {
  readonly at: string;
  readonly done: boolean;
  readonly by: 'checkpoints' | 'hand';
}

/** The last attempt at an exam. */
export interface ScoreMark {
  readonly at: string;
  readonly percent: number;
  readonly passed: boolean;
}

/** The page last opened that can be marked as read. */
export interface LastPage {
  readonly at: string;
  readonly url: string;
  readonly title: string;
}

/** What a reader has done, as it is kept in the browser. The same form travels in `src/schemas/progress.ts`. */
export interface Progress {
  readonly version: 2;
  /** By address of the page, without the base path. */
  readonly read: Readonly<Record<string, ReadMark>>;
  /** By lab: `operations/lab-1`. */
  readonly labs: Readonly<Record<string, LabMark>>;
  /** By id of the exam in the index. */
  readonly scores: Readonly<Record<string, ScoreMark>>;
  readonly last?: LastPage;
}

export const emptyProgress: Progress = { version: 2, read: {}, labs: {}, scores: {} };

/** Takes what was stored for progress, in the first form as well; anything damaged or foreign counts as nothing. */
export function parseProgress(stored: unknown): Progress {
  if (!isRecord(stored)) return emptyProgress;
  if (stored['version'] === 1) return fromFirstVersion(stored);
  if (stored['version'] !== 2) return emptyProgress;
  const last = stored['last'];
  return {
    version: 2,
    read: entriesOf(stored['read'], isReadMark),
    labs: entriesOf(stored['labs'], isLabMark),
    scores: entriesOf(stored['scores'], isScoreMark),
    ...(isLastPage(last) ? { last } : {}),
  };
}

/** The first form named the moment of each read page, and no moment for the page last opened. */
function fromFirstVersion(stored: Record<string, unknown>): Progress {
  const read = entriesOf(stored['read'], isMoment);
  const last = stored['last'];
  const latest = Object.values(read).toSorted().at(-1) ?? '1970-01-01T00:00:00.000Z';
  const page = isRecord(last) ? { ...last, at: latest } : undefined;
  return {
    ...emptyProgress,
    read: mapValues(read, (at) => ({ at, read: true })),
    ...(isLastPage(page) ? { last: { at: page.at, url: page.url, title: page.title } } : {}),
  };
}

/** Progress after a page was marked as read, or the mark taken back. */
export function markRead(progress: Progress, url: string, read: boolean, moment: string): Progress {
  const mark = { at: laterThan(progress.read[url], moment), read };
  return { ...progress, read: { ...progress.read, [url]: mark } };
}

/** Progress after a lab was done, or the mark taken back. */
export function markLab(
  progress: Progress,
  lab: string,
  { done, by }: Omit<LabMark, 'at'>,
  moment: string,
): Progress {
  const mark = { at: laterThan(progress.labs[lab], moment), done, by };
  return { ...progress, labs: { ...progress.labs, [lab]: mark } };
}

/** Progress after an attempt at an exam. */
export function markScore(
  progress: Progress,
  exam: string,
  { percent, passed }: Omit<ScoreMark, 'at'>,
  moment: string,
): Progress {
  const mark = { at: laterThan(progress.scores[exam], moment), percent, passed };
  return { ...progress, scores: { ...progress.scores, [exam]: mark } };
}

/** Joins two states item by item: the later mark holds, and what only one of them has is kept. The order of the two does not matter. */
export function mergeProgress(one: Progress, other: Progress): Progress {
  const last = laterOf(one.last, other.last);
  return {
    version: 2,
    read: mergeMarks(one.read, other.read),
    labs: mergeMarks(one.labs, other.labs),
    scores: mergeMarks(one.scores, other.scores),
    ...(last === undefined ? {} : { last }),
  };
}

/** How many items of `other` are new to `one` or later than what it has. */
export function countNewer(one: Progress, other: Progress): number {
  const merged = mergeProgress(one, other);
  const kinds = ['read', 'labs', 'scores'] as const;
  return kinds.reduce((sum, kind) => sum + countChanged(one[kind], merged[kind]), 0);
}

function countChanged(
  before: Readonly<Record<string, object>>,
  after: Readonly<Record<string, object>>,
): number {
  return Object.keys(after).filter((name) => !isSame(get(before, name), get(after, name))).length;
}

/** What a stop on a track is, as far as progress is concerned. */
export interface Stop {
  readonly url: string;
  /** The lab, for a lab: `operations/lab-1`. */
  readonly lab?: string | undefined;
  /** The exam's id, for an exam. */
  readonly exam?: string | undefined;
}

/** Whether a stop lies behind the reader: a lab done, an exam passed, anything else read. */
export function isDone(progress: Progress, { url, lab, exam }: Stop): boolean {
  if (lab !== undefined) return get(progress.labs, lab)?.done === true;
  if (exam !== undefined) return get(progress.scores, exam)?.passed === true;
  return get(progress.read, url)?.read === true;
}

function mergeMarks<Mark extends { readonly at: string }>(
  one: Readonly<Record<string, Mark>>,
  other: Readonly<Record<string, Mark>>,
): Record<string, Mark> {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const mark = laterOf(get(one, name), get(other, name));
      return mark === undefined ? [] : [[name, mark] as const];
    }),
  );
}

/** Of two marks of the same moment, any may hold, as long as it is the same one whichever comes first. */
function laterOf<Mark extends { readonly at: string }>(
  one: Mark | undefined,
  other: Mark | undefined,
): Mark | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return canonical(one) >= canonical(other) ? one : other;
}

function isSame(one: object | undefined, other: object | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && canonical(one) === canonical(other));
}

function canonical(mark: object): string {
  return JSON.stringify(Object.entries(mark).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A mark made here holds against one that came from a browser whose clock is ahead. */
function laterThan(existing: { readonly at: string } | undefined, moment: string): string {
  if (existing === undefined || existing.at < moment) return moment;
  return new Date(Date.parse(existing.at) + 1).toISOString();
}

/** A record's own value: a name such as "constructor" has none. */
function get<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function entriesOf<Value>(
  stored: unknown,
  isValue: (value: unknown) => value is Value,
): Record<string, Value> {
  if (!isRecord(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, Value] => isValue(entry[1])),
  );
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function isMoment(value: unknown): value is string {
  return typeof value === 'string' && moment.test(value) && !Number.isNaN(Date.parse(value));
}

function isReadMark(value: unknown): value is ReadMark {
  return isRecord(value) && isMoment(value['at']) && typeof value['read'] === 'boolean';
}

function isLabMark(value: unknown): value is LabMark {
  return (
    isRecord(value) &&
    isMoment(value['at']) &&
    typeof value['done'] === 'boolean' &&
    (value['by'] === 'checkpoints' || value['by'] === 'hand')
  );
}

function isScoreMark(value: unknown): value is ScoreMark {
  return (
    isRecord(value) &&
    isMoment(value['at']) &&
    typeof value['percent'] === 'number' &&
    typeof value['passed'] === 'boolean'
  );
}

function isLastPage(value: unknown): value is LastPage {
  return (
    isRecord(value) &&
    isMoment(value['at']) &&
    typeof value['url'] === 'string' &&
    typeof value['title'] === 'string'
  );
}
