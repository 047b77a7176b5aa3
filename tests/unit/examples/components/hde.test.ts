import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breakEvenMbps,
  chooseLevel,
  effectiveMBps,
  guestRatio,
  sampleEntropy,
  savingOf,
  ZSTD_LEVELS,
} from '../../../../examples/components/hde.ts';
import * as cluster from '../../../../src/simulator/hde.ts';
import { clusterWith } from '../../simulator/builder.ts';

test.each(ZSTD_LEVELS)('level $level is that of the training cluster', (row) => {
  expect(cluster.levelEncoding(row.level)).toEqual({ megabytesPerSecond: row.speedMBps, ratio: row.ratio });
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 10_000, noNaN: true }), (linkMbps) => {
      const expected = cluster.effectiveBytesPerSecond(linkMbps, row.ratio, row.speedMBps * 1e6);
      expect(effectiveMBps(linkMbps, row)).toBeCloseTo(expected / 1e6, 6);
    }),
  );
});

test.each(Object.entries(cluster.WORKLOADS))(
  'the ratio of a %s guest is that of the cluster',
  (name, guest) => {
    const started = clusterWith({ mode: 'internet' });
    const source = started.nodes['worker-1'];
    if (source === undefined) throw new Error('The reference deployment has a worker-1.');
    const encoding = cluster.encodeGuest(started, source, name as cluster.WorkloadClass, 'internet', 5, 1);
    const hits = guest.gain === 0 ? 0 : guest.dedupHitRatio;
    expect(guestRatio(2.5, guest.gain, hits)).toBeCloseTo(encoding.ratio, 9);
    expect(savingOf(encoding.ratio)).toBe(cluster.savingOf(encoding.ratio));
  },
);

describe('chooseLevel', () => {
  test('goes down as the link gets faster', () => {
    const chosen = [100, 450, 1_000, 10_000].map((linkMbps) => chooseLevel(linkMbps, ZSTD_LEVELS).level);
    expect(chosen).toEqual([9, 5, 3, 1]);
  });

  test('no other level is faster', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10_000, noNaN: true }), (linkMbps) => {
        const best = effectiveMBps(linkMbps, chooseLevel(linkMbps, ZSTD_LEVELS));
        for (const row of ZSTD_LEVELS) expect(effectiveMBps(linkMbps, row)).toBeLessThanOrEqual(best);
      }),
    );
  });

  test('refuses an empty table', () => {
    expect(() => chooseLevel(100, [])).toThrow('There is no level to choose from.');
  });
});

test('breakEvenMbps is where link and encoder meet', () => {
  for (const row of ZSTD_LEVELS) {
    expect(effectiveMBps(breakEvenMbps(row), row)).toBeCloseTo(row.speedMBps, 9);
    expect(effectiveMBps(breakEvenMbps(row) * 0.99, row)).toBeLessThan(row.speedMBps);
  }
});

describe('sampleEntropy', () => {
  test('is 0 for one repeated byte and 8 when all values occur equally often', () => {
    expect(sampleEntropy(new Uint8Array(4_096))).toBe(0);
    expect(sampleEntropy(Uint8Array.from({ length: 256 }, (_, index) => index))).toBe(8);
  });

  test('of 256 random bytes stays below 8, because some values occur twice', () => {
    const sizes: number[] = [];
    let state = 1;
    const nextByte = (): number => {
      // The generator of Park and Miller; the highest bits are the best.
      state = (state * 48_271) % 2_147_483_647;
      return Math.floor((state / 2_147_483_647) * 256);
    };
    for (let sample = 0; sample < 500; sample += 1)
      sizes.push(sampleEntropy(Uint8Array.from({ length: 256 }, nextByte)));
    const mean = sizes.reduce((sum, bits) => sum + bits, 0) / sizes.length;
    expect(mean).toBeCloseTo(7.17, 1);
    // A limit of 0.9 × 8 bits takes two of three such samples for compressible, one of 0.85 × 8 bits none.
    const below = (limit: number): number => sizes.filter((bits) => bits <= limit * 8).length / sizes.length;
    expect(below(0.9)).toBeCloseTo(0.68, 1);
    expect(below(0.85)).toBe(0);
  });
});
