import { describe, expect, test } from 'vitest';
import { handleRequest } from '../../../../src/simulator/api/handle-request.ts';
import { pageAuthority } from '../../../../src/simulator/api/page-authority.ts';
import type { Cluster } from '../../../../src/simulator/cluster.ts';
import { formatMetrics, step } from '../../../../src/simulator/index.ts';
import { toOtlp } from '../../../../src/simulator/otlp.ts';
import { createTrainingCluster } from '../../../../src/simulator/training-cluster.ts';

const cluster = createTrainingCluster(1);
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

function post(
  on: Cluster,
  url: string,
  body: unknown,
  options: { username?: string; headers?: Record<string, string> } = {},
): { cluster: Cluster; status: number; message: string } {
  const authority = pageAuthority(on);
  const username = options.username ?? 'operator';
  const token = authority.login(username, `training-${username}`, on.nowMs)?.token ?? '';
  const { cluster: after, response } = handleRequest(
    on,
    {
      method: 'POST',
      url,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...options.headers,
      },
      body: JSON.stringify(body),
    },
    { node: 'controller-1', requestId: 'req-1', authority },
  );
  const { error } = JSON.parse(response.body) as { error?: { message: string } };
  return { cluster: after, status: response.status, message: error?.message ?? '' };
}

const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] };

const span = (changes: object = {}): object => ({
  traceId,
  spanId,
  name: 'move-orders',
  kind: 3,
  startTimeUnixNano: '1767687000000000000',
  endTimeUnixNano: '1767687001500000000',
  attributes: [
    { key: 'orders', value: { intValue: '3' } },
    { key: 'express', value: { boolValue: true } },
  ],
  status: {},
  ...changes,
});

const traces = (changes?: object, of: object = resource): object => ({
  resourceSpans: [{ resource: of, scopeSpans: [{ scope: { name: 'app' }, spans: [span(changes)] }] }],
});

const metrics = (metric: object): object => ({
  resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [metric] }] }],
});

describe('POST /training/traces', () => {
  test('keeps the spans of an application beside those of the cluster', () => {
    const { cluster: after, status } = post(cluster, '/training/traces', traces());
    expect(status).toBe(200);
    expect(after.spans.at(-1)).toEqual({
      traceId,
      spanId,
      parentId: null,
      name: 'move-orders',
      node: 'orders',
      service: 'orders',
      startMs: 600_000,
      endMs: 601_500,
      isError: false,
      attributes: { orders: 3, express: true },
    });
    expect(toOtlp(after, after.spans.slice(-1)).resourceSpans[0]?.resource.attributes[0]).toEqual({
      key: 'service.name',
      value: { stringValue: 'orders' },
    });
  });

  test('keeps a span that is sent again once', () => {
    const once = post(cluster, '/training/traces', traces()).cluster;
    expect(post(once, '/training/traces', traces()).cluster.spans).toHaveLength(once.spans.length);
  });

  test.each([
    [{ traceId: 'abc' }, resource, 'resourceSpans[0].scopeSpans[0].spans[0].traceId has the wrong form.'],
    [{ endTimeUnixNano: '1' }, resource, 'The span "move-orders" ends before it begins.'],
    [{}, { attributes: [] }, /^The resource needs the attribute service\.name/],
  ])('refuses %o, and the cluster stays as it was', (changes, of, message) => {
    const result = post(cluster, '/training/traces', traces(changes, of));
    expect(result.status).toBe(400);
    expect(result.message).toMatch(message);
    expect(result.cluster).toBe(cluster);
  });

  test('is not for viewers', () => {
    expect(post(cluster, '/training/traces', traces(), { username: 'viewer' }).status).toBe(403);
  });
});

describe('POST /training/metrics', () => {
  const sum = (name: string, value: string, result = 'ok'): object =>
    metrics({
      name,
      sum: {
        dataPoints: [{ asInt: value, attributes: [{ key: 'result', value: { stringValue: result } }] }],
      },
    });

  test('shows the latest values in the text of /metrics, under names that Prometheus takes', () => {
    const first = post(cluster, '/training/metrics', sum('orders.moved.total', '1')).cluster;
    const second = post(first, '/training/metrics', sum('orders.moved.total', '4')).cluster;
    expect(formatMetrics(second)).toContain(
      '# TYPE orders_moved_total counter\norders_moved_total{result="ok",job="orders"} 4\n',
    );
  });

  test.each([
    [
      sum('dwcp_migration_total', '1'),
      '"dwcp_migration_total" is a metric of the cluster; choose another name.',
    ],
    [metrics({ name: 'a', histogram: {} }), '"a" is neither a sum nor a gauge, the kinds that are kept.'],
    [metrics({ name: 'a', gauge: { dataPoints: [{}] } }), 'A point of "a" has no value.'],
  ])('refuses %j', (body, message) => {
    expect(post(cluster, '/training/metrics', body)).toMatchObject({ status: 400, message, cluster });
  });

  test('keeps a bounded number of metrics', () => {
    const many = (from: number): object => ({
      resourceMetrics: [
        {
          resource,
          scopeMetrics: [
            {
              metrics: Array.from({ length: 60 }, (_, index) => ({
                name: `app_${from + index}`,
                gauge: { dataPoints: [{ asDouble: 1 }] },
              })),
            },
          ],
        },
      ],
    });
    const first = post(cluster, '/training/metrics', many(0)).cluster;
    expect(post(first, '/training/metrics', many(100))).toMatchObject({ status: 400, cluster: first });
  });
});

describe('traceparent', () => {
  const migrate = (traceparent: string): Cluster =>
    step(
      post(
        cluster,
        '/v3/migrations',
        { vm_id: 'vm-web-1', target_node: 'worker-5' },
        { headers: { traceparent } },
      ).cluster,
      cluster.nowMs + 60_000,
    );

  test('puts the spans of a migration below the span of its caller', () => {
    const root = migrate(`00-${traceId}-${spanId}-01`).spans.find(
      ({ name }) => name === 'vm_migration_request',
    );
    expect(root).toMatchObject({ traceId, parentId: spanId });
  });

  test.each([`00-${'0'.repeat(32)}-${spanId}-01`, `00-${traceId}-${'0'.repeat(16)}-01`, 'nonsense', ''])(
    'of the form "%s" begins a trace of its own',
    (traceparent) => {
      const root = migrate(traceparent).spans.find(({ name }) => name === 'vm_migration_request');
      expect(root?.parentId).toBeNull();
      expect(root?.traceId).not.toBe(traceId);
    },
  );
});
