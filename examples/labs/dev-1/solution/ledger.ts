/** The names of the VMs that this manager has made, in a file, because the API has no list of all VMs. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export class Ledger {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  names(): string[] {
    if (!existsSync(this.#file)) return [];
    return JSON.parse(readFileSync(this.#file, 'utf8')) as string[];
  }

  add(name: string): void {
    this.#write([...new Set([...this.names(), name])]);
  }

  remove(name: string): void {
    this.#write(this.names().filter((each) => each !== name));
  }

  /** Written whole, then renamed, so that a crash leaves the old list or the new one. */
  #write(names: readonly string[]): void {
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(names)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}
