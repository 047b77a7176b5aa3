/** HDE: which level encodes a guest for a link, and whether a block is worth the effort. */

/** One row of a table of measurements. */
export interface Level {
  level: number;
  /** Guest megabytes (10⁶ bytes) a second that the encoder takes in. */
  speedMBps: number;
  /** Original ÷ compressed bytes. */
  ratio: number;
}

/** How the levels of zstd relate: an illustration. Measure your own guests. */
export const ZSTD_LEVELS: readonly Level[] = [
  { level: 1, speedMBps: 500, ratio: 1.5 },
  { level: 3, speedMBps: 300, ratio: 2 },
  { level: 5, speedMBps: 150, ratio: 2.5 },
  { level: 9, speedMBps: 50, ratio: 3 },
  { level: 19, speedMBps: 10, ratio: 3.5 },
];

// region: effective
/** Guest megabytes a second that leave the source: the least of link × ratio and the encoder. */
export function effectiveMBps(linkMbps: number, { speedMBps, ratio }: Level): number {
  return Math.min((linkMbps / 8) * ratio, speedMBps);
}

/** Link rate in Mbps from which on the encoder is the limit of a level. */
export function breakEvenMbps({ speedMBps, ratio }: Level): number {
  return (speedMBps / ratio) * 8;
}
// endregion

// region: choose
/** The level with the highest effective rate; of equal ones the first, which should cost the least. */
export function chooseLevel(linkMbps: number, levels: readonly Level[]): Level {
  const [first, ...rest] = levels;
  if (first === undefined) throw new Error('There is no level to choose from.');
  return rest.reduce(
    (best, next) => (effectiveMBps(linkMbps, next) > effectiveMBps(linkMbps, best) ? next : best),
    first,
  );
}
// endregion

// region: guest
/** Ratio of a guest: its class scales what the level gains over 1×, and deduplicated bytes are not sent at all. */
export function guestRatio(levelRatio: number, gain: number, dedupHits: number): number {
  return (1 + (levelRatio - 1) * gain) / (1 - dedupHits);
}

/** A saving as a share of the original: 1 − 1 ÷ ratio. */
export function savingOf(ratio: number): number {
  return 1 - 1 / ratio;
}
// endregion

// region: entropy
/** Shannon entropy of the first bytes of a block, in bits a byte: 0 for one repeated byte, at most 8. */
export function sampleEntropy(block: Uint8Array, sampleBytes = 256): number {
  const sample = block.subarray(0, sampleBytes);
  const counts = new Map<number, number>();
  for (const byte of sample) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / sample.length) * Math.log2(count / sample.length);
  return bits;
}
// endregion
