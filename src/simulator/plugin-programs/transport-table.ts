/** A transport program as a table: it is asked once for every cell of a grid. */
import type { TransportPlugin, TransportRow } from '../plugins.ts';
import { describeValue, describeThrown } from './describe-value.ts';
import type { TransportFacts, TransportPath, TransportProgram } from './program-types.ts';

/**
 * Upper bounds of the cells. Each cell is answered for its worst path: the longest round trip, the highest loss, the
 * widest link. A path beyond the last bound belongs to the last cell. The bounds lie between the losses that people
 * measure, since a loss of 0.1 % is rarely 0.001 to the last digit. The 11 × 7 × 6 = 462 cells fit into the 512 rows of a table.
 */
export const TRANSPORT_GRID = {
  rttMs: [1, 5, 10, 20, 50, 100, 150, 200, 300, 500, 1_000],
  bandwidthMbps: [50, 100, 250, 500, 1_000, 2_500, 10_000],
  lossRatio: [0, 0.002, 0.02, 0.06, 0.2, 0.5],
} as const;

export const CELL_COUNT =
  TRANSPORT_GRID.rttMs.length * TRANSPORT_GRID.bandwidthMbps.length * TRANSPORT_GRID.lossRatio.length;

interface Cell extends TransportPath {
  streams: number;
}

/** Asks the program about every cell, twice, and writes its answers down. */
export function tabulateTransport(
  program: TransportProgram,
  transport: TransportFacts,
): { plugin: TransportPlugin } | { problem: string } {
  const first = sweep(program, transport);
  if ('problem' in first) return first;
  const second = sweep(program, transport);
  if ('problem' in second) return second;
  for (const [index, cell] of first.cells.entries()) {
    const again = second.cells[index]?.streams;
    if (again !== cell.streams)
      return {
        problem: `chooseStreams answered ${cell.streams} and then ${again} for ${describePath(cell)}. Take out what changes from call to call: the clock, chance, variables outside the function.`,
      };
  }
  return { plugin: { kind: 'transport', name: program.name, streams: writeRows(first.cells) } };
}

function sweep(
  program: TransportProgram,
  transport: TransportFacts,
): { cells: Cell[] } | { problem: string } {
  const cells: Cell[] = [];
  for (const rttMs of TRANSPORT_GRID.rttMs)
    for (const bandwidthMbps of TRANSPORT_GRID.bandwidthMbps)
      for (const lossRatio of TRANSPORT_GRID.lossRatio) {
        const path: TransportPath = { rttMs, lossRatio, bandwidthMbps };
        let streams: unknown;
        try {
          // Copies, so that a program that writes into its arguments changes no other answer.
          streams = program.chooseStreams({ ...path }, { ...transport });
        } catch (error) {
          return { problem: `chooseStreams failed for ${describePath(path)}: ${describeThrown(error)}` };
        }
        const problem = checkStreams(streams, transport.maxStreams);
        if (problem !== null)
          return { problem: `For ${describePath(path)}, chooseStreams answered ${problem}.` };
        cells.push({ ...path, streams: streams as number });
      }
  return { cells };
}

function checkStreams(streams: unknown, maxStreams: number): string | null {
  if (typeof streams !== 'number' || Number.isNaN(streams))
    return `${describeValue(streams)}, which is no number`;
  if (streams < 1) return `${streams}, and a migration needs at least 1 stream`;
  if (streams > maxStreams) return `${streams}, and a migration opens at most ${maxStreams} streams`;
  if (!Number.isInteger(streams)) return `${streams}, and streams are whole (use Math.ceil)`;
  return null;
}

export function describePath({ rttMs, lossRatio, bandwidthMbps }: TransportPath): string {
  return `a path of ${rttMs} ms, ${bandwidthMbps} Mbps and ${Math.round(lossRatio * 1000) / 10} % loss`;
}

/** Rows for the cells, in which a cell that the next larger one answers alike is left to that one. */
function writeRows(cells: readonly Cell[]): TransportRow[] {
  const byRtt = groupBy(cells, ({ rttMs }) => rttMs).map((ofRtt) => {
    const byBandwidth = groupBy(ofRtt, ({ bandwidthMbps }) => bandwidthMbps).map((ofBandwidth) =>
      leaveToTheNext(
        ofBandwidth.map(({ lossRatio, streams }) => ({ bound: lossRatio, rows: [{ streams }] })),
        'max_loss',
      ),
    );
    return leaveToTheNext(
      byBandwidth.map((rows, index) => ({ bound: TRANSPORT_GRID.bandwidthMbps[index] ?? 0, rows })),
      'max_bandwidth_mbps',
    );
  });
  return leaveToTheNext(
    byRtt.map((rows, index) => ({ bound: TRANSPORT_GRID.rttMs[index] ?? 0, rows })),
    'max_rtt_ms',
  );
}

function leaveToTheNext(
  groups: readonly { bound: number; rows: TransportRow[] }[],
  field: 'max_rtt_ms' | 'max_loss' | 'max_bandwidth_mbps',
): TransportRow[] {
  return groups.flatMap(({ bound, rows }, index) => {
    const next = groups[index + 1];
    // The last group is for everything beyond, too.
    if (next === undefined) return rows;
    if (JSON.stringify(next.rows) === JSON.stringify(rows)) return [];
    return rows.map((row): TransportRow => ({ [field]: bound, ...row }));
  });
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => number): Item[][] {
  return [...Map.groupBy(items, keyOf).values()];
}
