/** Which of several processes may act: a lease in a folder that all of them reach. */
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock, type Clock } from './clock.ts';

export interface LeaseRecord {
  readonly holder: string;
  /** Grows with every change of the holder. */
  readonly term: number;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

export interface LeaseStore {
  read(): Promise<LeaseRecord | undefined>;
  /** Puts a term on record. Says no if the term is there already. */
  claim(record: LeaseRecord): Promise<boolean>;
  /** Puts off the end of a term. Only its holder does that. */
  renew(record: LeaseRecord): Promise<void>;
}

export interface LeaseOptions {
  readonly store: LeaseStore;
  /** Differs between processes, such as host and process number. */
  readonly holder: string;
  readonly lifeMs?: number;
  /** How long before its end a holder stops acting: more than clocks differ and one action takes. */
  readonly marginMs?: number;
  readonly clock?: Clock;
}

// region: lease
export class Lease {
  readonly #options: Required<LeaseOptions>;
  #heldUntilMs = 0;

  constructor(options: LeaseOptions) {
    this.#options = { lifeMs: 30_000, marginMs: 10_000, clock: systemClock, ...options };
  }

  /** Takes the lease if it is free, renews it if it is ours. Call it at least three times in its life. */
  async hold(): Promise<boolean> {
    const { store, holder, lifeMs, marginMs, clock } = this.#options;
    // The life counts from before the request: an answer that took long does not make it longer.
    const nowMs = clock.now();
    const current = await store.read();
    const isOurs = current?.holder === holder && this.isHeld();
    if (current !== undefined && !isOurs && nowMs < current.expiresAtMs) return false;
    const term = isOurs ? current.term : (current?.term ?? 0) + 1;
    const next: LeaseRecord = { holder, term, expiresAtMs: nowMs + lifeMs };
    if (isOurs) await store.renew(next);
    else if (!(await store.claim(next))) return false;
    this.#heldUntilMs = next.expiresAtMs - marginMs;
    return true;
  }

  /** Ask this before every action, and not only once a round. */
  isHeld(): boolean {
    return this.#options.clock.now() < this.#heldUntilMs;
  }
}
// endregion

/** One file a term. That a file can be linked to a name only once is what makes a claim exclusive. */
export class FolderLeaseStore implements LeaseStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(): Promise<LeaseRecord | undefined> {
    await mkdir(this.#folder, { recursive: true });
    const terms = (await readdir(this.#folder)).flatMap((name) => /^term-(\d+)\.json$/.exec(name)?.[1] ?? []);
    if (terms.length === 0) return undefined;
    const last = Math.max(...terms.map(Number));
    return JSON.parse(await readFile(this.#fileOf(last), 'utf8')) as LeaseRecord;
  }

  async claim(record: LeaseRecord): Promise<boolean> {
    const draft = await this.#writeDraft(record);
    try {
      await link(draft, this.#fileOf(record.term));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async renew(record: LeaseRecord): Promise<void> {
    await rename(await this.#writeDraft(record), this.#fileOf(record.term));
  }

  async #writeDraft(record: LeaseRecord): Promise<string> {
    const draft = path.join(this.#folder, `draft-${process.pid}-${record.holder}`);
    await writeFile(draft, JSON.stringify(record));
    return draft;
  }

  #fileOf(term: number): string {
    return path.join(this.#folder, `term-${term}.json`);
  }
}
