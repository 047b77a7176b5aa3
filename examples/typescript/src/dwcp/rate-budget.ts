import { systemClock, type Clock } from './clock.ts';

export interface BudgetOptions {
  /** Requests per second in the long run. */
  readonly perSecond: number;
  /** Requests that may follow each other at once after a rest. */
  readonly burst: number;
  readonly clock?: Clock;
}

// region: budget
/** A `fetch` that keeps to a share of the rate limit, by waiting before it sends. Calls go in the order in which they came. */
export function budgetedFetch(inner: typeof fetch, options: BudgetOptions): typeof fetch {
  const { perSecond, burst, clock = systemClock } = options;
  const spacingMs = 1000 / perSecond;
  // When the request after the last would be due if all had kept their distance (virtual scheduling of a leaky bucket).
  let dueMs = clock.now();
  return async (input, init) => {
    const nowMs = clock.now();
    const sendMs = Math.max(nowMs, dueMs - (burst - 1) * spacingMs);
    dueMs = Math.max(dueMs, nowMs) + spacingMs;
    if (sendMs > nowMs) await clock.sleep(sendMs - nowMs, init?.signal ?? undefined);
    return inner(input, init);
  };
}
// endregion
