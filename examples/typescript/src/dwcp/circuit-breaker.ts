import { systemClock, type Clock } from './clock.ts';
import { DwcpError } from './errors.ts';

export interface BreakerOptions {
  /** Failures in a row that open the circuit. */
  readonly failures?: number;
  /** How long it stays open before one request may try. */
  readonly openMs?: number;
  readonly clock?: Clock;
}

// region: breaker
/**
 * A `fetch` that stops asking a server that does not answer. After a number of failures in a row it refuses at once; when
 * the pause is over, one request goes through, and what comes of that decides for all.
 */
export function breakingFetch(inner: typeof fetch, options: BreakerOptions = {}): typeof fetch {
  const { failures = 5, openMs = 30_000, clock = systemClock } = options;
  let failed = 0;
  let openUntilMs = 0;
  return async (input, init) => {
    if (clock.now() < openUntilMs)
      throw new DwcpError('The last requests got no answer, so this one was not sent.', {
        code: 'CIRCUIT_OPEN',
        status: 0,
      });
    // Half open: whoever comes while this request is out meets a closed door.
    if (failed >= failures) openUntilMs = clock.now() + openMs;
    try {
      const response = await inner(input, init);
      // A refusal shows that the server is well. A gateway that has nobody behind it shows that it is not.
      failed = response.status === 502 || response.status === 504 ? failed + 1 : 0;
      return response;
    } catch (error) {
      failed += 1;
      throw error;
    } finally {
      openUntilMs = failed >= failures ? clock.now() + openMs : 0;
    }
  };
}
// endregion
