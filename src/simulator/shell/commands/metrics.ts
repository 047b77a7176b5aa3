import type { Cluster } from '../../cluster.ts';
import { metricSamples, type Sample } from '../../metric-samples.ts';
import { METRICS } from '../../metrics.ts';
import { Mistyped, Refused, type CommandCall, type CommandRun } from '../command-call.ts';
import { clock, round, table, type Json } from '../format.ts';
import { nearestOf } from '../nearest.ts';
import { historyOf } from '../../history.ts';

export const metricCommands: Readonly<Record<string, CommandRun>> = {
  'metrics get': (call) => {
    const name = metricName(call);
    const node = call.optionalNode('--node');
    const samples = samplesOf(call.cluster, name, node?.id);
    return {
      value: samples as unknown as Json,
      text:
        samples.length === 0
          ? `${name} has no sample now.\n`
          : table(
              ['series', 'labels', 'value'],
              samples.map((sample) => [sample.name, labelText(sample), round(sample.value, 4)]),
            ),
    };
  },

  'metrics export': (call) => {
    const { cluster } = call;
    const only = call.has('--metric') ? metricName(call) : undefined;
    const path = call.required('--file');
    const sinceMs = cluster.nowMs - (call.time('--duration', 'm') ?? 0);
    const rows: string[] = ['time,metric,labels,value'];
    for (const { name } of METRICS) {
      if (only !== undefined && name !== only) continue;
      const past = historyOf(cluster, name).flatMap(({ labels, points }) =>
        points
          .filter(({ atMs }) => atMs >= sinceMs && call.has('--duration'))
          .map(({ atMs, value }) => ({ atMs, labels, value })),
      );
      const present = samplesOf(cluster, name, undefined).map((sample) => ({
        atMs: cluster.nowMs,
        labels: labelText(sample),
        value: sample.value,
      }));
      for (const { atMs, labels, value } of [...past, ...present])
        rows.push(`${clock(cluster.epochMs, atMs)},${name},"${labels}",${value}`);
    }
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
      ({ labels }) => node === undefined || labels.includes(`node=${node.id}`),
    );
    const rows = series.map(({ labels, points }) => {
      const values = points.map(({ value }) => value);
      const sorted = [...values].sort((a, b) => a - b);
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      const deviation = Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length),
      );
      const last = values.at(-1) ?? 0;
      return {
        labels,
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
    const before = readCsv(call, '--before');
    const after = readCsv(call, '--after');
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

function metricName(call: CommandCall): string {
  const name = call.flag('--metric') ?? '';
  if (METRICS.some((metric) => metric.name === name)) return name;
  const nearest = nearestOf(
    name,
    METRICS.map((metric) => metric.name),
  );
  throw new Refused(
    'METRIC_NOT_FOUND',
    `There is no metric "${name}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
  );
}

function samplesOf(cluster: Cluster, name: string, node: string | undefined): Sample[] {
  const family = metricSamples(cluster).find((candidate) => candidate.name === name);
  return (family?.samples ?? []).filter(({ labels }) => node === undefined || labels['node'] === node);
}

function labelText({ labels }: Sample): string {
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
