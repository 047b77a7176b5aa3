/** What a Prometheus that scrapes every node of a simulated cluster would have stored, as input of `promtool test rules`. */
import { isUp } from '../../../src/simulator/load.ts';
import { formatMetrics, step, type Cluster } from '../../../src/simulator/index.ts';

/** The simulator judges its alerts at this pace, so the scrapes have it as well. */
export const SCRAPE_MS = 15_000;

export interface ScrapedRun {
  /** Series with job and instance, and their samples in the notation of promtool. */
  series: { series: string; values: string }[];
  /** `name{label="value",…}` of the alerts that the simulator has firing after each scrape. */
  firing: string[][];
}

/** Lets time pass and scrapes after every step; `act` changes the cluster before the step of its scrape. */
export function scrapeRun(
  start: Cluster,
  scrapes: number,
  act: Readonly<Record<number, (cluster: Cluster) => Cluster>>,
  isWanted: (series: string) => boolean,
): ScrapedRun {
  const samples = new Map<string, (string | null)[]>();
  const firing: string[][] = [];
  let cluster = start;
  for (let scrape = 0; scrape < scrapes; scrape += 1) {
    cluster = step(act[scrape]?.(cluster) ?? cluster, start.nowMs + (scrape + 1) * SCRAPE_MS);
    const put = (series: string, value: string): void => {
      const values = samples.get(series) ?? [];
      while (values.length < scrape) values.push(null);
      values.push(value);
      samples.set(series, values);
    };
    for (const node of Object.values(cluster.nodes)) {
      const target = `job="dwcp-${node.type}",instance="${node.id}"`;
      put(`up{${target}}`, isUp(cluster, node) ? '1' : '0');
      if (!isUp(cluster, node)) continue;
      for (const line of formatMetrics(cluster, node.id).split('\n')) {
        const [, name = '', labels = '', value = ''] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
        if (isWanted(name)) put(`${name}{${[labels, target].filter((part) => part !== '').join()}}`, value);
      }
    }
    firing.push(firingAlerts(cluster));
  }
  return {
    series: [...samples].map(([series, values]) => ({ series, values: notation(values, scrapes) })),
    firing,
  };
}

function firingAlerts(cluster: Cluster): string[] {
  return Object.values(cluster.alerts.instances)
    .filter(({ state }) => state === 'firing')
    .map(({ name, labels }) => JSON.stringify({ name, labels }))
    .sort();
}

/** A scrape that no longer finds a series marks it stale, as Prometheus does. */
function notation(values: readonly (string | null)[], length: number): string {
  return Array.from({ length }, (_, index) => {
    const value = values[index] ?? null;
    if (value !== null) return value;
    return index > 0 && (values[index - 1] ?? null) !== null ? 'stale' : '_';
  }).join(' ');
}
