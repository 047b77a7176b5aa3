/** Judges predicates. Total: whatever the run holds, the answer is yes or no. */
import type { Cluster } from '../cluster.ts';
import type { ClusterEvent } from '../events.ts';
import { metricSamples } from '../metric-samples.ts';
import type {
  CountPredicate,
  EventPattern,
  EventPredicate,
  FilePredicate,
  MetricPredicate,
  Predicate,
  RatioPredicate,
  RequestPredicate,
  StatePredicate,
  TypedPredicate,
} from './predicate.ts';
import { read } from './readings.ts';
import type { LabState } from './run.ts';
import { passes, type ValueTest } from './value-test.ts';

/** Whether the predicate holds in this state of a run. */
export function holds(predicate: Predicate, state: LabState): boolean {
  const { cluster } = state.session;
  if ('all' in predicate) return predicate.all.every((part) => holds(part, state));
  if ('any' in predicate) return predicate.any.some((part) => holds(part, state));
  if ('not' in predicate) return !holds(predicate.not, state);
  if ('event' in predicate) return holdsEvent(predicate, state);
  if ('ratio' in predicate) return holdsRatio(predicate, state);
  if ('state' in predicate) return holdsState(predicate, cluster);
  if ('countOf' in predicate) return holdsCount(predicate, cluster);
  if ('reading' in predicate) return passes(read(cluster, predicate.reading), predicate.is);
  if ('metric' in predicate) return holdsMetric(predicate, cluster);
  if ('alert' in predicate) return alertState(cluster, predicate.alert) === predicate.is;
  if ('typed' in predicate) return holdsTyped(predicate, state);
  if ('request' in predicate) return holdsRequest(predicate, state);
  if ('file' in predicate) return holdsFile(predicate, state);
  throw new Error(`No rule judges the predicate ${JSON.stringify(predicate)}.`);
}

/** Time at which a checkpoint was met; infinitely late while it was not, so that nothing lies after it. */
function metAtMs(state: LabState, checkpoint: string): number {
  return state.met.find(({ id }) => id === checkpoint)?.atMs ?? Number.POSITIVE_INFINITY;
}

function matchesPattern(event: ClusterEvent, pattern: EventPattern): boolean {
  if (event.type !== pattern.event) return false;
  if (pattern.node !== undefined && !passes(event.node ?? undefined, pattern.node)) return false;
  return Object.entries(pattern.where ?? {}).every(([field, test]) => passes(event.fields[field], test));
}

function isInTime(event: ClusterEvent, { within }: EventPredicate, events: readonly ClusterEvent[]): boolean {
  if (within === undefined) return true;
  const start = events.findLast((other) => other.atMs <= event.atMs && matchesPattern(other, within.of));
  return start !== undefined && event.atMs - start.atMs < within.seconds * 1000;
}

function holdsEvent(predicate: EventPredicate, state: LabState): boolean {
  const { events } = state.session.cluster;
  const sinceMs = predicate.since === undefined ? Number.NEGATIVE_INFINITY : metAtMs(state, predicate.since);
  const found = events.filter(
    (event) => event.atMs > sinceMs && matchesPattern(event, predicate) && isInTime(event, predicate, events),
  );
  return passes(found.length, predicate.count ?? '>=1');
}

function holdsRatio({ ratio, is }: RatioPredicate, state: LabState): boolean {
  const { events } = state.session.cluster;
  const sinceMs = ratio.of.since === undefined ? Number.NEGATIVE_INFINITY : metAtMs(state, ratio.of.since);
  const untilMs = ratio.to.until === undefined ? Number.POSITIVE_INFINITY : metAtMs(state, ratio.to.until);
  const above = events.findLast((event) => event.atMs > sinceMs && matchesPattern(event, ratio.of));
  const below = events.findLast((event) => event.atMs <= untilMs && matchesPattern(event, ratio.to));
  const numerator = above?.fields[ratio.field];
  const denominator = below?.fields[ratio.field];
  if (typeof numerator !== 'number' || typeof denominator !== 'number' || denominator === 0) return false;
  return passes(numerator / denominator, is);
}

/** All values at a path; `*` stands for every key. Only what the value itself owns is found. */
function valuesAt(value: unknown, path: string): unknown[] {
  return path.split('/').reduce<unknown[]>(
    (values, key) =>
      values.flatMap((each): unknown[] => {
        if (typeof each !== 'object' || each === null) return [];
        if (key === '*') return Object.values(each);
        return Object.hasOwn(each, key) ? [(each as Record<string, unknown>)[key]] : [];
      }),
    [value],
  );
}

function holdsState({ state, is }: StatePredicate, cluster: Cluster): boolean {
  const values = valuesAt(cluster, state);
  return values.length > 0 && values.every((value) => passes(value, is));
}

function holdsCount({ countOf, where, is }: CountPredicate, cluster: Cluster): boolean {
  const tests = Object.entries(where ?? {});
  const found = valuesAt(cluster, countOf).filter((value) =>
    tests.every(([path, test]) => valuesAt(value, path).some((part) => passes(part, test))),
  );
  return passes(found.length, is);
}

function holdsMetric({ metric, labels, of = 'sum', is }: MetricPredicate, cluster: Cluster): boolean {
  const tests = Object.entries(labels ?? {});
  const values = metricSamples(cluster)
    .flatMap((family) => (metric.startsWith(family.name) ? family.samples : []))
    .filter((sample) => sample.name === metric)
    .filter((sample) => tests.every(([label, test]) => passes(sample.labels[label], test)))
    .map((sample) => sample.value);
  if (values.length === 0) return false;
  switch (of) {
    case 'sum':
      return passes(
        values.reduce((sum, value) => sum + value, 0),
        is,
      );
    case 'min':
      return passes(Math.min(...values), is);
    case 'max':
      return passes(Math.max(...values), is);
  }
}

function alertState(cluster: Cluster, name: string): 'firing' | 'pending' | 'inactive' {
  const states = Object.values(cluster.alerts.instances).filter((instance) => instance.name === name);
  if (states.some(({ state }) => state === 'firing')) return 'firing';
  return states.length > 0 ? 'pending' : 'inactive';
}

function holdsTyped({ typed, exitCode, output, since }: TypedPredicate, state: LabState): boolean {
  const sinceMs = since === undefined ? Number.NEGATIVE_INFINITY : metAtMs(state, since);
  return state.lines.some(
    (line) =>
      line.atMs >= sinceMs &&
      passes(line.exitCode, exitCode ?? 0) &&
      new RegExp(typed, 'u').test(line.line) &&
      (output === undefined || new RegExp(output, 'mu').test(line.output)),
  );
}

function holdsRequest({ request }: RequestPredicate, state: LabState): boolean {
  const { method, path, code, sent, answered, count, since } = request;
  const sinceMs = since === undefined ? Number.NEGATIVE_INFINITY : metAtMs(state, since);
  const status = request.status ?? (code === undefined ? '<400' : '>=400');
  const pattern = new RegExp(path, 'u');
  const passesAll = (fields: object, tests: Record<string, ValueTest> = {}): boolean =>
    Object.entries(tests).every(([name, test]) =>
      valuesAt(fields, name).some((value) => passes(value, test)),
    );
  const found = (state.session.requests ?? []).filter(
    (each) =>
      each.atMs >= sinceMs &&
      (method === undefined || passes(each.method, method)) &&
      pattern.test(each.path) &&
      passes(each.status, status) &&
      (code === undefined || passes(each.code, code)) &&
      passesAll(each.sent, sent) &&
      passesAll(each.answered, answered),
  );
  return passes(found.length, count ?? '>=1');
}

function holdsFile({ file, on, matches }: FilePredicate, state: LabState): boolean {
  const { files } = state.session;
  const parts = file.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 'su');
  return Object.entries(files).some(
    ([host, paths]) =>
      (on === undefined || host === on) &&
      Object.entries(paths).some(
        ([path, text]) =>
          pattern.test(path) && (matches === undefined || new RegExp(matches, 'mu').test(text)),
      ),
  );
}
