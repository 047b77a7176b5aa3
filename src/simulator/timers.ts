import type { Cluster, Timer } from './cluster.ts';

/** Timers in the order in which they fire; `order` keeps those of one instant in the order in which they were set. */
export interface TimerQueue {
  items: { atMs: number; order: number; timer: Timer }[];
  nextOrder: number;
}

/** Lets a timer fire at that time, or at once if the time has passed. */
export function setTimer(cluster: Cluster, atMs: number, timer: Timer): void {
  const queue = cluster.timers;
  const due = Math.max(cluster.nowMs, Math.ceil(atMs));
  queue.nextOrder += 1;
  let low = 0;
  let high = queue.items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((queue.items[middle]?.atMs ?? 0) <= due) low = middle + 1;
    else high = middle;
  }
  queue.items.splice(low, 0, { atMs: due, order: queue.nextOrder, timer });
}

/** Takes the next timer that is due, if there is one. */
export function takeDueTimer(cluster: Cluster): Timer | undefined {
  const first = cluster.timers.items[0];
  if (first === undefined || first.atMs > cluster.nowMs) return undefined;
  cluster.timers.items.shift();
  return first.timer;
}
