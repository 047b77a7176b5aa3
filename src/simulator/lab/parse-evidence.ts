/** Reads evidence that may come from anywhere: of every slip it says what was expected and where. */
import { EVIDENCE_FORMAT, type Evidence } from './evidence.ts';
import { ENTRY_LIMIT, LAB_LIMIT_MS, LINE_LIMIT } from './play.ts';
import type { LabEntry } from './run.ts';

export type Parsed<Value> = { value: Value } | { problem: string };

/** The evidence in a value that JSON was parsed into, or what is wrong with it in one sentence. */
export function parseEvidence(value: unknown): Parsed<Evidence> {
  if (!isRecord(value)) return wrong('The file', 'one JSON object', value);
  if (value['format'] !== EVIDENCE_FORMAT) return wrong('"format"', `"${EVIDENCE_FORMAT}"`, value['format']);
  if (value['formatVersion'] !== 1)
    return wrong('"formatVersion"', '1, the only version there is', value['formatVersion']);
  for (const field of ['scenario', 'title', 'edition', 'state', 'digest']) {
    const text = value[field];
    if (typeof text !== 'string' || text.length > 500) return wrong(`"${field}"`, 'a short text', text);
  }
  for (const field of ['seed', 'startedAtMs', 'endedAtMs']) {
    if (!isTime(value[field])) return wrong(`"${field}"`, 'a whole number', value[field]);
  }
  if (Number(value['endedAtMs']) > LAB_LIMIT_MS)
    return wrong('"endedAtMs"', `at most ${LAB_LIMIT_MS}, one day`, value['endedAtMs']);
  const entries = parseEntries(value['entries']);
  if ('problem' in entries) return entries;
  const lists = parseLists(value);
  if (lists !== null) return lists;
  return { value: value as unknown as Evidence };
}

/** Lines in the order of their times. */
export function parseEntries(value: unknown): Parsed<LabEntry[]> {
  if (!Array.isArray(value)) return wrong('"entries"', 'a list', value);
  if (value.length > ENTRY_LIMIT) return wrong('"entries"', `at most ${ENTRY_LIMIT} lines`, value.length);
  let lastMs = 0;
  for (const [index, entry] of (value as unknown[]).entries()) {
    const place = `"entries", line ${index + 1}`;
    if (!isRecord(entry)) return wrong(place, 'an object', entry);
    const { atMs, line, stoppedAfter } = entry as Partial<Record<keyof LabEntry, unknown>>;
    if (!isTime(atMs) || atMs < lastMs || atMs > LAB_LIMIT_MS)
      return wrong(`${place}, "atMs"`, 'a time in milliseconds that is not before the line above', atMs);
    if (typeof line !== 'string' || line.length > LINE_LIMIT)
      return wrong(`${place}, "line"`, `at most ${LINE_LIMIT} characters`, line);
    if (stoppedAfter !== undefined && (!isTime(stoppedAfter) || stoppedAfter === 0))
      return wrong(`${place}, "stoppedAfter"`, 'a whole number from 1 on', stoppedAfter);
    lastMs = atMs;
  }
  return { value: value as LabEntry[] };
}

function parseLists(value: Record<string, unknown>): { problem: string } | null {
  const { checkpoints, hints, solutionShownAtMs } = value as Partial<Record<keyof Evidence, unknown>>;
  if (!Array.isArray(checkpoints) || checkpoints.length > 100)
    return wrong('"checkpoints"', 'a list', checkpoints);
  for (const [index, item] of (checkpoints as unknown[]).entries()) {
    const isSound =
      isRecord(item) &&
      typeof item['id'] === 'string' &&
      typeof item['title'] === 'string' &&
      (item['metAtMs'] === null || isTime(item['metAtMs']));
    if (!isSound)
      return wrong(`"checkpoints", number ${index + 1}`, 'an id, a title and a time or null', item);
  }
  if (!Array.isArray(hints) || hints.length > 1_000) return wrong('"hints"', 'a list', hints);
  for (const [index, item] of (hints as unknown[]).entries()) {
    if (!isRecord(item) || typeof item['checkpoint'] !== 'string' || !isTime(item['atMs']))
      return wrong(`"hints", number ${index + 1}`, 'a checkpoint and a time', item);
  }
  if (solutionShownAtMs !== null && !isTime(solutionShownAtMs))
    return wrong('"solutionShownAtMs"', 'a time or null', solutionShownAtMs);
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function wrong(place: string, expected: string, found: unknown): { problem: string } {
  const shown = found === undefined ? 'nothing' : (JSON.stringify(found) ?? typeof found);
  const short = shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
  return { problem: `${place} should be ${expected}, but is ${short}.` };
}
