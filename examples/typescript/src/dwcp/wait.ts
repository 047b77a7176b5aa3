import { systemClock, type Clock } from './clock.ts';
import type { DwcpClient } from './rest-client.ts';
import type { Migration, Vm } from './types.ts';

export interface WaitOptions {
  readonly deadlineMs: number;
  /** Pause between two readings; the API asks for no more than one reading a second. */
  readonly intervalMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

// region: wait
/** Reads until the state is the wanted one. It never sleeps for a time that somebody has guessed. */
export async function waitUntil<State>(
  read: () => Promise<State>,
  isDone: (state: State) => boolean,
  { deadlineMs, intervalMs = 1_000, clock = systemClock, signal }: WaitOptions,
): Promise<State> {
  const deadline = clock.now() + deadlineMs;
  for (;;) {
    const state = await read();
    if (isDone(state)) return state;
    if (clock.now() + intervalMs > deadline) throw new WaitTimeout(deadlineMs, state);
    await clock.sleep(intervalMs, signal);
  }
}
// endregion

/** The state that was waited for did not come. `lastState` is what was there instead. */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout';
  readonly lastState: unknown;

  constructor(deadlineMs: number, lastState: unknown) {
    super(`The awaited state did not come within ${deadlineMs / 1000} s.`);
    this.lastState = lastState;
  }
}

export function waitForMigration(client: DwcpClient, id: string, options: WaitOptions): Promise<Migration> {
  return waitUntil(
    () => client.getMigration(id),
    ({ status }) => status !== 'in_progress',
    options,
  );
}

/** Waits until the VM runs, or can no longer come to run. */
export function waitForVm(client: DwcpClient, id: string, options: WaitOptions): Promise<Vm> {
  return waitUntil(
    () => client.getVm(id),
    ({ status }) => status !== 'creating' && status !== 'migrating',
    options,
  );
}
