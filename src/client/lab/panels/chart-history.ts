import type { Cluster } from '../../../simulator/index.ts';
import { prepareQuery } from '../../../simulator/promql/evaluate.ts';
import { seriesReader, type SeriesReader } from '../../../simulator/promql/series.ts';
import { RESOLUTION_MS } from '../../../simulator/series.ts';
import { chartUnits, type ChartSpec } from '../../../domain/lab-charts.ts';

/** The course of one chart: times in simulated milliseconds, and for each line a value or a gap. */
export interface ChartData {
  readonly timesMs: readonly number[];
  readonly lines: Readonly<Record<string, readonly (number | null)[]>>;
}

interface Moment {
  readonly atMs: number;
  /** By the name of the line, in the unit of the chart. */
  readonly values: Readonly<Record<string, number>>;
}

/** How far back a chart looks; the cluster remembers as long. */
const windowMs = 1_800_000;

/**
 * Evaluates the queries of charts over what the cluster remembers. A moment that has passed is evaluated once; after a
 * step back, what has not happened is forgotten.
 */
export class ChartHistory {
  readonly #moments = new Map<string, Moment[]>();

  /** Forgets everything, as for another cluster. */
  clear(): void {
    this.#moments.clear();
  }

  /** The course of a few charts up to this moment, by their ids. */
  read(cluster: Cluster, charts: readonly ChartSpec[]): Map<string, ChartData> {
    const series = seriesReader(cluster);
    return new Map(charts.map((chart) => [chart.id, toData(this.#catchUp(cluster, chart, series))]));
  }

  #catchUp(cluster: Cluster, chart: ChartSpec, series: SeriesReader): Moment[] {
    const queries = chart.queries.map(({ expression, legend }) => ({
      legend,
      evaluate: prepareQuery(cluster, expression, series),
    }));
    const { factor } = chartUnits[chart.unit];
    const evaluate = (atMs: number): Moment => ({
      atMs,
      values: Object.fromEntries(
        queries.flatMap((query) => {
          const result = query.evaluate(atMs);
          if (result.type === 'mistake') throw new Error(`${chart.id}: ${result.message}`);
          const points = result.type === 'scalar' ? [{ labels: {}, value: result.value }] : result.points;
          return points
            .filter(({ value }) => Number.isFinite(value))
            .map(({ labels, value }) => [fillLegend(query.legend, labels), value * factor]);
        }),
      ),
    });
    const { nowMs, history } = cluster;
    const known = new Map(
      (this.#moments.get(chart.id) ?? [])
        .filter(({ atMs }) => atMs < nowMs && atMs >= nowMs - windowMs)
        .map((moment) => [moment.atMs, moment]),
    );
    // What is remembered stands on a grid; a cluster too large to be remembered has the moments at which it was looked at.
    const times = history === undefined ? [...known.keys()] : gridOf(history.atMs, lengthOf(history), nowMs);
    const moments = [...times.map((atMs) => known.get(atMs) ?? evaluate(atMs)), evaluate(nowMs)];
    this.#moments.set(chart.id, moments);
    return moments;
  }
}

/** How many moments the cluster remembers. */
function lengthOf({ values }: NonNullable<Cluster['history']>): number {
  return Math.max(0, ...Object.values(values).map((each) => each.length));
}

function gridOf(lastMs: number, count: number, nowMs: number): number[] {
  return Array.from({ length: count }, (_, index) => lastMs - (count - 1 - index) * RESOLUTION_MS).filter(
    (atMs) => atMs < nowMs && atMs >= nowMs - windowMs,
  );
}

/** `{{node}} to {{peer}}` with the labels of a line in it, as Grafana writes it. */
export function fillLegend(legend: string, labels: Readonly<Record<string, string>>): string {
  return legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
}

function toData(moments: readonly Moment[]): ChartData {
  const labels = [...new Set(moments.flatMap(({ values }) => Object.keys(values)))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  return {
    timesMs: moments.map(({ atMs }) => atMs),
    lines: Object.fromEntries(
      labels.map((label) => [label, moments.map(({ values }) => values[label] ?? null)]),
    ),
  };
}
