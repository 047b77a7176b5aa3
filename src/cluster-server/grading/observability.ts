/** Lab 4: the program is the application; afterwards its trace and its metric are looked at as a person would. */
import type { Cluster } from '../../simulator/cluster.ts';
import { applicationFamilies } from '../../simulator/application.ts';
import type { Span } from '../../simulator/traces.ts';
import type { Check } from './grade.ts';
import type { LabBench } from './lab-bench.ts';
import { askedCheck, check, type LabGrader } from './lab-grader.ts';
import { problemOf } from './run-program.ts';

const SERVICE = 'orders';
const METRIC = 'orders_moved_total';

/** An order that cannot be carried out, and then the one of the lab. */
const ORDERS = ['vm-orders-9=worker-4', 'vm-orders-1=worker-5'];

/** Clocks of two machines are never quite the same. */
const CLOCK_TOLERANCE_MS = 1_000;

export const observabilityGrader: LabGrader = {
  scenario: 'developer/lab-4',
  examine: async (bench, program) => {
    const run = await bench.run(program, ORDERS);
    // A migration that the program did not wait for comes to its end.
    bench.advance(120);
    const facts = readFacts(bench.cluster);
    const { own } = facts;
    if (own !== undefined) {
      bench.type(`dwcp-cli trace show --id ${own.traceId}`);
      bench.type(`dwcp-cli trace export --id ${own.traceId} --file orders-trace.json`);
    }
    bench.type(`promql ${METRIC}`);
    return {
      problem: problemOf(run),
      reasons: reasonsFor(bench, facts),
      checks: [
        askedCheck(bench),
        enclosedCheck(facts),
        failureCheck(bench.cluster),
        labelCheck(bench.cluster),
      ],
    };
  },
};

interface Facts {
  /** The span of the application whose trace tells of the order that was carried out. */
  own: Span | undefined;
  /** The migration of the VM in the cluster. */
  migration: Span | undefined;
}

function readFacts({ spans }: Cluster): Facts {
  const migration = spans.findLast(({ name }) => name === 'vm_migration_request');
  const roots = spans.filter(({ service, parentId }) => service === SERVICE && parentId === null);
  const own = roots.findLast(({ traceId }) => traceId === migration?.traceId) ?? roots.at(-1);
  return { own, migration };
}

function reasonsFor(bench: LabBench, { own, migration }: Facts): Record<string, string> {
  const services = [...new Set(bench.cluster.spans.map(({ service }) => service ?? 'the cluster'))].join(
    ', ',
  );
  const refused = bench.requests.filter(({ path, code }) => path.startsWith('/training/') && code !== null);
  const refusals = [...new Set(refused.map(({ path, code }) => `${path} was refused with ${code}.`))].join(
    ' ',
  );
  return {
    'context-sent':
      migration === undefined
        ? 'No migration was started.'
        : 'The migration has a trace of its own: POST /v3/migrations came without a header traceparent that can be read.',
    'span-reported': `No span of the service "${SERVICE}" without a parent was reported. ${refusals || `The spans are of: ${services || 'nobody'}.`}`,
    followed: `The span of the application is in the trace ${own?.traceId}, the migration in ${migration?.traceId}: the header carries another trace than the span.`,
    'metric-reported':
      `The metric ${METRIC} of the job "${SERVICE}" has no value of at least 1. ${refusals}`.trim(),
  };
}

/** Clocks that differ, and spans that end before their work does, show in one picture. */
function enclosedCheck({ own, migration }: Facts): Check {
  const isTogether = own !== undefined && migration !== undefined;
  const isEnclosed =
    isTogether &&
    own.startMs <= migration.startMs + CLOCK_TOLERANCE_MS &&
    own.endMs >= migration.endMs - CLOCK_TOLERANCE_MS;
  const seconds = (span: Span): string =>
    `${(span.startMs / 1000).toFixed(1)} s to ${(span.endMs / 1000).toFixed(1)} s`;
  return check(
    'encloses',
    'The span of the application begins before the migration and ends after it',
    isEnclosed,
    isTogether
      ? `In the time of the cluster the span of the application is from ${seconds(own)}, the migration from ${seconds(migration)}. Take the times from GET /training/time, and end the span after the work.`
      : 'There are not both a span of the application and a migration.',
  );
}

function failureCheck(cluster: Cluster): Check {
  const failed = cluster.spans.find(({ service, isError }) => service === SERVICE && isError);
  const counted = samplesOf(cluster)
    .map(({ labels, value }) => `${labels['result'] ?? 'without a result'} ${value}`)
    .sort()
    .join(', ');
  return check(
    'failure-visible',
    'An order that fails is a span with the status ERROR, and each order is counted by its result',
    failed !== undefined && counted === 'completed 1, failed 1',
    `The order ${ORDERS[0]} names a VM that does not exist. ${failed === undefined ? 'No span of it has an error.' : `${METRIC} by the label result is: ${counted || 'nothing'}; it should be: completed 1, failed 1.`}`,
  );
}

function labelCheck(cluster: Cluster): Check {
  const samples = samplesOf(cluster);
  const identifier = samples
    .flatMap(({ labels }) => Object.entries(labels))
    .find(([, value]) => /vm-orders|^[0-9a-f]{16,}$|^mig-|^worker-/u.test(value));
  return check(
    'few-labels',
    'No label of the metric is an identifier, so that the number of its series stays small',
    samples.length > 0 && identifier === undefined,
    identifier === undefined
      ? `${METRIC} has no samples.`
      : `The label ${identifier[0]}="${identifier[1]}" makes a series for each of its values. Put it on the span.`,
  );
}

function samplesOf(cluster: Cluster): { labels: Record<string, string>; value: number }[] {
  return applicationFamilies(cluster)
    .filter(({ name }) => name === METRIC)
    .flatMap(({ samples }) => samples);
}
