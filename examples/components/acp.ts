/** ACP: how many votes make a decision, and how long it takes to collect them. */

// region: raft-quorum
/** Votes of a Raft majority: any two majorities share a voter. */
export function raftMajority(voters: number): number {
  return Math.floor(voters / 2) + 1;
}
// endregion

// region: pbft-quorum
/** Voters that may lie: the largest f with n ≥ 3f + 1 (Castro and Liskov, 1999). */
export function byzantineTolerance(voters: number): number {
  return Math.floor((voters - 1) / 3);
}

/** The fewest votes of which any two sets share an honest voter: ⌈(n + f + 1) ÷ 2⌉, which is 2f + 1 for n = 3f + 1. */
export function pbftQuorum(voters: number): number {
  return Math.ceil((voters + byzantineTolerance(voters) + 1) / 2);
}

/** Voters that two quorums have in common at least. */
export function sharedVoters(voters: number, quorum: number): number {
  return Math.max(0, 2 * quorum - voters);
}

/** Messages of one decision: n − 1 pre-prepares, (n − 1)² prepares and n(n − 1) commits. */
export function pbftMessages(voters: number): number {
  return 2 * voters * (voters - 1);
}
// endregion

// region: raft-commit
/**
 * Milliseconds until a Raft leader has an entry committed. Followers answer after a round trip and a write to disk,
 * while the leader writes itself; the slowest member of the fastest majority decides. `null` without a majority.
 */
export function raftCommitMs(
  voters: number,
  leaderWriteMs: number,
  followers: readonly { rttMs: number; writeMs: number }[],
): number | null {
  const answers = followers.map(({ rttMs, writeMs }) => rttMs + writeMs).sort((a, b) => a - b);
  const needed = raftMajority(voters) - 1;
  if (needed === 0) return leaderWriteMs;
  const slowest = answers[needed - 1];
  return slowest === undefined ? null : Math.max(leaderWriteMs, slowest);
}
// endregion

/** One-way times in milliseconds from one voter to each. */
type Row = readonly number[];

// region: pbft-commit
/**
 * Milliseconds until each honest voter has a PBFT decision committed, from the one-way times between all voters.
 * The first voter is the primary. Voters in `silent` say nothing. Infinity for a voter that finds no quorum.
 */
export function pbftCommitMs(oneWayMs: readonly Row[], silent: readonly number[] = []): number[] {
  const voters = oneWayMs.map((_, index) => index);
  const speakers = voters.filter((voter) => !silent.includes(voter));
  const quorum = pbftQuorum(voters.length);
  const way = (from: number, to: number): number => oneWayMs[from]?.[to] ?? Infinity;
  /** When a voter holds a quorum of statements, each sent at a time of its own. */
  const hears = (to: number, sentMs: (from: number) => number): number =>
    speakers.map((from) => sentMs(from) + way(from, to)).sort((a, b) => a - b)[quorum - 1] ?? Infinity;

  const proposed = (voter: number): number => (silent.includes(0) ? Infinity : way(0, voter));
  // The pre-prepare is the primary's own statement and arrives where a prepare of it would.
  const prepared = voters.map((to) =>
    Math.max(
      proposed(to),
      hears(to, (from) => (from === 0 ? 0 : proposed(from))),
    ),
  );
  return voters.map((to) =>
    Math.max(
      prepared[to] ?? Infinity,
      hears(to, (from) => prepared[from] ?? Infinity),
    ),
  );
}
// endregion
