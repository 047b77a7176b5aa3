/** Which notices were delivered, in a file that survives a restart. */
import { readFile, rename, writeFile } from 'node:fs/promises';

/** Ids that are kept; the cluster itself lists fewer ended migrations than this. */
const KEPT = 10_000;

export class Journal {
  readonly #file: string;
  readonly #ids: Set<string>;

  private constructor(file: string, ids: Set<string>) {
    this.#file = file;
    this.#ids = ids;
  }

  /** `null` when the file is not there: the first start. */
  static async open(file: string): Promise<Journal | null> {
    try {
      return new Journal(file, new Set(JSON.parse(await readFile(file, 'utf8')) as string[]));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return null;
    }
  }

  /** A new journal in which these are taken for delivered, so that the first start does not tell old news. */
  static async create(file: string, ids: readonly string[]): Promise<Journal> {
    const journal = new Journal(file, new Set(ids));
    await journal.#save();
    return journal;
  }

  get delivered(): ReadonlySet<string> {
    return this.#ids;
  }

  async add(id: string): Promise<void> {
    this.#ids.add(id);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= KEPT) break;
      this.#ids.delete(oldest);
    }
    await this.#save();
  }

  /** Written whole and then renamed, so that a crash leaves the old file or the new one. */
  async #save(): Promise<void> {
    await writeFile(`${this.#file}.new`, JSON.stringify([...this.#ids]));
    await rename(`${this.#file}.new`, this.#file);
  }
}
