/** A run as a short text for links and storage: it holds what was typed, and playing that gives the run. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { parseEntries, type Parsed } from './parse-evidence.ts';
import { LAB_LIMIT_MS, replay } from './play.ts';
import type { Lab, LabEntry, LabRun } from './run.ts';

/** What a share code says. */
export interface SharedLab {
  /** The lab by track and name: `operations/lab-3`. */
  scenario: string;
  seed: number;
  entries: LabEntry[];
  untilMs: number;
}

/** The first character of a code is the version of its form. */
const VERSION = '1';

/** A code inflates to no more than this; all lines of a lab are far below. */
const TEXT_LIMIT = 2_000_000;
const CODE_LIMIT = 400_000;

const DAMAGED = 'The link is damaged: it does not hold a run of a lab. Copy it again, whole.';

export function shareCode(run: LabRun): string {
  const { scenario, seed, entries } = run;
  const lines = entries.map(({ atMs, line, stoppedAfter }) =>
    stoppedAfter === undefined ? [atMs, line] : [atMs, line, stoppedAfter],
  );
  const text = JSON.stringify([scenario, seed, run.session.cluster.nowMs, lines]);
  return VERSION + encodeBase64Url(deflateSync(strToU8(text), { level: 9 }));
}

/** What a code says, or why it cannot be read. */
export function readShareCode(code: string): Parsed<SharedLab> {
  if (code.length > CODE_LIMIT) return { problem: 'The link is too long to hold a run of a lab.' };
  if (!code.startsWith(VERSION))
    return { problem: 'The link is of a form that this release cannot read; reload the page and try again.' };
  const bytes = decodeBase64Url(code.slice(1));
  const text = bytes === null ? null : inflate(bytes);
  if (text === null) return { problem: DAMAGED };
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || value.length !== 4) return { problem: DAMAGED };
    const [scenario, seed, untilMs, lines] = value as unknown[];
    if (typeof scenario !== 'string' || scenario.length > 200) return { problem: DAMAGED };
    if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(untilMs)) return { problem: DAMAGED };
    if (Number(untilMs) < 0 || Number(untilMs) > LAB_LIMIT_MS || !Array.isArray(lines))
      return { problem: DAMAGED };
    const entries = parseEntries(
      (lines as unknown[]).map((item) => {
        const [atMs, line, stoppedAfter] = Array.isArray(item) ? (item as unknown[]) : [];
        return stoppedAfter === undefined ? { atMs, line } : { atMs, line, stoppedAfter };
      }),
    );
    if ('problem' in entries) return { problem: DAMAGED };
    return { value: { scenario, seed: Number(seed), entries: entries.value, untilMs: Number(untilMs) } };
  } catch {
    return { problem: DAMAGED };
  }
}

/** The run that a code tells of, played from its start. */
export function restoreLab(lab: Lab, shared: SharedLab): LabRun {
  return replay(lab, shared.entries, shared.untilMs);
}

/** The text in deflated bytes; `null` if they are damaged or would grow too large. */
function inflate(bytes: Uint8Array): string | null {
  const parts: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  const stream = new Inflate((part, isFinal) => {
    size += part.length;
    if (size > TEXT_LIMIT) throw new RangeError('too large');
    parts.push(part.slice());
    isWhole = isFinal;
  });
  try {
    // Small pieces, so that the limit is met before much has been unpacked.
    for (let start = 0; start < bytes.length; start += 4_096)
      stream.push(bytes.subarray(start, start + 4_096), start + 4_096 >= bytes.length);
  } catch {
    return null;
  }
  if (!isWhole) return null;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return strFromU8(whole);
}
