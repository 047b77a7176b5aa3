/** What the service remembers over a restart: one file, replaced as a whole. */
import { open, readFile, rename } from 'node:fs/promises';
import type { MoveRecord } from './move.ts';

/** News for others, told at least once. Whoever listens throws away what comes with an identifier it has seen. */
export interface MoveEvent {
  /** Identifier of the move, which ends only once. */
  readonly id: string;
  readonly vm: string;
  readonly target: string;
  readonly result: 'done' | 'given-up';
  readonly reason: string;
}

export interface JournalContent {
  readonly records: readonly MoveRecord[];
  /** Events that have been decided and not yet delivered. */
  readonly outbox: readonly MoveEvent[];
}

export interface Journal {
  read(): Promise<JournalContent>;
  /** On return the content survives a loss of power. */
  write(content: JournalContent): Promise<void>;
}

// region: journal
export class FileJournal implements Journal {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async read(): Promise<JournalContent> {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8')) as JournalContent;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return { records: [], outbox: [] };
    }
  }

  async write(content: JournalContent): Promise<void> {
    const handle = await open(`${this.#file}.new`, 'w');
    try {
      await handle.writeFile(JSON.stringify(content, null, 2));
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A reader finds the old content or the new, and never the half of one.
    await rename(`${this.#file}.new`, this.#file);
  }
}
// endregion
