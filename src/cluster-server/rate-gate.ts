/** A token bucket: a mean rate, and bursts of twice as many. */
export class RateGate {
  readonly #perSecond: number;
  readonly #now: () => number;
  #tokens: number;
  #filledAtMs: number;

  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = 2 * perSecond;
    this.#filledAtMs = now();
  }

  /** 0 if one more may pass, else the milliseconds until it may. */
  tryPass(): number {
    const atMs = this.#now();
    const gained = ((atMs - this.#filledAtMs) / 1000) * this.#perSecond;
    this.#tokens = Math.min(2 * this.#perSecond, this.#tokens + gained);
    this.#filledAtMs = atMs;
    if (this.#tokens < 1) return ((1 - this.#tokens) / this.#perSecond) * 1000;
    this.#tokens -= 1;
    return 0;
  }
}
