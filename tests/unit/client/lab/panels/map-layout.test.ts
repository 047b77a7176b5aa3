import { describe, expect, test } from 'vitest';
import {
  fitPoints,
  linkLength,
  linkWidth,
  listLinks,
  placeRegions,
} from '../../../../../src/client/lab/panels/map-layout.ts';
import { apply, createReferenceCluster } from '../../../../../src/simulator/index.ts';

const cluster = createReferenceCluster({ seed: 1, mode: 'internet' });

describe('placeRegions', () => {
  test('puts regions as far apart as their links are long', () => {
    const links = [
      { from: 'a', to: 'b', rttMs: 10 },
      { from: 'a', to: 'c', rttMs: 100 },
      { from: 'b', to: 'c', rttMs: 100 },
    ].map((link) => ({ ...link, bandwidthMbps: 100, lossRatio: 0, isDown: false, isImpaired: false }));
    const places = placeRegions(['a', 'b', 'c'], links);
    for (const { from, to, rttMs } of links) {
      const [a, b] = [places.get(from), places.get(to)];
      const distance = Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0));
      expect(distance).toBeCloseTo(linkLength(rttMs), 0);
    }
  });
});

test('fitPoints keeps every point inside the margins', () => {
  const frame = { width: 640, height: 330, marginX: 90, marginY: 62 };
  const regions = ['eu-west', 'us-east', 'ap-south'];
  for (const { x, y } of fitPoints(placeRegions(regions, listLinks(cluster)), frame).values()) {
    expect(x).toBeGreaterThanOrEqual(89);
    expect(x).toBeLessThanOrEqual(551);
    expect(y).toBeGreaterThanOrEqual(61);
    expect(y).toBeLessThanOrEqual(269);
  }
});

test('linkWidth grows with bandwidth', () => {
  expect(linkWidth(10_000)).toBeGreaterThan(linkWidth(450));
  expect(linkWidth(0)).toBe(1);
});

describe('listLinks', () => {
  test('names each pair of regions once', () => {
    expect(listLinks(cluster).map(({ from, to }) => `${from} ${to}`)).toEqual([
      'ap-south eu-west',
      'ap-south us-east',
      'eu-west us-east',
    ]);
  });

  test('adds what disturbs a link', () => {
    const disturbed = apply(cluster, {
      type: 'inject-fault',
      fault: { type: 'delay', on: { from: 'us-east', to: 'eu-west', sides: 'both' }, delayMs: 50 },
    });
    const link = listLinks(disturbed).find(({ from, to }) => from === 'eu-west' && to === 'us-east');
    expect(link).toMatchObject({ rttMs: 200, isImpaired: true, isDown: false });
  });
});
