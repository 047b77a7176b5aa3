/** AMST: how many parallel streams a migration opens on a path, and what they carry together. */

/** What packets meet on their way from source to target. */
export interface Path {
  /** Round trip in milliseconds. */
  rttMs: number;
  /** Share of the packets that are lost, 0–1. */
  lossRatio: number;
  /** Rate left for the migration, in Mbps (10⁶ bits a second). */
  capacityMbps: number;
}

/** What holds for every stream. */
export interface Transport {
  /** Bytes that one stream has in flight at most. */
  windowBytes: number;
  /** Payload of one packet in bytes. */
  segmentBytes: number;
  /** Rate above which no stream is let; `Infinity` without pacing. */
  pacingMbps: number;
  congestionControl: 'bbr' | 'cubic';
}

/** Streams of a migration in a mode, both ends included. */
export interface StreamLimits {
  min: number;
  max: number;
}

/** The reference deployment. */
export const REFERENCE_TRANSPORT: Transport = {
  windowBytes: 1_000_000,
  segmentBytes: 1_460,
  pacingMbps: 125,
  congestionControl: 'bbr',
};

/** BBR probes at 1.25 × its estimate, so it bears a loss of 1 − 1 ÷ 1.25. */
const BBR_LOSS_LIMIT = 0.2;

// region: bdp
/** Bandwidth-delay product: the bytes in flight while the path is full (RFC 6349, section 3.2). */
export function bandwidthDelayBytes({ capacityMbps, rttMs }: Path): number {
  return (capacityMbps * 1e6 * (rttMs / 1000)) / 8;
}
// endregion

// region: mathis
/** Bound of a sender that takes every loss as congestion, in Mbps (Mathis, Semke, Mahdavi and Ott, 1997). */
export function mathisMbps({ rttMs, lossRatio }: Path, segmentBytes: number): number {
  if (lossRatio === 0) return Infinity;
  return (1.22 * segmentBytes * 8) / ((rttMs / 1000) * Math.sqrt(lossRatio)) / 1e6;
}
// endregion

// region: stream
/** What one stream carries at most: the least of window, pacing and loss. */
export function streamMbps(path: Path, transport: Transport): number {
  const windowMbps = (transport.windowBytes * 8) / (path.rttMs / 1000) / 1e6;
  const heedsLoss = transport.congestionControl === 'cubic' || path.lossRatio > BBR_LOSS_LIMIT;
  const lossMbps = heedsLoss ? mathisMbps(path, transport.segmentBytes) : Infinity;
  return Math.min(windowMbps, transport.pacingMbps, lossMbps);
}

/** What all streams carry together; a link carries no more than it has. */
export function throughputMbps(path: Path, transport: Transport, streams: number): number {
  return Math.min(path.capacityMbps, streams * streamMbps(path, transport));
}
// endregion

// region: choose
/** The fewest streams that fill the path, within the limits of the mode. */
export function chooseStreams(path: Path, transport: Transport, limits: StreamLimits): number {
  const fill = Math.ceil(path.capacityMbps / streamMbps(path, transport));
  return Math.max(limits.min, Math.min(limits.max, fill));
}
// endregion

// region: repeated
/**
 * Share of the sent bytes that a full link drops and the sender repeats. The link holds one bandwidth-delay product
 * and its buffer another; of what loss-based windows put on top, half stays, since a sender that loses halves its
 * window (RFC 5681, section 3.1). BBR keeps two products in flight, which fit.
 */
export function repeatedShare(path: Path, transport: Transport, streams: number): number {
  if (transport.congestionControl === 'bbr') return 0;
  const inFlightBytes = streams * transport.windowBytes;
  const surplusBytes = inFlightBytes - 2 * bandwidthDelayBytes(path);
  return surplusBytes > 0 ? surplusBytes / inFlightBytes / 2 : 0;
}
// endregion
