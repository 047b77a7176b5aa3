/** Delivery of one notice: signed, repeated while the receiver is busy, and given up with a reason. */
import { backoffMs } from '../typescript/src/dwcp/backoff.ts';
import type { Clock } from '../typescript/src/dwcp/clock.ts';
import type { Notice } from './notices.ts';
import { sign } from './signature.ts';

export interface Delivery {
  readonly url: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: typeof fetch;
}

const ATTEMPTS = 5;
const TIMEOUT_MS = 5_000;

// region: deliver
/** `null` when the receiver has taken it, else why not. Only what may pass by itself is tried again. */
export async function deliver(notice: Notice, delivery: Delivery): Promise<string | null> {
  const { url, secret, clock, random, fetch } = delivery;
  const body = JSON.stringify(notice);
  let reason = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await clock.sleep(backoffMs(attempt, { baseMs: 500, capMs: 30_000 }, random));
    const headers = {
      'content-type': 'application/json',
      'x-notice-id': notice.id,
      'x-signature': sign(body, secret, Math.floor(clock.now() / 1000)),
    };
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { ok, status } = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
      if (ok) return null;
      reason = `the receiver answered ${status}`;
      if (status < 500 && status !== 408 && status !== 429) break;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return reason;
}
// endregion
