import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import type { Program } from '../../program.ts';
import type { Metric } from '../../../schemas/reference/metrics.ts';
import type { Piece } from './pieces.ts';
import { lineWithin, oncePerFile, suggest, usesOf, type NameUse } from './report.ts';

const derivedSeries: Record<Metric['type'], readonly string[]> = {
  counter: [],
  gauge: [],
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['_sum', '_count'],
};

/** Metrics that the reference does not have. */
export function checkMetrics(program: Program, pieces: readonly Piece[]): Finding[] {
  const { metrics } = program.reference.metrics.data;
  const names = metrics.flatMap((metric) => [metric.name, ...metric.aliases]);
  const known = new Set([
    ...names,
    ...metrics.flatMap((metric) => derivedSeries[metric.type].map((suffix) => metric.name + suffix)),
  ]);
  const isKnown = (name: string): boolean =>
    // A name that ends in an underscore stands for all metrics that start with it.
    known.has(name) || (name.endsWith('_') && names.some((candidate) => candidate.startsWith(name)));
  const uses = [
    ...pieces.flatMap(metricsIn),
    ...usesOf(program, 'Metric').map(({ file, line, value }) => ({ file, line, name: String(value) })),
  ];
  return oncePerFile(
    uses
      .filter(({ name }) => !isKnown(name))
      .map(({ file, line, name }) => ({
        rule: 'unknown-metric',
        file,
        line,
        subject: name,
        message: `The metric "${name}" is not in the reference.`,
        hint: suggest(nearest(name, names), 'add the metric to content/reference/metrics.yaml.'),
      })),
  );
}

function metricsIn(piece: Piece): NameUse[] {
  return [...piece.text.matchAll(/[A-Za-z0-9_:]*\bdwcp_[a-z0-9_:]+/g)].flatMap((match): NameUse[] => {
    const name = match[0].replace(/:+$/, '');
    // A name with colons is a recording rule, which its own rule file defines.
    return name.includes(':') ? [] : [{ file: piece.file, line: lineWithin(piece, match.index), name }];
  });
}
