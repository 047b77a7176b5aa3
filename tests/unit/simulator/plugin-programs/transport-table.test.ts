import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePlugin } from '../../../../src/simulator/api/parse-plugin.ts';
import type { TransportFacts, TransportPath } from '../../../../src/simulator/plugin-programs/index.ts';
import {
  tabulateTransport,
  TRANSPORT_GRID,
} from '../../../../src/simulator/plugin-programs/transport-table.ts';
import { streamsOnPath } from '../../../../src/simulator/plugins.ts';

const transport: TransportFacts = {
  windowBytes: 1_000_000,
  segmentBytes: 1_460,
  pacingMbps: 125,
  congestionControl: 'bbr',
  maxStreams: 512,
};

const tabulate = (chooseStreams: (path: TransportPath, facts: TransportFacts) => number) =>
  tabulateTransport({ name: 'mine', chooseStreams }, transport);

/** The bound of the cell that a value belongs to. */
const cellOf = (bounds: readonly number[], value: number): number =>
  bounds.find((bound) => value <= bound) ?? bounds.at(-1) ?? 0;

test('the table answers every path as the program answers the worst path of its cell', () => {
  fc.assert(
    fc.property(
      fc.func(fc.integer({ min: 1, max: 3 })),
      fc.array(
        fc.tuple(
          fc.double({ min: 0, max: 2_000, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 1, max: 40_000, noNaN: true }),
        ),
        { minLength: 1, maxLength: 30 },
      ),
      (answer, paths) => {
        const choose = ({ rttMs, lossRatio, bandwidthMbps }: TransportPath): number =>
          answer(rttMs, lossRatio, bandwidthMbps);
        const table = tabulate(choose);
        if ('problem' in table) throw new Error(table.problem);
        for (const [rttMs, lossRatio, capacityMbps] of paths) {
          const asked = {
            rttMs: cellOf(TRANSPORT_GRID.rttMs, rttMs),
            lossRatio: cellOf(TRANSPORT_GRID.lossRatio, lossRatio),
            bandwidthMbps: cellOf(TRANSPORT_GRID.bandwidthMbps, capacityMbps),
          };
          expect(streamsOnPath(table.plugin, { rttMs, lossRatio, capacityMbps })).toBe(choose(asked));
        }
        expect(parsePlugin('mine.json', JSON.stringify(table.plugin))).toEqual({ plugin: table.plugin });
      },
    ),
    { numRuns: 40 },
  );
});

test('a program that answers the same everywhere is one row', () => {
  expect(tabulate(() => 8)).toEqual({
    plugin: { kind: 'transport', name: 'mine', streams: [{ streams: 8 }] },
  });
});

test('what does not matter to the program is not in the table', () => {
  expect(tabulate(({ rttMs }) => (rttMs > 100 ? 24 : 8))).toEqual({
    plugin: {
      kind: 'transport',
      name: 'mine',
      streams: [{ max_rtt_ms: 100, streams: 8 }, { streams: 24 }],
    },
  });
});

test('tells what the program answered, for which path, and what would be right', () => {
  let calls = 0;
  const wrong = [
    () => 'eight' as unknown as number,
    () => undefined as unknown as number,
    () => Number.NaN,
    () => 0,
    () => 513,
    () => 16.9,
    () => {
      throw new TypeError("Cannot read properties of undefined (reading 'rtt')");
    },
    () => 1 + (calls++ % 100),
  ];
  expect(wrong.map((program) => tabulate(program))).toMatchInlineSnapshot(`
    [
      {
        "problem": "For a path of 1 ms, 50 Mbps and 0 % loss, chooseStreams answered "eight", which is no number.",
      },
      {
        "problem": "For a path of 1 ms, 50 Mbps and 0 % loss, chooseStreams answered nothing, which is no number.",
      },
      {
        "problem": "For a path of 1 ms, 50 Mbps and 0 % loss, chooseStreams answered NaN, which is no number.",
      },
      {
        "problem": "For a path of 1 ms, 50 Mbps and 0 % loss, chooseStreams answered 0, and a migration needs at least 1 stream.",
      },
      {
        "problem": "For a path of 1 ms, 50 Mbps and 0 % loss, chooseStreams answered 513, and a migration opens at most 512 streams.",
      },
      {
        "problem": "For a path of 1 ms, 50 Mbps and 0 % loss, chooseStreams answered 16.9, and streams are whole (use Math.ceil).",
      },
      {
        "problem": "chooseStreams failed for a path of 1 ms, 50 Mbps and 0 % loss: Cannot read properties of undefined (reading 'rtt').",
      },
      {
        "problem": "chooseStreams answered 1 and then 63 for a path of 1 ms, 50 Mbps and 0 % loss. Take out what changes from call to call: the clock, chance, variables outside the function.",
      },
    ]
  `);
});

test('a program that writes into its arguments changes no other answer', () => {
  expect(
    tabulate((path, facts) => {
      path.rttMs = 1;
      facts.windowBytes *= 2;
      return Math.min(facts.windowBytes / 1_000_000, 512);
    }),
  ).toEqual({ plugin: { kind: 'transport', name: 'mine', streams: [{ streams: 2 }] } });
});
