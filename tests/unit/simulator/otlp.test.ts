import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, test } from 'vitest';
import { toOtlp, type OtlpTraces } from '../../../src/simulator/otlp.ts';
import type { Cluster, Span } from '../../../src/simulator/index.ts';
import { apply, createReferenceCluster, step } from '../../../src/simulator/index.ts';

function migrated(): Cluster {
  const cluster = apply(step(createReferenceCluster({ seed: 4 }), 60_000), {
    type: 'create-vm',
    vm: {
      name: 'vm-1',
      cpu: 1,
      memoryBytes: 2 ** 30,
      diskBytes: 1e9,
      workload: 'web',
      dirtyBytesPerSecond: 0,
      node: 'worker-1',
    },
  });
  const moving = apply(cluster, { type: 'start-migration', vm: 'vm-1', target: 'worker-5' });
  return step(moving, moving.nowMs + 120_000);
}

/** The same span as the OpenTelemetry SDK holds it, to let its own serializer write it. */
function sdkSpan(cluster: Cluster, span: Span): unknown {
  const time = (atMs: number): [number, number] => {
    const micros = Math.round((cluster.epochMs + atMs) * 1000);
    return [Math.floor(micros / 1e6), (micros % 1e6) * 1000];
  };
  const context = (spanId: string): object => ({ traceId: span.traceId, spanId, traceFlags: 1 });
  return {
    name: span.name,
    kind: span.parentId === null ? 1 : 0,
    spanContext: () => context(span.spanId),
    parentSpanContext: span.parentId === null ? undefined : context(span.parentId),
    startTime: time(span.startMs),
    endTime: time(span.endMs),
    status: { code: span.isError ? 2 : 1 },
    attributes: span.attributes,
    links: [],
    events: [],
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    resource: { attributes: {}, asyncAttributesPending: false },
    instrumentationScope: { name: 'dwcp.v3' },
  };
}

describe('toOtlp', () => {
  test('writes what the OpenTelemetry library writes for the same spans', () => {
    const cluster = migrated();
    expect(cluster.spans.length).toBeGreaterThan(8);
    for (const span of cluster.spans) {
      const bytes = JsonTraceSerializer.serializeRequest([sdkSpan(cluster, span)] as never);
      const theirs = JSON.parse(new TextDecoder().decode(bytes)) as OtlpTraces;
      const ours = toOtlp(cluster, [span]);
      const [expected] = theirs.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
      const [written] = ours.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
      if (expected === undefined || written === undefined) throw new Error('A span is missing.');
      const { attributes, parentSpanId, ...rest } = written;
      expect(expected).toMatchObject(rest);
      expect(expected.parentSpanId ?? '').toBe(parentSpanId);
      // The library writes whole numbers as JSON numbers; the protobuf mapping asks for text and readers take both.
      expect(
        expected.attributes.map(({ key, value }) => [
          key,
          value.intValue === undefined ? value : { intValue: String(value.intValue) },
        ]),
      ).toEqual(attributes.map(({ key, value }) => [key, value]));
    }
  });

  test('puts the spans of a node under its own resource', () => {
    const cluster = migrated();
    for (const { resource, scopeSpans } of toOtlp(cluster, cluster.spans).resourceSpans) {
      const node = resource.attributes.find(({ key }) => key === 'node.id')?.value.stringValue;
      const ids = scopeSpans.flatMap(({ spans }) => spans.map(({ spanId }) => spanId));
      expect(ids).toEqual(cluster.spans.filter((span) => span.node === node).map(({ spanId }) => spanId));
    }
  });
});
