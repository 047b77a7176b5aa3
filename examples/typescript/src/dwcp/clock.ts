import { setTimeout as pause } from 'node:timers/promises';

/** Time as an argument, so that a test can let ten minutes pass in a millisecond. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends after `ms` milliseconds, or with the reason of the signal when that is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  sleep: async (ms, signal) => {
    try {
      await pause(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
};
