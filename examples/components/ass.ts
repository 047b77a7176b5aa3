/** ASS: how long a change needs to reach every node, and which of two writes stays. */

// region: spread
/** Nodes expected to know a piece of news after one more push round, each sender choosing its peers at random (Pittel, 1987). */
export function nextInformed(nodes: number, informed: number, fanout: number): number {
  const messages = Math.round(Math.min(fanout, nodes - 1) * informed);
  // A node stays uninformed if every message went to one of the others.
  return nodes - (nodes - informed) * (1 - 1 / (nodes - 1)) ** messages;
}

/** Rounds until 99.9 % of the nodes know. */
export function gossipRounds(nodes: number, fanout: number): number {
  let rounds = 0;
  for (let informed = 1; informed < 0.999 * nodes; rounds += 1) {
    informed = nextInformed(nodes, informed, fanout);
  }
  return rounds;
}
// endregion

// region: lag
/** Age of the state by gossip, in milliseconds: every round lasts its interval and the way to a peer; lost messages cost theirs. */
export function gossipLagMs(rounds: number, intervalMs: number, oneWayMs: number, lossRatio: number): number {
  return (rounds * (intervalMs + oneWayMs)) / (1 - lossRatio);
}

/** Age of the state through the Raft log, in milliseconds: half a heartbeat, the way from the leader, a write to disk. */
export function raftLagMs(heartbeatMs: number, oneWayMs: number, diskWriteMs: number): number {
  return heartbeatMs / 2 + oneWayMs + diskWriteMs;
}
// endregion

// region: merge
/** One entry of a last-writer-wins map. */
export interface Entry {
  value: string;
  /** Time on the clock of the writer in milliseconds; that clock may be wrong. */
  stampMs: number;
  writer: string;
}

/** The entry that stays. Every copy decides the same way, whichever of the two arrived first. */
export function mergeEntries(a: Entry, b: Entry): Entry {
  if (a.stampMs !== b.stampMs) return a.stampMs > b.stampMs ? a : b;
  return a.writer > b.writer ? a : b;
}
// endregion

// region: clock
/** Writes that a copy has seen, counted by writer. */
export type VectorClock = Readonly<Record<string, number>>;

/** Whether the first writer knew of the second write, the other way round, or neither of the other. */
export function compareClocks(a: VectorClock, b: VectorClock): 'equal' | 'before' | 'after' | 'concurrent' {
  const writers = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const isBehind = writers.some((writer) => (a[writer] ?? 0) < (b[writer] ?? 0));
  const isAhead = writers.some((writer) => (a[writer] ?? 0) > (b[writer] ?? 0));
  if (isBehind && isAhead) return 'concurrent';
  if (isBehind) return 'before';
  return isAhead ? 'after' : 'equal';
}
// endregion
