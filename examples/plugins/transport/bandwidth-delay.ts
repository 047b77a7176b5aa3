/**
 * Opens as many streams as fill the path: its bandwidth-delay product divided by the window of a stream, or more where
 * pacing or loss keeps a stream below its window.
 */
import type { TransportFacts, TransportPath } from '../dwcp-plugin.d.ts';

export const name = 'bandwidth-delay';

// region: stream-rate
/** What keeps one stream from being faster, in Mbps. */
export function streamLimits(
  { rttMs, lossRatio }: TransportPath,
  { windowBytes, segmentBytes, pacingMbps, congestionControl }: TransportFacts,
): { windowMbps: number; pacingMbps: number; lossMbps: number } {
  // Bits in a millisecond are thousands of bits in a second; 1,000 of them are a megabit.
  const mbps = (bytes: number): number => (bytes * 8) / rttMs / 1000;
  const heedsLoss = congestionControl === 'cubic' && lossRatio > 0;
  return {
    // One window in each round trip.
    windowMbps: mbps(windowBytes),
    pacingMbps: pacingMbps ?? Infinity,
    // Mathis, Semke, Mahdavi and Ott (1997): a sender that halves its window at a loss. BBR does not.
    lossMbps: heedsLoss ? mbps((1.22 * segmentBytes) / Math.sqrt(lossRatio)) : Infinity,
  };
}
// endregion

// region: choose
/**
 * Share of the link that loss-based senders aim at: those that fill it lose packets and send them again. It is low
 * because an answer holds for a range of paths, and on the best of them each stream is faster than on the worst.
 */
const CUBIC_SHARE = 0.6;

export function chooseStreams(path: TransportPath, transport: TransportFacts): number {
  const { windowMbps, pacingMbps, lossMbps } = streamLimits(path, transport);
  const needed = path.bandwidthMbps / Math.min(windowMbps, pacingMbps, lossMbps);
  const isLossBased = transport.congestionControl === 'cubic';
  const streams = isLossBased ? Math.floor(CUBIC_SHARE * needed) : Math.ceil(needed);
  return Math.max(1, Math.min(streams, transport.maxStreams));
}
// endregion
