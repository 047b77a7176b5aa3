/**
 * PromQL over what the cluster remembers, parsed with the grammar of Prometheus: selectors, rate(), increase(), quantiles of
 * histograms, aggregation, arithmetic, comparison and the set operators. Range functions use the samples at hand without
 * Prometheus's extrapolation to the ends of the window, which is the difference that a comparison will show.
 */
import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import type { Cluster } from '../cluster.ts';
import { labelsOf, seriesReader, type QuerySeries, type SeriesReader } from './series.ts';

export interface Point {
  labels: Record<string, string>;
  value: number;
}

export type QueryResult =
  | { type: 'vector'; points: Point[] }
  | { type: 'scalar'; value: number }
  | { type: 'mistake'; message: string };

type Value = { type: 'vector'; points: Point[] } | { type: 'scalar'; value: number };

class QueryMistake extends Error {}

/** Longest query that is read. */
const QUERY_LIMIT = 4_096;

/** Evaluates a query at `atMs`, by default this moment. A mistake in it is a sentence, never an exception. */
export function evaluateQuery(cluster: Cluster, query: string, atMs = cluster.nowMs): QueryResult {
  return prepareQuery(cluster, query, seriesReader(cluster))(atMs);
}

/** Reads a query once, to evaluate it at many moments; queries that share a reader collect their series once. */
export function prepareQuery(
  cluster: Cluster,
  query: string,
  read: SeriesReader,
): (atMs: number) => QueryResult {
  const parsed = parseQuery(query);
  if ('message' in parsed) return () => parsed;
  return (atMs) => {
    try {
      return new Evaluation(cluster, query, atMs, read).value(parsed.top);
    } catch (error) {
      if (error instanceof QueryMistake) return { type: 'mistake', message: error.message };
      throw error;
    }
  };
}

function parseQuery(query: string): { top: SyntaxNode } | Extract<QueryResult, { type: 'mistake' }> {
  if (query.length > QUERY_LIMIT)
    return { type: 'mistake', message: `A query can have ${QUERY_LIMIT} characters.` };
  const tree = parser.parse(query);
  let wrongAt: number | null = query.trim() === '' ? 0 : null;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) wrongAt ??= node.from;
    },
  });
  if (wrongAt !== null) {
    const near = query.slice(wrongAt, wrongAt + 20).trim();
    return {
      type: 'mistake',
      message: near === '' ? 'The query ends too early.' : `The query cannot be read at "${near}".`,
    };
  }
  const top = tree.topNode.firstChild;
  return top === null ? { type: 'mistake', message: 'The query is empty.' } : { top };
}

class Evaluation {
  readonly #cluster: Cluster;
  readonly #query: string;
  readonly #atMs: number;
  readonly #read: SeriesReader;

  constructor(cluster: Cluster, query: string, atMs: number, read: SeriesReader) {
    this.#cluster = cluster;
    this.#query = query;
    this.#atMs = atMs;
    this.#read = read;
  }

  value(node: SyntaxNode): Value {
    switch (node.name) {
      case 'ParenExpr':
        return this.value(
          required(node.firstChild?.name === '(' ? node.firstChild.nextSibling : node.firstChild),
        );
      case 'NumberDurationLiteral':
        return { type: 'scalar', value: numberOf(this.#text(node)) };
      case 'StringLiteral':
        throw new QueryMistake('A text alone is no query.');
      case 'UnaryExpr': {
        const inner = this.value(required(node.lastChild));
        return this.#text(node).startsWith('-') ? mapValue(inner, (value) => -value) : inner;
      }
      case 'VectorSelector':
        return { type: 'vector', points: this.#instant(node) };
      case 'AggregateExpr':
        return { type: 'vector', points: this.#aggregate(node) };
      case 'FunctionCall':
        return this.#call(node);
      case 'BinaryExpr':
        return this.#binary(node);
      case 'MatrixSelector':
        throw new QueryMistake(
          `A range such as "${this.#text(node)}" needs a function around it, for example rate().`,
        );
      default:
        throw new QueryMistake(`"${this.#text(node)}" is not supported here.`);
    }
  }

  #text(node: SyntaxNode): string {
    return this.#query.slice(node.from, node.to);
  }

  #series(selector: SyntaxNode): QuerySeries[] {
    const name = selector.getChild('Identifier');
    const metric = name === null ? '' : this.#text(name);
    if (metric === '') throw new QueryMistake('A selector needs the name of a metric.');
    const matchers = (selector.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).map(
      (matcher) => {
        const label = this.#text(required(matcher.getChild('LabelName')));
        const sign = this.#text(required(matcher.getChild('MatchOp')));
        const quoted = this.#text(required(matcher.getChild('StringLiteral')));
        return matcherOf(label, sign, unquote(quoted));
      },
    );
    return this.#read(metric).filter(({ labels }) => matchers.every((matches) => matches(labels)));
  }

  #instant(selector: SyntaxNode): Point[] {
    return this.#series(selector).flatMap(({ labels, points }) => {
      const last = points.filter(({ atMs }) => atMs <= this.#atMs && atMs > this.#atMs - 300_000).at(-1);
      if (last === undefined) return [];
      // The scrape that no longer finds a series marks it stale; earlier moments have no such mark, only their samples.
      const isStale = this.#atMs === this.#cluster.nowMs && last.atMs < this.#atMs;
      return isStale ? [] : [{ labels, value: last.value }];
    });
  }

  #range(
    node: SyntaxNode,
  ): { labels: Record<string, string>; points: { atMs: number; value: number }[]; rangeMs: number }[] {
    if (node.name !== 'MatrixSelector')
      throw new QueryMistake(`"${this.#text(node)}" needs a range such as [5m].`);
    const rangeMs = durationMs(this.#text(required(node.getChild('DurationExpr'))));
    return this.#series(required(node.getChild('VectorSelector'))).map(({ labels, points }) => ({
      labels,
      points: points.filter(({ atMs }) => atMs <= this.#atMs && atMs >= this.#atMs - rangeMs),
      rangeMs,
    }));
  }

  #call(node: SyntaxNode): Value {
    const name = this.#text(required(node.getChild('FunctionIdentifier')));
    const words = childrenOf(required(node.getChild('FunctionCallBody')));
    const first = words[0];
    switch (name) {
      case 'rate':
      case 'irate':
      case 'increase':
      case 'delta':
      case 'avg_over_time':
      case 'max_over_time':
      case 'min_over_time':
      case 'changes': {
        const series = this.#range(required(first));
        return { type: 'vector', points: series.flatMap((item) => overTime(name, item)) };
      }
      case 'histogram_quantile': {
        const quantile = this.value(required(first));
        const buckets = this.value(required(words[1]));
        if (quantile.type !== 'scalar' || buckets.type !== 'vector')
          throw new QueryMistake('histogram_quantile() takes a number and buckets.');
        return { type: 'vector', points: quantiles(quantile.value, buckets.points) };
      }
      case 'absent': {
        const value = this.value(required(first));
        const isAbsent = value.type === 'vector' && value.points.length === 0;
        return { type: 'vector', points: isAbsent ? [{ labels: {}, value: 1 }] : [] };
      }
      case 'time':
        return { type: 'scalar', value: (this.#cluster.epochMs + this.#atMs) / 1000 };
      case 'abs':
        return mapValue(this.value(required(first)), Math.abs);
      case 'ceil':
        return mapValue(this.value(required(first)), Math.ceil);
      case 'floor':
        return mapValue(this.value(required(first)), Math.floor);
      case 'round':
        return mapValue(this.value(required(first)), Math.round);
      case 'scalar': {
        const value = this.value(required(first));
        return {
          type: 'scalar',
          value:
            value.type === 'scalar'
              ? value.value
              : value.points.length === 1
                ? (value.points[0]?.value ?? Number.NaN)
                : Number.NaN,
        };
      }
      case 'vector': {
        const value = this.value(required(first));
        return value.type === 'vector'
          ? value
          : { type: 'vector', points: [{ labels: {}, value: value.value }] };
      }
      case 'clamp_max':
      case 'clamp_min': {
        const limit = this.value(required(words[1]));
        if (limit.type !== 'scalar') throw new QueryMistake(`${name}() takes a number as its second value.`);
        return mapValue(this.value(required(first)), (value) =>
          name === 'clamp_max' ? Math.min(value, limit.value) : Math.max(value, limit.value),
        );
      }
      default:
        throw new QueryMistake(`The function ${name}() is not supported here.`);
    }
  }

  #aggregate(node: SyntaxNode): Point[] {
    const operator = this.#text(required(node.getChild('AggregateOp')));
    const words = childrenOf(required(node.getChild('FunctionCallBody')));
    const inner = this.value(required(words.at(-1)));
    if (inner.type !== 'vector') throw new QueryMistake(`${operator}() takes a vector, not a number.`);
    const parameter = words.length > 1 ? this.value(required(words[0])) : undefined;
    const modifier = node.getChild('AggregateModifier');
    const named = this.#labelNames(modifier?.getChild('GroupingLabels') ?? null);
    const isWithout = modifier !== null && modifier.getChild('Without') !== null;
    const groups = new Map<string, { labels: Record<string, string>; points: Point[] }>();
    for (const point of inner.points) {
      const labels = Object.fromEntries(
        Object.entries(point.labels).filter(([name]) =>
          isWithout ? !named.includes(name) && name !== '__name__' : named.includes(name),
        ),
      );
      const key = labelsOf(labels);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { labels, points: [point] });
      else group.points.push(point);
    }
    if (operator === 'topk' || operator === 'bottomk') {
      const count = parameter?.type === 'scalar' ? parameter.value : 0;
      const sign = operator === 'topk' ? -1 : 1;
      return [...groups.values()].flatMap(({ points }) =>
        points
          .slice()
          .sort((a, b) => sign * (a.value - b.value))
          .slice(0, count),
      );
    }
    return [...groups.values()].map(({ labels, points }) => ({
      labels,
      value: combine(
        operator,
        points.map(({ value }) => value),
        parameter,
      ),
    }));
  }

  #labelNames(node: SyntaxNode | null): string[] {
    return node === null ? [] : node.getChildren('LabelName').map((label) => this.#text(label));
  }

  #binary(node: SyntaxNode): Value {
    const left = required(node.firstChild);
    const right = required(node.lastChild);
    const sign = required(left.nextSibling).name;
    const isBool = node.getChild('BoolModifier') !== null;
    const matching = node.getChild('MatchingModifierClause');
    const grouping = matching?.getChildren('GroupingLabels') ?? [];
    const on =
      matching === null
        ? null
        : {
            isOn: matching.getChild('On') !== null,
            labels: this.#labelNames(grouping[0] ?? null),
          };
    const a = this.value(left);
    const b = this.value(right);
    if (sign === 'And' || sign === 'Or' || sign === 'Unless') {
      if (a.type !== 'vector' || b.type !== 'vector')
        throw new QueryMistake(`"${sign.toLowerCase()}" joins two vectors.`);
      return { type: 'vector', points: joinSets(sign, a.points, b.points, on) };
    }
    const work = OPERATIONS[sign];
    if (work === undefined)
      throw new QueryMistake(`The sign in "${this.#text(node)}" is not supported here.`);
    const isComparison = COMPARISONS.has(sign);
    if (a.type === 'scalar' && b.type === 'scalar') return { type: 'scalar', value: work(a.value, b.value) };
    const keep = (point: Point, result: number): Point[] => {
      if (isComparison && !isBool) return result === 1 ? [point] : [];
      return [{ labels: withoutName(point.labels), value: result }];
    };
    if (a.type === 'vector' && b.type === 'scalar')
      return {
        type: 'vector',
        points: a.points.flatMap((point) => keep(point, work(point.value, b.value))),
      };
    if (a.type === 'scalar' && b.type === 'vector')
      return {
        type: 'vector',
        points: b.points.flatMap((point) => keep(point, work(a.value, point.value))),
      };
    if (a.type !== 'vector' || b.type !== 'vector') return { type: 'vector', points: [] };
    const others = new Map(b.points.map((point) => [matchKey(point.labels, on), point]));
    return {
      type: 'vector',
      points: a.points.flatMap((point) => {
        const other = others.get(matchKey(point.labels, on));
        return other === undefined ? [] : keep(point, work(point.value, other.value));
      }),
    };
  }
}

interface Matching {
  isOn: boolean;
  labels: string[];
}

const COMPARISONS = new Set(['Eql', 'EqlC', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte']);

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Mod: (a, b) => a % b,
  Pow: (a, b) => a ** b,
  Eql: (a, b) => Number(a === b),
  EqlC: (a, b) => Number(a === b),
  Neq: (a, b) => Number(a !== b),
  Gtr: (a, b) => Number(a > b),
  Gte: (a, b) => Number(a >= b),
  Lss: (a, b) => Number(a < b),
  Lte: (a, b) => Number(a <= b),
};

function joinSets(sign: string, a: readonly Point[], b: readonly Point[], on: Matching | null): Point[] {
  const keys = new Set(b.map((point) => matchKey(point.labels, on)));
  switch (sign) {
    case 'And':
      return a.filter((point) => keys.has(matchKey(point.labels, on)));
    case 'Unless':
      return a.filter((point) => !keys.has(matchKey(point.labels, on)));
    default: {
      const own = new Set(a.map((point) => matchKey(point.labels, on)));
      return [...a, ...b.filter((point) => !own.has(matchKey(point.labels, on)))];
    }
  }
}

function matchKey(labels: Readonly<Record<string, string>>, on: Matching | null): string {
  if (on === null) return labelsOf(withoutName(labels));
  return labelsOf(
    Object.fromEntries(
      Object.entries(withoutName(labels)).filter(([name]) => on.labels.includes(name) === on.isOn),
    ),
  );
}

function combine(operator: string, values: readonly number[], parameter: Value | undefined): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (operator) {
    case 'sum':
      return sum;
    case 'avg':
      return sum / values.length;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'count':
      return values.length;
    case 'group':
      return 1;
    case 'stddev': {
      const mean = sum / values.length;
      return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
    }
    case 'quantile': {
      const sorted = [...values].sort((a, b) => a - b);
      const rank = (parameter?.type === 'scalar' ? parameter.value : 0.5) * (sorted.length - 1);
      const low = sorted[Math.floor(rank)] ?? Number.NaN;
      const high = sorted[Math.ceil(rank)] ?? low;
      return low + (high - low) * (rank - Math.floor(rank));
    }
    default:
      throw new QueryMistake(`The aggregation ${operator}() is not supported here.`);
  }
}

function overTime(
  name: string,
  {
    labels,
    points,
    rangeMs,
  }: { labels: Record<string, string>; points: { atMs: number; value: number }[]; rangeMs: number },
): Point[] {
  const plain = withoutName(labels);
  if (points.length === 0) return [];
  const values = points.map(({ value }) => value);
  switch (name) {
    case 'avg_over_time':
      return [{ labels: plain, value: values.reduce((sum, value) => sum + value, 0) / values.length }];
    case 'max_over_time':
      return [{ labels: plain, value: Math.max(...values) }];
    case 'min_over_time':
      return [{ labels: plain, value: Math.min(...values) }];
    case 'changes':
      return [
        {
          labels: plain,
          value: values.filter((value, index) => index > 0 && value !== values[index - 1]).length,
        },
      ];
  }
  if (points.length < 2) return [];
  const [last, before] = [points.at(-1), points.at(-2)];
  const first = points[0];
  if (first === undefined || last === undefined || before === undefined) return [];
  if (name === 'delta') return [{ labels: plain, value: last.value - first.value }];
  if (name === 'irate')
    return [
      { labels: plain, value: Math.max(0, last.value - before.value) / ((last.atMs - before.atMs) / 1000) },
    ];
  let growth = 0;
  // A counter that falls has begun anew.
  for (const [index, value] of values.entries()) {
    const previous = values[index - 1];
    if (previous !== undefined) growth += value >= previous ? value - previous : value;
  }
  const coveredMs = last.atMs - first.atMs;
  const rate = growth / (coveredMs / 1000);
  return [
    { labels: plain, value: name === 'rate' ? rate : rate * (Math.min(rangeMs, coveredMs + 15_000) / 1000) },
  ];
}

/** As histogram_quantile() does it: linear inside a bucket, the highest finite bound above all of them. */
function quantiles(quantile: number, points: readonly Point[]): Point[] {
  const groups = new Map<
    string,
    { labels: Record<string, string>; buckets: { bound: number; value: number }[] }
  >();
  for (const { labels, value } of points) {
    const { le, __name__: _name, ...rest } = labels;
    if (le === undefined) continue;
    const key = labelsOf(rest);
    const group = groups.get(key) ?? { labels: rest, buckets: [] };
    group.buckets.push({ bound: le === '+Inf' ? Infinity : Number(le), value });
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, buckets }) => {
    buckets.sort((a, b) => a.bound - b.bound);
    const total = buckets.at(-1)?.value ?? 0;
    if (buckets.length < 2 || buckets.at(-1)?.bound !== Infinity || total <= 0)
      return { labels, value: Number.NaN };
    const rank = quantile * total;
    const index = buckets.findIndex(({ value }) => value >= rank);
    const bucket = buckets[index];
    const previous = buckets[index - 1];
    if (bucket === undefined || bucket.bound === Infinity)
      return { labels, value: buckets.at(-2)?.bound ?? Number.NaN };
    const low = previous?.bound ?? 0;
    const below = previous?.value ?? 0;
    const inside = bucket.value - below;
    return {
      labels,
      value: inside <= 0 ? bucket.bound : low + ((bucket.bound - low) * (rank - below)) / inside,
    };
  });
}

function mapValue(value: Value, change: (value: number) => number): Value {
  return value.type === 'scalar'
    ? { type: 'scalar', value: change(value.value) }
    : {
        type: 'vector',
        points: value.points.map((point) => ({
          labels: withoutName(point.labels),
          value: change(point.value),
        })),
      };
}

function withoutName(labels: Readonly<Record<string, string>>): Record<string, string> {
  const { __name__: _name, ...rest } = labels;
  return rest;
}

function matcherOf(
  label: string,
  sign: string,
  text: string,
): (labels: Readonly<Record<string, string>>) => boolean {
  const read = (labels: Readonly<Record<string, string>>): string => labels[label] ?? '';
  if (sign === '=') return (labels) => read(labels) === text;
  if (sign === '!=') return (labels) => read(labels) !== text;
  if (/[*+}]\)?[*+{]/.test(text) || text.length > 200)
    throw new QueryMistake(`The pattern "${text}" is too involved to be matched here.`);
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^(?:${text})$`, 'u');
  } catch {
    throw new QueryMistake(`"${text}" is not a pattern.`);
  }
  return (labels) => pattern.test(read(labels)) === (sign === '=~');
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

function numberOf(text: string): number {
  const plain = Number(text);
  if (!Number.isNaN(plain)) return plain;
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  return durationMs(text) / 1000;
}

function durationMs(text: string): number {
  const units: Record<string, number> = {
    ms: 1,
    s: 1_000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 604_800_000,
  };
  let total = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g))
    total += Number(amount) * (units[unit] ?? 0);
  return total;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (/[A-Z]/.test(child.name.charAt(0))) children.push(child);
  return children;
}

function required<Node>(node: Node | null | undefined): Node {
  if (node === null || node === undefined) throw new QueryMistake('The query is not complete.');
  return node;
}
