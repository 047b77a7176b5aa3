/** The time of the training cluster, which has a date of its own and may pass faster than here. */
export interface TrainingTime {
  /** ISO 8601. */
  readonly now: string;
  /** Simulated seconds per second; `step` for time that stands still. */
  readonly speed: number | 'step';
}

/** Milliseconds since 1970 by the clock of the cluster, carried on from one reading. */
export function clusterClock({ now, speed }: TrainingTime, hereMs: () => number = Date.now): () => number {
  const thereMs = Date.parse(now);
  const readMs = hereMs();
  const factor = speed === 'step' ? 0 : speed;
  return () => thereMs + (hereMs() - readMs) * factor;
}
