/** Developer Lab 2: as many streams as fill the path, whatever it is that limits one of them. */
import type { TransportFacts, TransportPath } from '../starter/dwcp-plugin.d.ts';

export const name = 'fill-the-path';

export function chooseStreams(path: TransportPath, transport: TransportFacts): number {
  const isLossBased = transport.congestionControl === 'cubic';
  const streamMbps = Math.min(
    // A window in each round trip; bytes × 8 ÷ ms are thousands of bits in a second.
    (transport.windowBytes * 8) / path.rttMs / 1000,
    transport.pacingMbps ?? Infinity,
    // What a loss-based sender reaches when it loses packets (Mathis and others, 1997).
    isLossBased && path.lossRatio > 0
      ? (1.22 * transport.segmentBytes * 8) / (path.rttMs * Math.sqrt(path.lossRatio)) / 1000
      : Infinity,
  );
  // Loss-based senders that fill a link lose packets on it; they get a little more than half.
  const wantedMbps = isLossBased ? 0.6 * path.bandwidthMbps : path.bandwidthMbps;
  const streams = Math.ceil(wantedMbps / streamMbps);
  return Math.max(1, Math.min(streams, transport.maxStreams));
}
