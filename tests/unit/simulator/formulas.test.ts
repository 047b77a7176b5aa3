import { describe, expect, test } from 'vitest';
import { powerOf, stepsToReach } from '../../../src/simulator/arithmetic.ts';
import { repeatedShare, streamLimits, throughputMbps } from '../../../src/simulator/amst.ts';
import { gossipRounds, gossipRoundsAtLeast, gossipSpread, laterEntry } from '../../../src/simulator/ass.ts';
import { effectiveBytesPerSecond, levelEncoding, savingOf } from '../../../src/simulator/hde.ts';
import { highestUtilisation, wideScore } from '../../../src/simulator/itp.ts';
import { bandwidthDelayBytes } from '../../../src/simulator/links.ts';
import { modeFor } from '../../../src/simulator/mode.ts';
import { forecastFrom } from '../../../src/simulator/pba.ts';
import { passSeconds, planPrecopy, smallestRatio } from '../../../src/simulator/precopy.ts';
import {
  byzantineTolerance,
  pbftMessages,
  pbftQuorum,
  raftMajority,
  votersFor,
} from '../../../src/simulator/quorum.ts';
import { nextUnit, seedRandom } from '../../../src/simulator/random.ts';
import { REFERENCE_SETTINGS } from '../../../src/simulator/settings.ts';
import { GIB } from './builder.ts';

describe('passSeconds', () => {
  test.each([
    [450, 2, 19.1],
    [100, 1, 172],
    [100, 3, 57],
    [1_000, 1, 17.2],
  ])('takes 2 GiB over %i Mbps at %f× in about %f s', (mbps, ratio, seconds) => {
    expect(passSeconds(2 * GIB, mbps, ratio)).toBeCloseTo(seconds, seconds > 50 ? -0.5 : 1);
  });

  test('needs a ratio of 1.91× for 90 s at 100 Mbps', () => {
    expect(smallestRatio(2 * GIB, 100, 90)).toBeCloseTo(1.91, 2);
    expect(savingOf(smallestRatio(2 * GIB, 100, 90))).toBeCloseTo(0.48, 2);
  });
});

describe('planPrecopy', () => {
  test('shrinks by the ratio of dirty rate to send rate, as in the manual', () => {
    const plan = planPrecopy(2 * GIB, 112.5e6, 22.5e6, 0.5, 10);
    expect(plan.rounds.map(({ seconds }) => seconds.toFixed(2))).toEqual(['19.09', '3.82', '0.76']);
    expect(plan.stopSeconds).toBeCloseTo(0.15, 2);
    expect(plan.totalSeconds).toBeCloseTo(23.8, 1);
  });

  test('stops after the first round when 20 s of pause are allowed', () => {
    expect(planPrecopy(2 * GIB, 112.5e6, 22.5e6, 20, 10).totalSeconds).toBeCloseTo(22.9, 1);
  });

  test('converges late at a share of 0.6', () => {
    const plan = planPrecopy(2 * GIB, 37.5e6, 22.5e6, 20, 10);
    expect(plan.rounds.map(({ seconds }) => seconds.toFixed(1))).toEqual(['57.3', '34.4', '20.6']);
    expect(plan.totalSeconds).toBeCloseTo(124.6, 1);
  });

  test.each([11, 12.49])('converges while the guest writes %f MB/s and 12.5 MB/s are sent', (dirty) => {
    expect(planPrecopy(2 * GIB, 12.5e6, dirty * 1e6, 20, 10_000).isConverging).toBe(true);
  });

  test.each([12.5, 22.5])('does not converge at %f MB/s', (dirty) => {
    expect(planPrecopy(2 * GIB, 12.5e6, dirty * 1e6, 20, 10_000).isConverging).toBe(false);
  });
});

describe('quorums', () => {
  test.each([
    [1, 4, 3],
    [2, 7, 5],
    [3, 10, 7],
    [4, 13, 9],
    [5, 16, 11],
  ])('survive %i lying voters of %i with a quorum of %i', (faulty, voters, quorum) => {
    expect([votersFor(faulty), byzantineTolerance(voters), pbftQuorum(voters)]).toEqual([
      voters,
      faulty,
      quorum,
    ]);
    expect(2 * quorum - voters).toBeGreaterThanOrEqual(faulty + 1);
  });

  test.each([
    [5, 4],
    [6, 4],
    [8, 6],
  ])('of %i voters need %i', (voters, quorum) => expect(pbftQuorum(voters)).toBe(quorum));

  test('of 7 voters need 6 at a fraction of 0.75', () => expect(pbftQuorum(7, 0.75)).toBe(6));
  test('three voters tolerate no liar', () => expect(byzantineTolerance(3)).toBe(0));
  test('majorities follow n', () => expect([3, 4, 5, 7].map(raftMajority)).toEqual([2, 3, 3, 4]));
  test('messages grow with the square', () => expect([4, 7, 10].map(pbftMessages)).toEqual([24, 84, 180]));
});

describe('streamLimits', () => {
  test('divides the window by the round trip', () => {
    expect(streamLimits({ rttMs: 100, lossRatio: 0 }, 'bbr', 125).windowMbps).toBeCloseTo(80);
    expect(streamLimits({ rttMs: 50, lossRatio: 0 }, 'bbr', 125).streamMbps).toBe(125);
  });

  test.each([
    [0.0001, 14.2],
    [0.01, 1.42],
  ])('keeps the Mathis bound at a loss of %f', (lossRatio, mbps) => {
    expect(streamLimits({ rttMs: 100, lossRatio }, 'cubic', 125).streamMbps).toBeCloseTo(mbps, 1);
    expect(streamLimits({ rttMs: 100, lossRatio }, 'bbr', 125).streamMbps).toBeCloseTo(80);
  });

  test('a quarter of the loss doubles the rate', () => {
    const at = (lossRatio: number): number => streamLimits({ rttMs: 100, lossRatio }, 'cubic', 1e9).lossMbps;
    expect(at(0.001) / at(0.004)).toBeCloseTo(2);
  });

  test('more streams help until the link is full', () => {
    expect([8, 12, 16].map((streams) => throughputMbps(1_000, streams, 80))).toEqual([640, 960, 1_000]);
  });

  test('more loss-based streams hurt on a congested link, not on a free one', () => {
    const good = (capacity: number, streams: number): number =>
      capacity * (1 - repeatedShare(capacity, 100, streams, 'cubic'));
    expect(good(100, 16)).toBeLessThan(good(100, 4));
    expect(good(1_000, 16)).toBe(1_000);
    expect(repeatedShare(100, 100, 16, 'bbr')).toBe(0);
  });

  test('the bandwidth-delay product of 1 Gbps at 100 ms is 12.5 MB', () => {
    expect(bandwidthDelayBytes(1_000, 100)).toBe(12_500_000);
  });
});

describe('levelEncoding', () => {
  test.each([
    [1, 84.4],
    [3, 112.5],
    [5, 140.6],
    [9, 50],
    [19, 10],
  ])('level %i sends %f MB/s over 450 Mbps', (level, megabytes) => {
    const { ratio, megabytesPerSecond } = levelEncoding(level);
    expect(effectiveBytesPerSecond(450, ratio, megabytesPerSecond * 1e6) / 1e6).toBeCloseTo(megabytes, 1);
  });
});

describe('gossip', () => {
  test('spreads as in the figure of the manual', () => {
    expect(gossipSpread(1_000, 6, 6).map(Math.round)).toEqual([1, 7, 48, 286, 872, 999, 1_000]);
  });

  test.each([
    [100, 6, 4],
    [1_000, 6, 5],
    [1_000, 3, 8],
    [10_000, 6, 7],
  ])('reaches nearly all of %i nodes at fanout %i in %i rounds', (nodes, fanout, rounds) => {
    expect(gossipRounds(nodes, fanout)).toBe(rounds);
  });

  test('needs rounds that grow with the logarithm of the nodes', () => {
    const rounds = [10, 100, 1_000, 10_000, 100_000].map((nodes) => gossipRounds(nodes, 6));
    for (const [index, value] of rounds.slice(1).entries())
      expect(value - (rounds[index] ?? 0)).toBeLessThanOrEqual(2);
    expect(gossipRoundsAtLeast(1_000, 6)).toBe(4);
  });

  test('merges in any order to the same entry', () => {
    const a = { value: 'a', stampMs: 5, writer: 'worker-1' };
    const b = { value: 'b', stampMs: 5, writer: 'worker-2' };
    expect(laterEntry(a, b)).toBe(laterEntry(b, a));
  });
});

describe('modeFor', () => {
  test.each([
    [4, 10_000, 'datacenter'],
    [9.99, 1_000, 'datacenter'],
    [10, 10_000, 'hybrid'],
    [50, 1_000, 'hybrid'],
    [50.1, 10_000, 'internet'],
    [8, 400, 'internet'],
    [600, 2_000, 'internet'],
    [30, 930, 'internet'],
  ])('%f ms at %f Mbps is %s', (latencyMs, mbps, mode) =>
    expect(modeFor(latencyMs, mbps, REFERENCE_SETTINGS)).toBe(mode),
  );
});

describe('forecastFrom', () => {
  test('forgets a drop after five samples', () => {
    const samples = [600, 600, 600, 600, 600, 200, 200, 200, 200, 200];
    expect([5, 6, 7, 8, 9, 10].map((count) => forecastFrom(samples.slice(0, count)))).toEqual([
      600, 520, 440, 360, 280, 200,
    ]);
  });

  test('is a fixed guess without samples', () => expect(forecastFrom([])).toBe(100));
});

describe('placement figures', () => {
  test('the score of the worked example', () => {
    expect(wideScore({ latency: 0.9, reliability: 0.8, cost: 0.5, sovereignty: 1 })).toBeCloseTo(0.79);
    expect(wideScore({ latency: 0.6, reliability: 0.95, cost: 0.8, sovereignty: 1 })).toBeCloseTo(0.82);
  });

  test('how full is full enough', () => {
    expect(highestUtilisation(10, 0.1)).toBeCloseTo(0.81);
    expect(highestUtilisation(20, 0.1)).toBeCloseTo(0.855);
  });
});

describe('numbers', () => {
  test('sfc32 gives the same sequence for a seed', () => {
    const random = seedRandom(42);
    expect(Array.from({ length: 4 }, () => nextUnit(random))).toMatchInlineSnapshot(`
      [
        0.29439391079358757,
        0.4534398082178086,
        0.9125655747484416,
        0.29131023259833455,
      ]
    `);
  });

  test('powers and steps', () => {
    expect(powerOf(3, 5)).toBe(243);
    expect(stepsToReach(1_000, 7)).toBe(4);
  });
});
