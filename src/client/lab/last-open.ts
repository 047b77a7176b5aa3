/** Which lab is open in this tab, so that after a reload it is open again. */
const key = 'dwcp-training:lab-open';

export function readLastOpen(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    // Without storage a reload begins with a closed terminal.
    return undefined;
  }
}

/** `undefined` when the lab has been closed. */
export function keepLastOpen(id: string | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, id);
  } catch {
    // What is blocked holds nothing.
  }
}
