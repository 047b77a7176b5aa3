/** Raft majority: ⌊n ÷ 2⌋ + 1 (Ongaro and Ousterhout, 2014). */
export function raftMajority(voters: number): number {
  return Math.floor(voters / 2) + 1;
}

/** Byzantine voters that n voters survive: the largest f with n ≥ 3f + 1 (Castro and Liskov, 1999). */
export function byzantineTolerance(voters: number): number {
  return Math.floor((voters - 1) / 3);
}

/** Voters needed to survive f that lie. */
export function votersFor(faulty: number): number {
  return 3 * faulty + 1;
}

/**
 * PBFT quorum: ⌈(n + f + 1) ÷ 2⌉, which is 2f + 1 when n = 3f + 1. A configured fraction above it asks for more.
 * The reference fraction 0.67 stands for two thirds and is rounded up without lifting 2f + 1 by its own rounding.
 */
export function pbftQuorum(voters: number, fraction = 0.67): number {
  const bySafety = Math.ceil((voters + byzantineTolerance(voters) + 1) / 2);
  const byFraction = fraction <= 0.67 ? 0 : Math.ceil(voters * fraction - 1e-9);
  return Math.min(voters, Math.max(bySafety, byFraction));
}

/** Messages of one PBFT decision: n − 1 pre-prepares, (n − 1)² prepares, n(n − 1) commits. */
export function pbftMessages(voters: number): number {
  return 2 * voters * (voters - 1);
}
