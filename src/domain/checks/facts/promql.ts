import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import { parsePromql } from '../../monitoring/promql.ts';
import { seriesLabels } from '../../monitoring/series-labels.ts';
import type { Program } from '../../program.ts';
import type { Piece } from './pieces.ts';
import { oncePerFile, suggest } from './report.ts';

interface Query {
  readonly file: string;
  readonly line: number;
  readonly expression: string;
  /** A series that the query makes up for itself, in a block of a manual, is none of the reference's. */
  readonly isReference: boolean;
}

type Place = Pick<Finding, 'file' | 'line'>;

/** Expressions that do not parse, and series and labels that nothing exposes. */
export function checkPromql(program: Program, pieces: readonly Piece[]): Finding[] {
  const known = seriesLabels(program.reference.metrics.data.metrics);
  return oncePerFile(
    [...referenceQueries(program), ...blockQueries(pieces)].flatMap((query) => checkQuery(query, known)),
  );
}

function checkQuery(query: Query, known: ReturnType<typeof seriesLabels>): Finding[] {
  const place = { file: query.file, line: query.line };
  const parsed = parsePromql(query.expression);
  if ('near' in parsed) return [invalid(place, query.expression, parsed.near)];
  const { selectors, groupings } = parsed;
  const series = selectors
    .filter(
      ({ metric }) =>
        metric !== '' && !known.has(metric) && (query.isReference || known.has(`${metric}_bucket`)),
    )
    .map(({ metric }) => unknownSeries(place, metric, known));
  const matched = selectors.flatMap(({ metric, labels }) =>
    labels.map((label) => ({ label, metrics: [metric] })),
  );
  const grouped = groupings.flatMap(({ labels, metrics }) => labels.map((label) => ({ label, metrics })));
  const labels = [...matched, ...grouped].flatMap(({ label, metrics }): Finding[] => {
    // Where a series is unknown, nobody can say what labels it has.
    if (metrics.length === 0 || !metrics.every((metric) => known.has(metric))) return [];
    const available = metrics.flatMap((metric) => [...(known.get(metric) ?? [])]);
    return available.includes(label) ? [] : [unknownLabel(place, label, metrics, available)];
  });
  return [...series, ...labels];
}

function invalid(place: Place, expression: string, near: string): Finding {
  const [first = ''] = expression.split('\n');
  return {
    rule: 'invalid-promql',
    ...place,
    subject: first,
    message: `The query "${first}" is not valid PromQL: it makes no sense at ${near}.`,
    hint: 'Try it in the query field of Prometheus, which names the same place.',
  };
}

function unknownSeries(place: Place, metric: string, known: ReturnType<typeof seriesLabels>): Finding {
  const isHistogram = known.has(`${metric}_bucket`);
  return {
    rule: 'unknown-series',
    ...place,
    subject: metric,
    message: isHistogram
      ? `A query reads "${metric}", but it is a histogram, which has no series of its own name.`
      : `A query reads the series "${metric}", which nothing exposes.`,
    hint: isHistogram
      ? `Read ${metric}_bucket with rate() and histogram_quantile(), or ${metric}_sum and ${metric}_count.`
      : suggest(nearest(metric, [...known.keys()]), 'add the metric to content/reference/metrics.yaml.'),
  };
}

function unknownLabel(
  place: Place,
  label: string,
  metrics: readonly string[],
  available: readonly string[],
): Finding {
  const names = [...new Set(metrics)].join(', ');
  return {
    rule: 'unknown-metric-label',
    ...place,
    subject: `${names}: ${label}`,
    message: `A query uses the label "${label}", which ${names} ${metrics.length === 1 ? 'does' : 'do'} not have.`,
    hint: suggest(nearest(label, available), `use one of ${[...new Set(available)].join(', ')}.`),
  };
}

function referenceQueries(program: Program): Query[] {
  const { metrics, alerts, dashboards } = program.reference;
  return [
    ...metrics.data.metrics.map(({ query }, index) => ({
      file: metrics.file,
      line: metrics.lineOf(['metrics', index, 'query']),
      expression: query,
      isReference: true,
    })),
    ...alerts.data.alerts.map(({ expression }, index) => ({
      file: alerts.file,
      line: alerts.lineOf(['alerts', index, 'expression']),
      expression,
      isReference: true,
    })),
    ...dashboards.data.dashboards.flatMap((dashboard, index) =>
      dashboard.panels.flatMap((panel, position) =>
        panel.queries.map(({ expression }, number) => ({
          file: dashboards.file,
          line: dashboards.lineOf(['dashboards', index, 'panels', position, 'queries', number, 'expression']),
          expression,
          isReference: true,
        })),
      ),
    ),
  ];
}

/** Blocks of documents: expressions are apart by an empty line, and a line that starts with `#` is a comment. */
function blockQueries(pieces: readonly Piece[]): Query[] {
  return pieces
    .filter(({ kind, language }) => kind === 'block' && language === 'promql')
    .flatMap(({ file, line, text }) => {
      const queries: Query[] = [];
      let lines: string[] = [];
      let start = 0;
      const close = (): void => {
        const expression = lines.filter((part) => !part.trim().startsWith('#')).join('\n');
        if (expression.trim() !== '')
          queries.push({ file, line: line + start, expression, isReference: false });
        lines = [];
      };
      for (const [index, part] of text.split('\n').entries()) {
        if (part.trim() === '') {
          close();
          continue;
        }
        if (lines.length === 0) start = index;
        lines.push(part);
      }
      close();
      return queries;
    });
}
