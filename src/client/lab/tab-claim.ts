/** Which tab works on a lab: one at a time writes, so that two do not undo each other. */

export interface TabClaim {
  /** Whether this tab may write. */
  readonly isHeld: () => boolean;
  /** Takes the lab over from the tab that has it, which is asked to keep its run first. */
  readonly takeOver: () => Promise<void>;
  /** Lets go of the lab, so that it can be claimed again. */
  readonly release: () => void;
}

interface TabClaimEvents {
  /** Another tab wants to take over: keep the run, now. */
  readonly onAsked: () => void;
  /** Another tab has taken over. */
  readonly onLost: () => void;
}

/** How long the other tab gets to keep its run before the lab is taken from it. */
const graceMs = 400;

/** Claims a lab for this tab. Where the browser has no locks, every tab believes it is alone. */
export async function claimLab(name: string, { onAsked, onLost }: TabClaimEvents): Promise<TabClaim> {
  if (!('locks' in navigator))
    return { isHeld: () => true, takeOver: () => Promise.resolve(), release: () => undefined };
  let isHeld = false;
  let letGo = (): void => undefined;
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', () => {
    if (isHeld) onAsked();
  });
  const hold = (options: LockOptions): Promise<void> =>
    new Promise((settled) => {
      navigator.locks
        .request(name, options, (lock) => {
          isHeld = lock !== null;
          settled();
          // The lock is held for as long as this promise is open: until it is released, or the tab closes.
          return lock === null ? undefined : new Promise<void>((resolve) => (letGo = resolve));
        })
        .catch(() => {
          isHeld = false;
          onLost();
        });
    });
  await hold({ ifAvailable: true });
  return {
    isHeld: () => isHeld,
    async takeOver() {
      channel.postMessage('hand over');
      await new Promise((resolve) => setTimeout(resolve, graceMs));
      await hold({ steal: true });
    },
    release() {
      isHeld = false;
      letGo();
      channel.close();
    },
  };
}
