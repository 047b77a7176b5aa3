import { readStored, store } from '../storage.ts';

/** How somebody likes the terminal; remembered for every lab. */
export interface LabSettings {
  /** A plain field instead of the drawn terminal. */
  readonly isPlain: boolean;
  /** xterm's mode for screen readers. */
  readonly isForScreenReader: boolean;
}

const key = 'lab-settings';

export function readLabSettings(): LabSettings {
  const kept = readStored(key);
  const { isPlain, isForScreenReader } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<
    Record<keyof LabSettings, unknown>
  >;
  return {
    // The keyboards of phones compose words and correct them, which a drawn terminal cannot follow.
    isPlain: typeof isPlain === 'boolean' ? isPlain : matchMedia('(pointer: coarse)').matches,
    isForScreenReader: isForScreenReader === true,
  };
}

export function keepLabSettings(settings: LabSettings): void {
  store(key, settings);
}
