/** Walks through the lines typed before, like the arrow keys of a shell: what was being typed waits at the end. */
export class LineHistory {
  #lines: readonly string[] = [];
  #at = 0;
  #draft = '';

  /** Starts a new line with these lines behind it. */
  reset(lines: readonly string[]): void {
    // The same line twice in a row is one step, as `HISTCONTROL=ignoredups` has it.
    this.#lines = lines.filter((line, index) => line.trim() !== '' && line !== lines[index - 1]);
    this.#at = this.#lines.length;
    this.#draft = '';
  }

  /** The line before the one shown; `undefined` at the oldest. */
  older(shown: string): string | undefined {
    if (this.#at === 0) return undefined;
    if (this.#at === this.#lines.length) this.#draft = shown;
    this.#at -= 1;
    return this.#lines[this.#at];
  }

  /** The line after the one shown, at last what was being typed; `undefined` when that is shown already. */
  newer(): string | undefined {
    if (this.#at === this.#lines.length) return undefined;
    this.#at += 1;
    return this.#at === this.#lines.length ? this.#draft : this.#lines[this.#at];
  }
}
