import { backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import { isDwcpError } from './errors.ts';

export interface LoopOptions {
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

// region: loop
/**
 * Runs a controller round by round until a round says that all is done or the signal is given. A round that the cluster
 * could not serve is no reason to end: the next one begins with what is true by then, after a growing pause.
 */
export async function runRounds(round: () => Promise<boolean>, options: LoopOptions): Promise<void> {
  const { intervalMs, clock, random, log, signal } = options;
  let failures = 0;
  while (signal?.aborted !== true) {
    try {
      if (await round()) return;
      failures = 0;
    } catch (error) {
      if (!isDwcpError(error)) throw error;
      failures += 1;
      log(`Round given up: ${error.message}`);
    }
    // A tenth of chance keeps controllers that were started together from asking together for ever.
    const pauseMs = intervalMs * (0.95 + 0.1 * random());
    const growing = { baseMs: intervalMs, capMs: 60_000 };
    const penaltyMs = failures === 0 ? 0 : backoffMs(failures - 1, growing, random);
    await clock.sleep(pauseMs + penaltyMs, signal).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  }
}
// endregion

/** Ends a loop with Ctrl-C or SIGTERM, after the round that is under way. */
export function signalOfProcess(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
