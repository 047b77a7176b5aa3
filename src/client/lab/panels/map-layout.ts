/** Where the regions of the map stand: the farther apart, the longer the links between them take. */
import type { Cluster } from '../../../simulator/index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the map shows of a link between two regions, with all that disturbs it. */
export interface MapLink {
  readonly from: string;
  readonly to: string;
  readonly rttMs: number;
  readonly bandwidthMbps: number;
  readonly lossRatio: number;
  readonly isDown: boolean;
  readonly isImpaired: boolean;
}

/** Links between different regions, in the order of their names. Bandwidth is what others leave. */
export function listLinks(cluster: Cluster): MapLink[] {
  return inOrder(cluster.links).flatMap(([from, others]) =>
    inOrder(others)
      .filter(([to]) => to !== from)
      .map(([to, link]): MapLink => {
        let { rttMs, lossRatio } = link;
        let bandwidthMbps = link.bandwidthMbps - link.backgroundMbps;
        let isDown = false;
        let isImpaired = link.backgroundMbps > 0;
        for (const { on, ...effect } of cluster.impairments) {
          if (on.type !== 'link') continue;
          const isHere = (on.from === from && on.to === to) || (on.from === to && on.to === from);
          if (!isHere) continue;
          isImpaired = true;
          rttMs += effect.delayMs * (on.sides === 'both' ? 2 : 1);
          lossRatio = 1 - (1 - lossRatio) * (1 - effect.lossRatio);
          if (effect.rateMbps !== null) bandwidthMbps = Math.min(bandwidthMbps, effect.rateMbps);
          isDown ||= effect.isDown;
        }
        return { from, to, rttMs, bandwidthMbps: Math.max(0, bandwidthMbps), lossRatio, isDown, isImpaired };
      }),
  );
}

function inOrder<Value>(values: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Drawn length of a link: it grows with the logarithm of its round trip, so that 1 ms and 200 ms fit on one map. */
export function linkLength(rttMs: number): number {
  return 90 + 55 * Math.log2(1 + Math.max(0, rttMs) / 4);
}

/** Drawn thickness of a link: a step for every tenfold of bandwidth. */
export function linkWidth(bandwidthMbps: number): number {
  return Math.max(1, 1 + 1.4 * Math.log10(Math.max(1, bandwidthMbps) / 10));
}

/**
 * Positions around the origin, always the same for the same input. From a circle, each pair is moved by turns a part
 * of the way to the distance it should have (stress majorisation by single pairs; Kamada and Kawai 1989 for the aim).
 */
export function placeRegions(regions: readonly string[], links: readonly MapLink[]): Map<string, Point> {
  const lengths = links.map((link) => ({ ...link, length: linkLength(link.rttMs) }));
  const radius = Math.max(0, ...lengths.map(({ length }) => length)) / Math.sqrt(3);
  const places = regions.map((region, index) => {
    // Turned so that three regions stand with their longest side lying, as the frame does.
    const angle = Math.PI / 6 + (2 * Math.PI * index) / Math.max(1, regions.length);
    return { region, x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  const byName = new Map(places.map((place) => [place.region, place]));
  for (let round = 0; round < 200; round += 1) {
    for (const { from, to, length } of lengths) {
      const a = byName.get(from);
      const b = byName.get(to);
      if (a === undefined || b === undefined) continue;
      const distance = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      const share = (0.25 * (distance - length)) / distance;
      const [dx, dy] = [(b.x - a.x) * share, (b.y - a.y) * share];
      a.x += dx;
      a.y += dy;
      b.x -= dx;
      b.y -= dy;
    }
  }
  return new Map(places.map(({ region, x, y }) => [region, { x, y }]));
}

/** Fits points into a frame with a margin, keeping their proportions, and centres them. */
export function fitPoints(
  points: ReadonlyMap<string, Point>,
  frame: { width: number; height: number; marginX: number; marginY: number },
): Map<string, Point> {
  const xs = [...points.values()].map(({ x }) => x);
  const ys = [...points.values()].map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    2,
    (frame.width - 2 * frame.marginX) / Math.max(1, right - left),
    (frame.height - 2 * frame.marginY) / Math.max(1, bottom - top),
  );
  return new Map(
    [...points].map(([name, { x, y }]) => [
      name,
      {
        x: Math.round(frame.width / 2 + (x - (left + right) / 2) * scale),
        y: Math.round(frame.height / 2 + (y - (top + bottom) / 2) * scale),
      },
    ]),
  );
}
