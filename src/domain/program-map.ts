import type { TrackId } from '../schemas/common.ts';
import type { PageKind } from './routes.ts';
import type { TrackPath } from './track-path.ts';

/** A station on the map of the program, in the units of the drawing. */
export interface MapStation {
  readonly x: number;
  readonly y: number;
  readonly kind: PageKind | 'activity';
  readonly status: 'complete' | 'partial' | 'planned';
}

/** A track as a line of the map. */
export interface MapLine {
  readonly track: TrackId;
  readonly title: string;
  /** Path of the line, as the `d` of an SVG path. */
  readonly d: string;
  readonly stations: readonly MapStation[];
  readonly end: { readonly x: number; readonly y: number };
}

/** Places the tracks as parallel lines; a track that starts with a station of another one branches off there. */
export function drawProgramMap(
  paths: readonly TrackPath[],
  { step, rowHeight, left, top }: { step: number; rowHeight: number; left: number; top: number },
): MapLine[] {
  const first = paths[0];
  return paths.map((path, row) => {
    const y = top + row * rowHeight;
    const shared =
      row === 0
        ? -1
        : (first?.stations.findIndex((station) => station.page?.url === path.stations[0]?.page?.url) ?? -1);
    const own = shared === -1 ? path.stations : path.stations.slice(1);
    const start = shared === -1 ? left : left + (shared + 1) * step;
    const stations = own.map((station, index): MapStation => ({
      x: start + index * step,
      y,
      kind: station.page?.kind ?? 'activity',
      status: station.page?.status ?? 'planned',
    }));
    const end = { x: start + (own.length - 1) * step, y };
    const branch = shared === -1 ? `M${start} ${y}` : `M${left + shared * step} ${top}V${y}`;
    return { track: path.track, title: path.title, d: `${branch}H${end.x}`, stations, end };
  });
}
