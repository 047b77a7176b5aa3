export interface Backoff {
  /** Upper end of the first pause, in milliseconds. */
  readonly baseMs: number;
  /** No pause is longer, however many attempts have failed. */
  readonly capMs: number;
}

export const REST_BACKOFF: Backoff = { baseMs: 200, capMs: 10_000 };

// region: backoff
/**
 * The pause after attempt number `attempt`, counted from 0: anything from nothing to a limit that doubles with every
 * attempt ("full jitter"). Clients that failed at the same moment so come back spread over the whole interval.
 * `random` gives a number from 0 to less than 1.
 */
export function backoffMs(attempt: number, { baseMs, capMs }: Backoff, random: () => number): number {
  const limitMs = Math.min(capMs, baseMs * 2 ** attempt);
  return random() * limitMs;
}
// endregion
