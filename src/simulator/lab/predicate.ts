/**
 * What a checkpoint asks of a run, as data rather than as an expression: YAML parses it, the schema names the line and
 * the field of every slip, and there is nothing in it that could be executed. The writers' account of every field is
 * `src/schemas/scenario.ts`; this is its structural twin.
 */
import type { EventType } from '../events.ts';
import type { ReadingName } from './readings.ts';
import type { ValueTest } from './value-test.ts';

/** Events of one type that pass all tests. */
export interface EventPattern {
  event: EventType;
  node?: ValueTest | undefined;
  /** Tests of the event's fields. */
  where?: Record<string, ValueTest> | undefined;
}

export type Predicate =
  | { all: Predicate[] }
  | { any: Predicate[] }
  | { not: Predicate }
  | EventPredicate
  | RatioPredicate
  | StatePredicate
  | CountPredicate
  | ReadingPredicate
  | MetricPredicate
  | AlertPredicate
  | TypedPredicate
  | RequestPredicate
  | FilePredicate;

/** Enough events match; by default one. */
export interface EventPredicate extends EventPattern {
  count?: ValueTest | undefined;
  /** Only events later than the moment at which that checkpoint was met. */
  since?: string | undefined;
  /** The event comes at most so many seconds after the latest event of that pattern before it. */
  within?: { seconds: number; of: EventPattern } | undefined;
}

/** The field of the latest matching event, divided by the same field of the latest event that matches `to`. */
export interface RatioPredicate {
  ratio: {
    field: string;
    of: EventPattern & { since?: string | undefined };
    to: EventPattern & { until?: string | undefined };
  };
  is: ValueTest;
}

/** The value at a path of the cluster, such as `nodes/worker-3/process`. With `*` in it every value found passes. */
export interface StatePredicate {
  state: string;
  is: ValueTest;
}

/** How many things there are at a path with `*`, such as `vms/*`, pass the tests of `where`, whose keys are paths below them. */
export interface CountPredicate {
  countOf: string;
  where?: Record<string, ValueTest> | undefined;
  is: ValueTest;
}

/** What an operator would say of the whole cluster, by the name of the reading. */
export interface ReadingPredicate {
  reading: ReadingName;
  is: ValueTest;
}

/** The state of an alert, over all its label sets. */
export interface AlertPredicate {
  alert: string;
  is: 'firing' | 'pending' | 'inactive';
}

/** The sum, least or greatest of the samples of a series of `/metrics`; without a sample nothing passes. */
export interface MetricPredicate {
  metric: string;
  labels?: Record<string, ValueTest> | undefined;
  of?: 'sum' | 'min' | 'max' | undefined;
  is: ValueTest;
}

/** A line was typed that matches the regular expression, and ended as asked. */
export interface TypedPredicate {
  typed: string;
  /** Exit code, 0 if absent. */
  exitCode?: ValueTest | undefined;
  /** Regular expression over what it printed. */
  output?: string | undefined;
  since?: string | undefined;
}

/** Enough requests were made that match, by default one, whatever program sent them. */
export interface RequestPredicate {
  request: {
    method?: ValueTest | undefined;
    /** Regular expression over path and query. */
    path: string;
    /** HTTP status; without it and without `code`, a request that succeeded. */
    status?: ValueTest | undefined;
    /** Code of the error in the answer. */
    code?: ValueTest | undefined;
    /** Tests of fields of the body that was sent. */
    sent?: Record<string, ValueTest> | undefined;
    /** Tests of fields of the body that came back. */
    answered?: Record<string, ValueTest> | undefined;
    count?: ValueTest | undefined;
    since?: string | undefined;
  };
}

/** A file of the session exists: `*` in the path stands for anything. */
export interface FilePredicate {
  file: string;
  /** Machine it is on, any if absent. */
  on?: string | undefined;
  /** Regular expression over its text, with `^` and `$` at the ends of lines. */
  matches?: string | undefined;
}
