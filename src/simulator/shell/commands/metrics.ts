import type { Cluster } from '../../cluster.ts';
import type { Migration } from '../../migration-state.ts';
import { metricSamples, type Sample } from '../../metric-samples.ts';
import { METRICS } from '../../metrics.ts';
import { Mistyped, Refused, type CommandCall, type CommandRun } from '../command-call.ts';
import { clock, round, table, type Json } from '../format.ts';
import { nearestOf } from '../nearest.ts';
import { historyOf, type HistorySeries } from '../../history.ts';

export const metricCommands: Readonly<Record<string, CommandRun>> = {
  'metrics get': (call) => {
    const name = metricName(call);
    const node = call.optionalNode('--node')?.id ?? migrationOf(call)?.source;
    const periodMs = call.time('--duration', 'm');
    if (periodMs !== undefined) {
      const rows = historyOf(call.cluster, name)
        .filter(({ labels }) => node === undefined || labels['node'] === node)
        .flatMap(({ labels, points }) =>
          points
            .filter(({ atMs }) => atMs >= call.cluster.nowMs - periodMs)
            .map(({ atMs, value }) => ({
              time: clock(call.cluster.epochMs, atMs),
              labels: labelText(labels),
              value: round(value, 4),
            })),
        );
      return {
        value: rows,
        text:
          rows.length === 0
            ? `${name} has no sample in this time.\n`
            : table(
                ['time', 'labels', 'value'],
                rows.map((row) => [row.time, row.labels, row.value]),
              ),
      };
    }
    const samples = samplesOf(call.cluster, name, node);
    return {
      value: samples as unknown as Json,
      text:
        samples.length === 0
          ? `${name} has no sample now.\n`
          : table(
              ['series', 'labels', 'value'],
              samples.map((sample) => [sample.name, labelText(sample.labels), round(sample.value, 4)]),
            ),
    };
  },

  'metrics export': (call) => {
    const { cluster } = call;
    const only = call.has('--metric') ? metricName(call) : undefined;
    const migration = migrationOf(call);
    const path = call.required('--file');
    const sinceMs = migration?.startedAtMs ?? cluster.nowMs - (call.time('--duration', 'm') ?? 3_600_000);
    const untilMs = migration?.endedAtMs ?? cluster.nowMs;
    const rows = ['time,metric,labels,value'];
    for (const { name } of METRICS) {
      if (only !== undefined && name !== only) continue;
      const present = samplesOf(cluster, name, undefined).map((sample) => ({
        atMs: cluster.nowMs,
        labels: sample.labels,
        value: sample.value,
      }));
      const past = historyOf(cluster, name).flatMap(({ labels, points }) =>
        points.map(({ atMs, value }) => ({ atMs, labels, value })),
      );
      for (const { atMs, labels, value } of [...past, ...present]) {
        const isAbout =
          migration === undefined ||
          Object.values(labels).some((value) => value === migration.source || value === migration.target);
        if (atMs >= sinceMs && (atMs <= untilMs || atMs === cluster.nowMs) && isAbout)
          rows.push(`${clock(cluster.epochMs, atMs)},${name},"${labelText(labels)}",${value}`);
      }
    }
    if (migration !== undefined) rows.push(...migrationRows(cluster, migration));
    call.write(path, `${rows.join('\n')}\n`);
    return {
      value: { file: path, rows: rows.length - 1 },
      text: `${rows.length - 1} samples written to ${path} as CSV.\n`,
    };
  },

  'metrics analyze': (call) => {
    const name = metricName(call);
    const node = call.optionalNode('--node');
    const series = historyOf(call.cluster, name).filter(
      ({ labels }) => node === undefined || labels['node'] === node.id,
    );
    const group = call.flag('--group');
    const merged = group === undefined ? series : groupBy(call.cluster, series, group);
    const rows = merged.map(({ labels, points }) => {
      const values = points.map(({ value }) => value);
      const sorted = [...values].sort((a, b) => a - b);
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      const deviation = Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length),
      );
      const last = values.at(-1) ?? 0;
      return {
        labels: labelText(labels),
        samples: values.length,
        least: round(sorted[0] ?? 0, 3),
        mean: round(mean, 3),
        most: round(sorted.at(-1) ?? 0, 3),
        last: round(last, 3),
        unusual: deviation > 0 && Math.abs(last - mean) > 3 * deviation,
      };
    });
    return {
      value: rows,
      text:
        rows.length === 0
          ? `${name} has no history yet; a sample is kept every 15 s.\n`
          : table(
              ['labels', 'samples', 'least', 'mean', 'most', 'last', 'unusual'],
              rows.map((row) => [
                row.labels,
                row.samples,
                row.least,
                row.mean,
                row.most,
                row.last,
                row.unusual ? 'yes' : 'no',
              ]),
            ),
    };
  },

  'metrics compare': (call) => {
    const before = sideOf(call, '--before');
    const after = sideOf(call, '--after');
    const only = call.has('--metric') ? metricName(call) : undefined;
    const rows = [...before.keys()]
      .filter((key) => after.has(key) && (only === undefined || key.startsWith(`${only},`)))
      .map((key) => {
        const [metric = '', ...labels] = key.split(',');
        const old = before.get(key) ?? 0;
        const now = after.get(key) ?? 0;
        return {
          metric,
          labels: labels.join(','),
          before: round(old, 3),
          after: round(now, 3),
          change_percent: old === 0 ? null : round(((now - old) / old) * 100),
        };
      })
      .filter((row) => only !== undefined || row.before !== row.after);
    return {
      value: rows,
      text:
        rows.length === 0
          ? 'Nothing differs.\n'
          : table(
              ['metric', 'labels', 'before', 'after', 'change %'],
              rows.map((row) => [row.metric, row.labels, row.before, row.after, row.change_percent]),
            ),
    };
  },
};

/** The migration that `--migration` names. */
function migrationOf(call: CommandCall): Migration | undefined {
  const id = call.flag('--migration');
  if (id === undefined) return undefined;
  const { migrations } = call.cluster;
  const migration = Object.hasOwn(migrations, id) ? migrations[id] : undefined;
  if (migration === undefined)
    throw new Refused('MIGRATION_NOT_FOUND', `There is no migration "${id}"; see "migration list".`);
  return migration;
}

/** What is known of one migration, in the rows of a CSV export. */
function migrationRows(cluster: Cluster, migration: Migration): string[] {
  const endMs = migration.endedAtMs ?? cluster.nowMs;
  const time = clock(cluster.epochMs, endMs);
  const labels = `"migration=${migration.id} vm=${migration.vm} mode=${migration.mode}"`;
  const values: [string, number][] = [
    ['dwcp_migration_duration_seconds', (endMs - migration.startedAtMs) / 1000],
    ...(migration.downtimeMs === null
      ? []
      : ([['dwcp_migration_downtime_seconds', migration.downtimeMs / 1000]] as [string, number][])),
    ['dwcp_hde_compression_ratio', round(migration.ratio, 3)],
  ];
  return values.map(([name, value]) => `${time},${name},${labels},${value}`);
}

/** One side of a comparison: a file of "metrics export", or a time of day with the minute on either side of it. */
function sideOf(call: CommandCall, flag: string): Map<string, number> {
  const text = call.required(flag);
  const match = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (match === null) return readCsv(call, flag);
  const { cluster } = call;
  const day = Math.floor((cluster.epochMs + cluster.nowMs) / 86_400_000) * 86_400_000;
  const asked =
    day +
    (Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3] ?? 0)) * 1_000 -
    cluster.epochMs;
  const means = new Map<string, number>();
  for (const { name } of METRICS) {
    for (const { labels, points } of historyOf(cluster, name)) {
      const values = points.filter(({ atMs }) => Math.abs(atMs - asked) <= 60_000).map(({ value }) => value);
      if (values.length > 0)
        means.set(
          `${name},${labelText(labels)}`,
          values.reduce((sum, value) => sum + value, 0) / values.length,
        );
    }
  }
  if (means.size === 0)
    throw new Mistyped(`${flag} is "${text}", and no sample is kept from that time; half an hour is.`);
  return means;
}

/** Series joined by a label; region and type are those of the node that a series names. */
function groupBy(cluster: Cluster, series: readonly HistorySeries[], group: string): HistorySeries[] {
  const groups = new Map<string, HistorySeries>();
  for (const { labels, points } of series) {
    const node = cluster.nodes[labels['node'] ?? labels['source'] ?? ''];
    const value =
      labels[group] ?? (group === 'region' ? node?.region : group === 'type' ? node?.type : undefined);
    if (value === undefined) throw new Mistyped(`--group is "${group}", and the series have no such label.`);
    const known = groups.get(value) ?? { labels: { [group]: value }, points: [] };
    known.points.push(...points);
    groups.set(value, known);
  }
  return [...groups.values()];
}

function metricName(call: CommandCall): string {
  const name = call.flag('--metric') ?? '';
  const known = [
    ...METRICS.map((metric) => metric.name),
    ...Object.keys(call.cluster.applicationMetrics ?? {}),
  ];
  if (known.includes(name)) return name;
  const nearest = nearestOf(name, known);
  throw new Refused(
    'METRIC_NOT_FOUND',
    `There is no metric "${name}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
  );
}

function samplesOf(cluster: Cluster, name: string, node: string | undefined): Sample[] {
  const family = metricSamples(cluster).find((candidate) => candidate.name === name);
  return (family?.samples ?? []).filter(({ labels }) => node === undefined || labels['node'] === node);
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** The mean of each metric and label set of a CSV file that "metrics export" has written. */
function readCsv(call: CommandCall, flag: string): Map<string, number> {
  const path = call.required(flag);
  const text = call.read(path);
  if (text === undefined) throw new Mistyped(`${flag} is "${path}", and there is no such file here.`);
  const sums = new Map<string, { sum: number; count: number }>();
  for (const line of text.split('\n').slice(1)) {
    const match = /^[^,]*,([^,]*),"([^"]*)",(.*)$/.exec(line);
    if (match === null) continue;
    const key = `${match[1] ?? ''},${match[2] ?? ''}`;
    const known = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: known.sum + Number(match[3]), count: known.count + 1 });
  }
  if (sums.size === 0) throw new Mistyped(`"${path}" is no file that "metrics export" has written.`);
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / count]));
}
