import type { Clock } from '../src/dwcp/clock.ts';

/** A clock whose time passes only by sleeping. It keeps the pauses that were asked for. */
export class FakeClock implements Clock {
  readonly pausesMs: number[] = [];
  #nowMs = 0;

  now(): number {
    return this.#nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.pausesMs.push(ms);
    this.#nowMs += ms;
  }
}
