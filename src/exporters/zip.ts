import { zipSync, type Zippable } from 'fflate';

/** A file of an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Stored as it is; the first entry of an EPUB has to be. */
  readonly isStored?: boolean;
}

/**
 * An archive in the order given, every entry dated with the release. The same entries give the same bytes on any machine;
 * zip knows no time zones, so the date is written as wall-clock time.
 */
export function zip(entries: readonly ZipEntry[], date: string): Uint8Array {
  const [year = 1980, month = 1, day = 1] = date.split('-').map(Number);
  const mtime = new Date(year, month - 1, day, 12);
  const encoder = new TextEncoder();
  const files: Zippable = {};
  for (const { path, content, isStored } of entries) {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    files[path] = [bytes, { level: isStored === true ? 0 : 9, mtime }];
  }
  return zipSync(files);
}
