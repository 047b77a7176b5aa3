import { metricSamples, type Cluster } from '../../../simulator/index.ts';
import type { ChartSpec } from './chart-set.ts';

/** Samples of one chart: times in simulated milliseconds, and for each line a value or a gap. */
export interface ChartData {
  readonly timesMs: readonly number[];
  readonly lines: Readonly<Record<string, readonly (number | null)[]>>;
}

interface Moment {
  readonly atMs: number;
  readonly values: Readonly<Record<string, Record<string, number>>>;
}

const intervalMs = 5_000;
/** One hour at the finest. */
const momentsKept = 720;

/** What the charts have seen of a cluster as its time went on; a step back forgets what has not happened. */
export class ChartHistory {
  readonly #specs: readonly ChartSpec[];
  #moments: Moment[] = [];

  constructor(specs: readonly ChartSpec[]) {
    this.#specs = specs;
  }

  /** Forgets everything, as for another cluster. */
  clear(): void {
    this.#moments = [];
  }

  /** Takes a sample if enough simulated time has passed since the last. Tells whether it has. */
  observe(cluster: Cluster): boolean {
    const last = this.#moments.at(-1)?.atMs ?? -Infinity;
    if (cluster.nowMs < last) {
      this.#moments = this.#moments.filter(({ atMs }) => atMs < cluster.nowMs);
    } else if (cluster.nowMs - last < intervalMs) {
      return false;
    }
    const families = new Map(metricSamples(cluster).map((family) => [family.name, family]));
    this.#moments.push({
      atMs: cluster.nowMs,
      values: Object.fromEntries(this.#specs.map((spec) => [spec.id, spec.read(families)])),
    });
    if (this.#moments.length > momentsKept) this.#moments.shift();
    return true;
  }

  /** The samples of one chart. A rate has a gap at its first moment. */
  data(spec: ChartSpec): ChartData {
    const labels = [
      ...new Set(this.#moments.flatMap(({ values }) => Object.keys(values[spec.id] ?? {}))),
    ].sort();
    return {
      timesMs: this.#moments.map(({ atMs }) => atMs),
      lines: Object.fromEntries(
        labels.map((label) => [
          label,
          this.#moments.map((moment, index) =>
            spec.isRate
              ? rateBetween(this.#moments[index - 1], moment, spec.id, label)
              : (moment.values[spec.id]?.[label] ?? null),
          ),
        ]),
      ),
    };
  }
}

function rateBetween(before: Moment | undefined, moment: Moment, spec: string, label: string): number | null {
  const value = moment.values[spec]?.[label];
  const earlier = before?.values[spec]?.[label];
  if (before === undefined || value === undefined || earlier === undefined) return null;
  return Math.max(0, value - earlier) / ((moment.atMs - before.atMs) / 1000);
}
