/** Keeping the cluster in a file: written whole beside it, flushed, then renamed, so that a reader sees old or new. */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Cluster } from '../simulator/cluster.ts';
import { findBrokenInvariants } from '../simulator/invariants.ts';

export interface SavedState {
  formatVersion: 1;
  cluster: Cluster;
}

export async function writeState(file: string, state: SavedState): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  // The rename itself is on the disk once its folder is.
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The state in the file, or `null` if there is none. Throws a sentence for the user if it cannot be used. */
export async function readState(file: string): Promise<SavedState | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const useless = (reason: string): Error =>
    new Error(`${file} is not a state of the training cluster: ${reason}. Name another file, or delete it.`);
  let state: SavedState;
  try {
    state = JSON.parse(text) as SavedState;
  } catch {
    throw useless('it is not JSON');
  }
  if (state?.formatVersion !== 1 || state.cluster?.formatVersion !== 1)
    throw useless('its format version is not 1');
  let broken: string[];
  try {
    broken = findBrokenInvariants(state.cluster);
  } catch {
    throw useless('parts of it are missing');
  }
  if (broken.length > 0) throw useless(broken[0] ?? '');
  return state;
}

/** Writes at most every `intervalMs` while the state changes, one write after the other, and once more at the end. */
export class StateKeeper {
  readonly #file: string;
  readonly #read: () => SavedState;
  readonly #report: (error: unknown) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #isDirty = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    file: string,
    read: () => SavedState,
    report: (error: unknown) => void,
    intervalMs: number = 2_000,
  ) {
    this.#file = file;
    this.#read = read;
    this.#report = report;
    this.#timer = setInterval(() => void this.flush(), intervalMs);
    this.#timer.unref();
  }

  touch(): void {
    this.#isDirty = true;
  }

  /** Resolves when everything that was there at the call is in the file, or the failure was reported. */
  async flush(): Promise<void> {
    if (this.#isDirty) {
      this.#isDirty = false;
      this.#writing = this.#writing
        .then(() => writeState(this.#file, this.#read()))
        .catch((error: unknown) => {
          this.#isDirty = true;
          this.#report(error);
        });
    }
    await this.#writing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}
