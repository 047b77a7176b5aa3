/** Drives simulated time from the wall clock. */

export const speeds = [0, 1, 10, 60] as const;
export type Speed = (typeof speeds)[number];

const tickMs = 500;
/** A tick that comes late, after a sleep of the machine, lets no more time pass than this. */
const longestTickMs = 2_000;
/** After so long without a key or a click the clock stops by itself. */
const idleMs = 15 * 60_000;

export class LabClock {
  readonly #advance: (ms: number) => void;
  readonly #onIdle: () => void;
  #speed: Speed = 1;
  #lastTick = 0;
  #lastActive = 0;
  #timer = 0;
  #carry = 0;

  /** `advance` is told how much simulated time has passed; `onIdle` that the clock has stopped by itself. */
  constructor(advance: (ms: number) => void, onIdle: () => void, signal: AbortSignal) {
    this.#advance = advance;
    this.#onIdle = onIdle;
    for (const event of ['pointerdown', 'keydown'])
      addEventListener(event, () => (this.#lastActive = performance.now()), {
        passive: true,
        signal,
      });
  }

  get speed(): Speed {
    return this.#speed;
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
    this.#lastActive = performance.now();
  }

  start(): void {
    if (this.#timer !== 0) return;
    this.#lastTick = this.#lastActive = performance.now();
    this.#timer = window.setInterval(() => this.#tick(), tickMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #tick(): void {
    const now = performance.now();
    const passed = Math.min(longestTickMs, now - this.#lastTick);
    this.#lastTick = now;
    // Nobody watches a hidden page, so nothing happens behind a learner's back.
    if (document.hidden || this.#speed === 0) return;
    if (now - this.#lastActive > idleMs) {
      this.#speed = 0;
      this.#onIdle();
      return;
    }
    this.#carry += passed * this.#speed;
    const whole = Math.floor(this.#carry);
    this.#carry -= whole;
    if (whole > 0) this.#advance(whole);
  }
}
