/** What the browser keeps for this site. Everything works, unkept, where storage is blocked or full. */
const prefix = 'dwcp-training:';

/** Reads a kept value; `undefined` where there is none or it cannot be read. */
export function readStored(key: string): unknown {
  try {
    const text = localStorage.getItem(prefix + key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Keeps a value; tells whether it could. */
export function store(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Throws a kept value away. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // What is blocked holds nothing.
  }
}

/** Calls back when another tab changes a value, until the signal is aborted. */
export function onStoredElsewhere(key: string, changed: () => void, signal?: AbortSignal): void {
  addEventListener(
    'storage',
    (event) => {
      if (event.key === prefix + key || event.key === null) changed();
    },
    signal === undefined ? {} : { signal },
  );
}
