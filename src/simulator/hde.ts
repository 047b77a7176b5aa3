import type { Cluster, ClusterNode, Mode } from './cluster.ts';

/** Kinds of guest by how well their memory compresses. */
export const WORKLOADS = {
  /** The data that the level table describes. */
  general: { gain: 1, dedupHitRatio: 0.25 },
  idle: { gain: 1.3, dedupHitRatio: 0.4 },
  web: { gain: 1, dedupHitRatio: 0.25 },
  database: { gain: 0.8, dedupHitRatio: 0.1 },
  cache: { gain: 0.5, dedupHitRatio: 0.05 },
  media: { gain: 0.02, dedupHitRatio: 0 },
  encrypted: { gain: 0, dedupHitRatio: 0 },
} as const;

export type WorkloadClass = keyof typeof WORKLOADS;

/** Speed and ratio by zstd level: the illustration of the operations manual (reference deployment), not a measurement. */
const LEVELS: readonly (readonly [level: number, megabytesPerSecond: number, ratio: number])[] = [
  [1, 500, 1.5],
  [3, 300, 2],
  [5, 150, 2.5],
  [9, 50, 3],
  [19, 10, 3.5],
];

/** lz4 in datacenter mode: the target ratio of the code, 1.2× (reference deployment), at a speed that the link does not reach. */
const DATACENTER_ENCODING = { megabytesPerSecond: 2_000, ratio: 1.2 };

export interface Encoding {
  /** Original ÷ compressed bytes. */
  ratio: number;
  /** Guest bytes per second that the encoder takes in. */
  bytesPerSecond: number;
  dedupHitRatio: number;
}

/** Speed and ratio of a level, in a straight line between the rows of the table. */
export function levelEncoding(level: number): { megabytesPerSecond: number; ratio: number } {
  let below = LEVELS[0] as (typeof LEVELS)[number];
  for (const row of LEVELS) {
    if (row[0] === level) return { megabytesPerSecond: row[1], ratio: row[2] };
    if (row[0] > level) {
      const share = (level - below[0]) / (row[0] - below[0]);
      return {
        megabytesPerSecond: below[1] + (row[1] - below[1]) * share,
        ratio: below[2] + (row[2] - below[2]) * share,
      };
    }
    below = row;
  }
  return { megabytesPerSecond: below[1], ratio: below[2] };
}

/**
 * How a guest is encoded. The level's gain over 1× is scaled by the guest's class: random-looking memory has no gain,
 * and the entropy test sends it as it is, which costs no processor time. Savings of deduplication multiply.
 */
export function encodeGuest(
  cluster: Cluster,
  source: ClusterNode,
  workload: WorkloadClass,
  mode: Mode,
  askedLevel: number | null,
  migrationsAtSource: number,
): Encoding {
  const { gain, dedupHitRatio } = WORKLOADS[workload];
  const { settings } = cluster;
  const bypass = { ratio: 1, bytesPerSecond: 4e9, dedupHitRatio: 0 };
  if (settings['encoding.hde.compression.algorithm'] === 'none' || gain === 0) return bypass;
  const isLight = mode === 'datacenter' || settings['encoding.hde.compression.algorithm'] === 'lz4';
  const table = isLight
    ? DATACENTER_ENCODING
    : levelEncoding(askedLevel ?? source.compressionLevel ?? settings['encoding.hde.compression.level']);
  const hits = settings['encoding.hde.deduplication.enabled'] && !isLight ? dedupHitRatio : 0;
  // One migration takes 30–50 % of a worker's processor (reference deployment), so from the third on they share.
  const processorShare = Math.min(1, 2 / Math.max(1, migrationsAtSource));
  return {
    ratio: (1 + (table.ratio - 1) * gain) / (1 - hits),
    bytesPerSecond: table.megabytesPerSecond * 1e6 * processorShare,
    dedupHitRatio: hits,
  };
}

/** Guest bytes per second that leave the source: the least of link × ratio and the encoder's speed. */
export function effectiveBytesPerSecond(
  linkMbps: number,
  ratio: number,
  encoderBytesPerSecond: number,
): number {
  return Math.min(((linkMbps * 1e6) / 8) * ratio, encoderBytesPerSecond);
}

/** Saving as a share: 1 − 1 ÷ ratio. */
export function savingOf(ratio: number): number {
  return 1 - 1 / ratio;
}
