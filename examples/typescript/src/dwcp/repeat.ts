import { backoffMs, REST_BACKOFF, type Backoff } from './backoff.ts';
import { systemClock, type Clock } from './clock.ts';
import { isDwcpError, isTransient, type DwcpError } from './errors.ts';

export interface RepeatOptions {
  /** Longest time for a call with all its attempts and pauses, in milliseconds. */
  readonly deadlineMs?: number;
  readonly backoff?: Backoff;
  readonly clock?: Clock;
  /** Gives a number from 0 to less than 1. */
  readonly random?: () => number;
}

export interface Repeatable<Answer> {
  /** One attempt. It has to end, or fail with a `DwcpError`, by the deadline (milliseconds since 1970). */
  readonly attempt: (deadline: number) => Promise<Answer>;
  /** Whether a second execution does no harm. */
  readonly isRepeatable: boolean;
  /**
   * Judges a refusal that may only mean that an earlier attempt of this call, whose answer was lost, took effect. Gives
   * the answer of that attempt, or `undefined` if the refusal means what it says.
   */
  readonly settle?: ((refusal: DwcpError) => Promise<Answer | undefined>) | undefined;
}

// region: retry
/** Makes a call, repeats it where that is safe and sensible, and gives up before the deadline rather than after it. */
export async function repeat<Answer>(call: Repeatable<Answer>, options: RepeatOptions = {}): Promise<Answer> {
  const { deadlineMs = 60_000, backoff = REST_BACKOFF, clock = systemClock, random = Math.random } = options;
  const deadline = clock.now() + deadlineMs;
  let isInDoubt = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call.attempt(deadline);
    } catch (error) {
      if (!isDwcpError(error)) throw error;
      const settled = isInDoubt ? await call.settle?.(error) : undefined;
      if (settled !== undefined) return settled;
      if (error.outcome === 'unknown') isInDoubt = true;
      const mayRepeat = isTransient(error) && (call.isRepeatable || error.outcome === 'refused');
      const pauseMs = (error.retryAfterMs ?? 0) + backoffMs(attempt, backoff, random);
      if (!mayRepeat || clock.now() + pauseMs >= deadline) throw error;
      await clock.sleep(pauseMs);
    }
  }
}
// endregion
