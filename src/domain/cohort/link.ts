import { Temporal } from 'temporal-polyfill';
import { cohortSchema, type Cohort } from '../../schemas/cohort.ts';

/** A cohort from a link, or a sentence that says why there is none. */
export type ReadCohort = { readonly cohort: Cohort } | { readonly problem: string };

const version = 'c1';
const noClosing = '';

/**
 * Writes a cohort as the fragment of its link, without the `#`: the version, the values as JSON in base64url (RFC 4648,
 * section 5) and a checksum that finds a link cut off or mistyped. Holidays are kept as days from one to the next.
 */
export function writeCohort(cohort: Cohort): string {
  const values = [
    cohort.id,
    cohort.revision,
    cohort.schedule,
    cohort.startDate,
    cohort.timeZone,
    cohort.workingDays.join(''),
    cohort.dailyStart,
    cohort.roomCloses ?? noClosing,
    cohort.place,
    cohort.instructor,
    cohort.size,
    packDates(cohort.holidays),
  ];
  const body = toBase64url(new TextEncoder().encode(JSON.stringify(values)));
  return `${version}.${body}.${checksum(body)}`;
}

/** Reads a cohort from a fragment, with or without its `#`, or from a whole link. */
export function readCohort(text: string): ReadCohort {
  const fragment = text.trim().replace(/^.*#/s, '');
  if (fragment === '') return { problem: 'There is no cohort in this link: nothing follows "#".' };
  const [prefix, body, sum, ...rest] = fragment.split('.');
  if (prefix === undefined || !/^c\d+$/.test(prefix) || body === undefined)
    return { problem: 'This is not the link of a cohort.' };
  if (prefix !== version)
    return { problem: 'This link was made by another version of the planner, which cannot be read here.' };
  if (sum === undefined || rest.length > 0 || checksum(body) !== sum)
    return { problem: 'This link is damaged: a part is missing or changed. Copy it again, whole.' };
  const values = parseValues(body);
  if (values === undefined)
    return { problem: 'This link is damaged: what it holds is not the form of a cohort.' };
  const parsed = cohortSchema.safeParse(toFields(values));
  if (parsed.success) return { cohort: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    problem: `This link holds a cohort with a wrong value (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}).`,
  };
}

/**
 * What to publish after an edit: the same value where nothing differs, otherwise the next revision, which calendars take
 * for newer.
 */
export function reviseCohort(published: Cohort, edited: Cohort): Cohort {
  const same = writeCohort({ ...edited, id: published.id, revision: published.revision });
  if (same === writeCohort(published)) return published;
  return { ...edited, id: published.id, revision: published.revision + 1 };
}

function toFields(values: readonly unknown[]): unknown {
  const [
    id,
    revision,
    schedule,
    startDate,
    timeZone,
    days,
    dailyStart,
    closes,
    place,
    instructor,
    size,
    packed,
  ] = values;
  return {
    id,
    revision,
    schedule,
    startDate,
    timeZone,
    workingDays: typeof days === 'string' ? [...days].map(Number) : days,
    dailyStart,
    ...(closes === noClosing ? {} : { roomCloses: closes }),
    place,
    instructor,
    size,
    holidays: unpackDates(packed),
  };
}

function parseValues(body: string): readonly unknown[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(body));
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) && values.length === 12 ? values : undefined;
  } catch {
    return undefined;
  }
}

const epoch = Temporal.PlainDate.from('2000-01-01');

function packDates(dates: readonly string[]): string {
  let before = epoch;
  return dates
    .map((text) => {
      const date = Temporal.PlainDate.from(text);
      const days = before.until(date).days;
      before = date;
      return days.toString(36);
    })
    .join(' ');
}

function unpackDates(packed: unknown): unknown {
  if (typeof packed !== 'string') return packed;
  if (packed === '') return [];
  let date = epoch;
  return packed.split(' ').map((days) => {
    const count = Number.parseInt(days, 36);
    if (!(count >= 0 && count < 40_000)) return days;
    date = date.add({ days: count });
    return date.toString();
  });
}

function toBase64url(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** FNV-1a over 32 bits in base 36: finds accidents, keeps nobody from forging. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
