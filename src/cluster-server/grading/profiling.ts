/** Lab 5: the program profiles a transfer, improves it and writes a report, which is compared with what was measured. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterEvent } from '../../simulator/events.ts';
import type { Check } from './grade.ts';
import type { LabBench } from './lab-bench.ts';
import { askedCheck, check, type LabGrader } from './lab-grader.ts';
import { problemOf } from './run-program.ts';

const VM = 'vm-app-1';
const REPORT = 'report.txt';

/** A rounded figure, and one that was measured from outside, may differ by so many percentage points. */
const TOLERANCE_PERCENT = 3;

const PROFILE_REQUEST = /^\/(v3\/metrics\?(.*&)?name=dwcp_(amst|hde|node)_|metrics$)/u;
const PROFILE_LINE = /^dwcp-cli (amst (stream-)?status|node (profile|metrics))/u;

export const profilingGrader: LabGrader = {
  scenario: 'developer/lab-5',
  examine: async (bench, program) => {
    const run = await bench.run(program);
    const report = await readFile(path.join(bench.workFolder, REPORT), 'utf8').catch(() => null);
    if (report !== null) bench.putFile(REPORT, report);
    const moves = bench.cluster.events.filter(
      ({ type, fields }) => type === 'migration-completed' && fields['vm'] === VM,
    );
    return {
      problem: problemOf(run),
      reasons: reasonsFor(moves, report),
      checks: [
        askedCheck(bench),
        flightCheck(bench, moves[0]),
        pathCheck(bench, moves),
        figureCheck(moves, report),
      ],
    };
  },
};

function durationOf(move: ClusterEvent | undefined): number | null {
  const milliseconds = move?.fields['durationMs'];
  return typeof milliseconds === 'number' ? milliseconds / 1000 : null;
}

/** By how many percent the last transfer was faster than the first; `null` without two. */
function improvementOf(moves: readonly ClusterEvent[]): number | null {
  const first = durationOf(moves[0]);
  const last = durationOf(moves.at(-1));
  return moves.length < 2 || first === null || last === null ? null : 100 * (1 - last / first);
}

function reasonsFor(moves: readonly ClusterEvent[], report: string | null): Record<string, string> {
  const improvement = improvementOf(moves);
  const times = moves.map((move) => `${durationOf(move)?.toFixed(1)} s`).join(', then ');
  return {
    baseline: `No migration of ${VM} was completed.`,
    profiled:
      'Neither a metric of streams, encoder or node was read (GET /v3/metrics?name=dwcp_…), nor a profile asked for (dwcp-cli node profile).',
    improved:
      improvement === null
        ? 'There was no second transfer to compare with.'
        : `The transfers took ${times}: ${improvement.toFixed(0)} % less than at first, and at least 20 % is asked for.`,
    reported:
      report === null
        ? `The program wrote no ${REPORT} into the folder that it was started in.`
        : `${REPORT} has no line "bottleneck: …, improvement: N %" that names the right one. It begins with: ${report.split('\n', 1)[0] ?? ''}`,
  };
}

/** A sender that does nothing has no bottleneck. */
function flightCheck({ requests, lines }: LabBench, first: ClusterEvent | undefined): Check {
  const startMs = (first?.atMs ?? 0) - (durationOf(first) ?? 0) * 1000;
  const isInFlight = (atMs: number): boolean => first !== undefined && atMs > startMs && atMs < first.atMs;
  const looks = [
    ...requests.filter(({ path: address }) => PROFILE_REQUEST.test(address)),
    ...lines.filter(({ line }) => PROFILE_LINE.test(line)),
  ];
  return check(
    'in-flight',
    'The profile is taken while the first transfer runs',
    looks.some(({ atMs }) => isInFlight(atMs)),
    looks.length === 0
      ? 'No profile was taken.'
      : 'The sender was looked at before or after the first transfer only, when it had nothing to do.',
  );
}

function pathCheck({ cluster }: LabBench, moves: readonly ClusterEvent[]): Check {
  const pathOf = (move: ClusterEvent | undefined): string => {
    const migration = cluster.migrations[String(move?.fields['migration'])];
    return [migration?.source, migration?.target].map(String).sort().join(' and ');
  };
  const isSame = moves.length >= 2 && pathOf(moves[0]) === pathOf(moves.at(-1));
  return check(
    'same-path',
    'The transfer that is compared takes the path of the first, in either direction',
    isSame,
    moves.length < 2
      ? 'There are not two transfers.'
      : `The first was between ${pathOf(moves[0])}, the last between ${pathOf(moves.at(-1))}. A shorter path is no optimisation.`,
  );
}

function figureCheck(moves: readonly ClusterEvent[], report: string | null): Check {
  const measured = improvementOf(moves);
  const [, text] = /improvement: *(\d+(?:\.\d+)?) *%/u.exec(report ?? '') ?? [];
  const isTrue =
    text !== undefined && measured !== null && Math.abs(Number(text) - measured) <= TOLERANCE_PERCENT;
  return check(
    'true-figure',
    `The improvement in the report is what the cluster measured, to ${TOLERANCE_PERCENT} percentage points`,
    isTrue,
    text === undefined || measured === null
      ? 'There is no figure, or nothing to compare it with.'
      : `The report says ${text} %; between the first and the last transfer the cluster measured ${measured.toFixed(0)} %.`,
  );
}
