/** What a transfer is limited by, from what was seen while it ran. */

/** One look at a transfer: megabits per second on the link, and the share of the processors in use. */
export interface Look {
  sentMbps: number;
  ratio: number;
  cpuRatio: number;
}

/** What the path could do. */
export interface Capacity {
  /** Between the two regions. */
  linkMbps: number;
  streams: number;
  /** What one stream carries: window ÷ round trip, and no more than its pacing. */
  streamMbps: number;
}

export type Bottleneck = 'link' | 'streams' | 'encoder';

// region: bottleneck
/** A limit that is reached is within this share of its capacity. */
const REACHED = 0.9;

/**
 * Link and streams have capacities that are known; when neither is reached while the sender is busy, it is the encoder
 * that does not deliver.
 */
export function findBottleneck(looks: readonly Look[], capacity: Capacity): Bottleneck {
  const sent = median(looks.map(({ sentMbps }) => sentMbps));
  if (sent >= REACHED * capacity.linkMbps) return 'link';
  if (sent >= REACHED * capacity.streams * capacity.streamMbps) return 'streams';
  return 'encoder';
}

/** Megabytes of guest memory that are encoded in a second: what is on the link, before it was compressed. */
export function encodeRate(looks: readonly Look[]): number {
  return median(looks.map(({ sentMbps, ratio }) => (sentMbps * ratio) / 8));
}
// endregion

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
