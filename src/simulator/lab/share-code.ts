/** A run as a short code for links. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import type { Parsed } from './parse-evidence.ts';
import type { LabRun } from './run.ts';
import { readRunText, runText, type SharedLab } from './run-text.ts';

/** The first character of a code is the version of its form. */
const VERSION = '1';

/** A code inflates to no more than this; all lines of a lab are far below. */
const TEXT_LIMIT = 2_000_000;
const CODE_LIMIT = 400_000;

const DAMAGED = 'The link is damaged: it does not hold a run of a lab. Copy it again, whole.';

export function shareCode(run: LabRun): string {
  return VERSION + encodeBase64Url(deflateSync(strToU8(runText(run)), { level: 9 }));
}

/** What a code says, or why it cannot be read. */
export function readShareCode(code: string): Parsed<SharedLab> {
  if (code.length > CODE_LIMIT) return { problem: 'The link is too long to hold a run of a lab.' };
  if (!code.startsWith(VERSION))
    return { problem: 'The link is of a form that this release cannot read; reload the page and try again.' };
  const bytes = decodeBase64Url(code.slice(1));
  const text = bytes === null ? null : inflate(bytes);
  const read = text === null ? null : readRunText(text);
  return read === null || 'problem' in read ? { problem: DAMAGED } : read;
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
