import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  InMemoryMetricExporter,
  AggregationTemporality,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { DwcpClient } from '../src/dwcp/rest-client.ts';
import { clusterClock } from '../src/telemetry/cluster-time.ts';
import { Telemetry } from '../src/telemetry/telemetry.ts';
import { FakeApi, ok, refuse } from './fake-api.ts';
import { FakeClock } from './fake-clock.ts';

interface Bench {
  readonly telemetry: Telemetry;
  readonly client: DwcpClient;
  readonly spans: () => ReadableSpan[];
  readonly metrics: InMemoryMetricExporter;
}

function bench(api: FakeApi): Bench {
  const exporter = new InMemorySpanExporter();
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const telemetry = new Telemetry({
    service: 'test',
    spanProcessor: new SimpleSpanProcessor({ exporter }),
    metricReader: new PeriodicExportingMetricReader({ exporter: metrics }),
  });
  const client = new DwcpClient({
    baseUrl: 'http://dwcp.test',
    username: 'operator',
    password: 'secret',
    fetch: telemetry.tracedFetch(api.fetch),
    traceparent: telemetry.traceparent,
    clock: new FakeClock(),
  });
  return { telemetry, client, spans: () => exporter.getFinishedSpans(), metrics };
}

describe('a traced client', () => {
  test('has a span for every attempt below that of the work, and sends its own with each', async () => {
    const api = new FakeApi(refuse(503, 'QUORUM_LOST'), ok({ vm_id: 'vm-a' }));
    const { telemetry, client, spans } = bench(api);
    await telemetry.span('work', {}, () => client.getVm('vm-a'));
    const work = spans().find(({ name }) => name === 'work');
    const attempts = spans().filter(({ name }) => name === 'GET /v3/vms/{id}');
    assert.equal(attempts.length, 2);
    for (const attempt of attempts)
      assert.equal(attempt.parentSpanContext?.spanId, work?.spanContext().spanId);
    const sent = api.asked
      .filter(({ method }) => method === 'GET')
      .map(({ headers }) => headers.get('traceparent'));
    assert.deepEqual(
      sent,
      attempts.map((span) => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`),
    );
  });

  test('notes the failure in the span and the trace in the failure', async () => {
    const { telemetry, client, spans } = bench(new FakeApi(refuse(404, 'VM_NOT_FOUND')));
    const failure = await telemetry
      .span('work', {}, () => client.getVm('vm-a'))
      .catch((error: unknown) => error);
    const work = spans().find(({ name }) => name === 'work');
    assert.equal(Reflect.get(Object(failure), 'traceId'), work?.spanContext().traceId);
    assert.equal(work?.status.code, 2);
  });

  test('counts requests by route and outcome', async () => {
    const { telemetry, client, metrics } = bench(new FakeApi(ok({}), ok({}), refuse(404, 'VM_NOT_FOUND')));
    await client.getVm('vm-a');
    await client.getVm('vm-b');
    await client.getVm('vm-c').catch(() => {});
    await telemetry.shutdown();
    const counts = metrics
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .filter(({ descriptor }) => descriptor.name === 'client_requests_total')
      .flatMap(({ dataPoints }) =>
        dataPoints.map(({ attributes, value }) => [attributes['outcome'], attributes['route'], value]),
      );
    assert.deepEqual(counts, [
      ['200', '/v3/auth/login', 1],
      ['200', '/v3/vms/{id}', 2],
      ['404', '/v3/vms/{id}', 1],
    ]);
  });
});

test('the clock of the cluster goes on at its own speed', () => {
  let nowMs = 5_000;
  const clock = clusterClock({ now: '2026-01-06T08:00:00.000Z', speed: 60 }, () => nowMs);
  nowMs += 1_000;
  assert.equal(new Date(clock()).toISOString(), '2026-01-06T08:01:00.000Z');
});
