/** The arithmetic of a migration, without a cluster (reference deployment; Clark and others, Live Migration of Virtual Machines, 2005). */

/** Seconds that one pass over the memory takes: bytes × 8 ÷ ratio ÷ link. */
export function passSeconds(memoryBytes: number, linkMbps: number, ratio: number): number {
  return (memoryBytes * 8) / ratio / (linkMbps * 1e6);
}

/** The smallest ratio with which one pass keeps a gate. */
export function smallestRatio(memoryBytes: number, linkMbps: number, gateSeconds: number): number {
  return passSeconds(memoryBytes, linkMbps, 1) / gateSeconds;
}

export interface PrecopyPlan {
  rounds: { bytes: number; seconds: number }[];
  stopBytes: number;
  stopSeconds: number;
  totalSeconds: number;
  isConverging: boolean;
}

/**
 * Rounds of pre-copy: the first sends all memory, each later one what the guest changed meanwhile, until the rest
 * fits into the longest pause. A guest cannot have more changed pages than it has memory. If it writes as fast as
 * the source sends, rounds never shrink.
 */
export function planPrecopy(
  memoryBytes: number,
  sendBytesPerSecond: number,
  dirtyBytesPerSecond: number,
  maxDowntimeSeconds: number,
  maxRounds: number,
): PrecopyPlan {
  const rounds: { bytes: number; seconds: number }[] = [];
  let bytes = memoryBytes;
  let total = 0;
  for (;;) {
    const seconds = bytes / sendBytesPerSecond;
    rounds.push({ bytes, seconds });
    total += seconds;
    bytes = Math.min(memoryBytes, dirtyBytesPerSecond * seconds);
    const stopSeconds = bytes / sendBytesPerSecond;
    if (stopSeconds <= maxDowntimeSeconds) {
      return { rounds, stopBytes: bytes, stopSeconds, totalSeconds: total + stopSeconds, isConverging: true };
    }
    if (dirtyBytesPerSecond >= sendBytesPerSecond || rounds.length >= maxRounds) {
      return { rounds, stopBytes: bytes, stopSeconds, totalSeconds: total, isConverging: false };
    }
  }
}

/** Class of a VM by memory, as the metrics label it. */
export function sizeClass(memoryBytes: number): '2gb' | '8gb' | '32gb' {
  const gibibyte = 1_073_741_824;
  if (memoryBytes <= 4 * gibibyte) return '2gb';
  return memoryBytes <= 16 * gibibyte ? '8gb' : '32gb';
}
