import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bandwidthDelayBytes,
  chooseStreams,
  mathisMbps,
  REFERENCE_TRANSPORT,
  repeatedShare,
  streamMbps,
  throughputMbps,
  type Path,
} from '../../../../examples/components/amst.ts';
import * as cluster from '../../../../src/simulator/amst.ts';
import * as links from '../../../../src/simulator/links.ts';

const cubic = { ...REFERENCE_TRANSPORT, congestionControl: 'cubic' } as const;
const anyPath: fc.Arbitrary<Path> = fc.record({
  rttMs: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
  lossRatio: fc.oneof(fc.constant(0), fc.double({ min: 0.0001, max: 0.5, noNaN: true })),
  capacityMbps: fc.double({ min: 1, max: 10_000, noNaN: true }),
});
const anyTransport = fc.constantFrom(REFERENCE_TRANSPORT, cubic, { ...cubic, pacingMbps: 40 });

test('agrees with the training cluster on every path', () => {
  fc.assert(
    fc.property(anyPath, anyTransport, fc.integer({ min: 1, max: 512 }), (path, transport, streams) => {
      const control = transport.congestionControl;
      const limit = cluster.streamLimits(path, control, transport.pacingMbps).streamMbps;
      expect(streamMbps(path, transport)).toBeCloseTo(limit, 6);
      expect(throughputMbps(path, transport, streams)).toBeCloseTo(
        cluster.throughputMbps(path.capacityMbps, streams, limit),
        6,
      );
      expect(repeatedShare(path, transport, streams)).toBeCloseTo(
        cluster.repeatedShare(path.capacityMbps, path.rttMs, streams, control),
        9,
      );
      expect(bandwidthDelayBytes(path)).toBeCloseTo(
        links.bandwidthDelayBytes(path.capacityMbps, path.rttMs),
        3,
      );
    }),
  );
});

describe('mathisMbps', () => {
  test('doubles when the loss falls to a quarter', () => {
    const path = { rttMs: 100, lossRatio: 0.0004, capacityMbps: 1_000 };
    expect(mathisMbps({ ...path, lossRatio: 0.0001 }, 1_460)).toBeCloseTo(2 * mathisMbps(path, 1_460), 9);
    expect(mathisMbps({ ...path, lossRatio: 0.0001 }, 1_460)).toBeCloseTo(14.25, 2);
  });
});

describe('chooseStreams', () => {
  const limits = { min: 4, max: 16 };

  test('fills 450 Mbps at 100 ms with six windows', () => {
    expect(chooseStreams({ rttMs: 100, lossRatio: 0, capacityMbps: 450 }, REFERENCE_TRANSPORT, limits)).toBe(
      6,
    );
  });

  test('takes no stream more than fills the path', () => {
    fc.assert(
      fc.property(anyPath, anyTransport, (path, transport) => {
        const streams = chooseStreams(path, transport, { min: 1, max: 100_000 });
        const isNoisy = Math.abs(streams - path.capacityMbps / streamMbps(path, transport)) < 1e-9;
        if (streams === 100_000 || isNoisy) return;
        expect(throughputMbps(path, transport, streams)).toBe(path.capacityMbps);
        expect(throughputMbps(path, transport, streams - 1)).toBeLessThan(path.capacityMbps);
      }),
    );
  });

  test('stays at the least number on a congested link', () => {
    const path = { rttMs: 100, lossRatio: 0, capacityMbps: 100 };
    expect(chooseStreams(path, cubic, limits)).toBe(4);
    expect(repeatedShare(path, cubic, 4)).toBeLessThan(repeatedShare(path, cubic, 16));
  });
});
