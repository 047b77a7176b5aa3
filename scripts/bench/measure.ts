import { readFileSync } from 'node:fs';

/** The middle of several measurements and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** Sums measurements up; there has to be one at least. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
    count: sorted.length,
  };
}

/** The value below which a share of sorted values lies, between two neighbours where it falls between them. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const lower = sorted[Math.floor(position)];
  const upper = sorted[Math.ceil(position)];
  if (lower === undefined || upper === undefined) throw new Error('There is no measurement to sum up.');
  return lower + (upper - lower) * (position - Math.floor(position));
}

/** `6.12 s (5.98–6.40)`, from milliseconds. */
export function formatSeconds({ median, min, max, count }: Spread): string {
  const seconds = (value: number): string => (value / 1000).toFixed(2);
  return count === 1 ? `${seconds(median)} s` : `${seconds(median)} s (${seconds(min)}–${seconds(max)})`;
}

/** `0.42 ms (0.31–1.20)`. */
export function formatMilliseconds({ median, min, max, count }: Spread): string {
  const digits = median < 10 ? 2 : 0;
  const all = [median, min, max].map((value) => value.toFixed(digits));
  return count === 1 ? `${all[0]} ms` : `${all[0]} ms (${all[1]}–${all[2]})`;
}

/** `2.31×`: how many times the second value the first one is. */
export function formatRatio(value: number, of: number): string {
  return of === 0 ? '–' : `${(value / of).toFixed(2)}×`;
}

/** `12.3 kB`, with 1 kB = 1,000 bytes. */
export function formatBytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** Resident memory of a process in megabytes of 1,000 kB, as Linux tells it. */
export function residentMegabytes(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_000;
}
