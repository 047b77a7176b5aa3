/** Judges nodes by what they said, and by nothing else. */
import type { Cluster } from './cluster.ts';
import { nodeOf } from './cluster.ts';
import { canReach, pathBetween } from './links.ts';
import type { Phase } from './attackers.ts';
import { changeScore, isQuarantined, recordEvidence } from './reputation.ts';

/** A signed statement as its listener received it; times are relative to the proposal. */
export interface Statement {
  from: string;
  to: string;
  phase: Phase;
  digest: string;
  sentMs: number;
  arrivesMs: number;
}

/** Missed or late answers that make evidence (reference deployment, TimeoutViolationThreshold). */
const REPEATS_FOR_EVIDENCE = 3;

/** An answer is late if it takes this much longer than the measured path explains. */
const LATE_MS = 500;

/**
 * Compares what voters said in one decision. Two signed statements of one phase that differ prove equivocation;
 * a vote against the committed digest is a wrong vote. Silence and delay count towards evidence only while packets
 * reach the voter, because a voter that cannot be reached may be the victim.
 */
export function judgeStatements(
  cluster: Cluster,
  observer: string,
  expected: readonly string[],
  statements: readonly Statement[],
  committedDigest: string | null,
): void {
  const byVoter = Map.groupBy(statements, (statement) => statement.from);
  for (const voter of expected) {
    const node = nodeOf(cluster, voter);
    const said = byVoter.get(voter) ?? [];
    const suspicion = (cluster.suspicions[voter] ??= { missed: 0, late: 0 });
    const contradiction = said.find((statement) =>
      said.some((other) => other.phase === statement.phase && other.digest !== statement.digest),
    );
    if (contradiction !== undefined) {
      recordEvidence(
        cluster,
        node,
        'equivocation',
        `two signed ${contradiction.phase} messages for one number differ.`,
      );
      continue;
    }
    const votes = said.filter((statement) => statement.phase !== 'pre-prepare');
    if (said.length === 0) {
      if (voter === observer || !canReach(cluster, nodeOf(cluster, observer), node)) continue;
      suspicion.missed += 1;
      if (suspicion.missed >= REPEATS_FOR_EVIDENCE) {
        suspicion.missed = 0;
        recordEvidence(
          cluster,
          node,
          'silent_node',
          `it answered none of the last ${REPEATS_FOR_EVIDENCE} proposals.`,
        );
      }
      continue;
    }
    suspicion.missed = 0;
    const told = statements
      .filter((statement) => statement.phase === 'pre-prepare' && statement.to === voter)
      .map((statement) => statement.digest);
    const wrong = votes.filter((statement) => statement.digest !== committedDigest);
    if (committedDigest !== null && wrong.length > 0) {
      // Whoever repeats what the primary signed for it is the victim of the primary, not a liar.
      if (wrong.every((statement) => told.includes(statement.digest))) continue;
      recordEvidence(cluster, node, 'conflicting_vote', 'it voted against the committed decision.');
      continue;
    }
    const latest = said.reduce((worst, statement) => Math.max(worst, latenessMs(cluster, statement)), 0);
    suspicion.late = latest > LATE_MS ? suspicion.late + 1 : 0;
    if (suspicion.late >= REPEATS_FOR_EVIDENCE) {
      suspicion.late = 0;
      recordEvidence(
        cluster,
        node,
        'timing_anomaly',
        `its answers arrive ${Math.round(latest)} ms later than its path explains.`,
      );
    }
    if (committedDigest !== null && !isQuarantined(node)) {
      changeScore(cluster, node, cluster.settings['reputation.vote_correct'], 'correct vote');
    }
  }
}

function latenessMs(cluster: Cluster, statement: Statement): number {
  if (statement.from === statement.to) return 0;
  const path = pathBetween(cluster, nodeOf(cluster, statement.from), nodeOf(cluster, statement.to));
  return statement.arrivesMs - statement.sentMs - path.oneWayMs - 3 * path.jitterMs;
}

/** Checks a report of bandwidth against the interface it came through: nobody can measure more than the wire carries. */
export function judgeReport(cluster: Cluster, node: string, reportedMbps: number, wireMbps: number): void {
  const subject = nodeOf(cluster, node);
  if (reportedMbps > wireMbps * 1.05) {
    recordEvidence(
      cluster,
      subject,
      'malformed_message',
      `it reports ${Math.round(reportedMbps)} Mbps on an interface of ${wireMbps} Mbps.`,
    );
  } else {
    changeScore(cluster, subject, 0.5, 'correct message');
  }
}
