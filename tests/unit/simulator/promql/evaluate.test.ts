import { describe, expect, test } from 'vitest';
import { evaluateQuery } from '../../../../src/simulator/promql/evaluate.ts';
import { openTerminal, type } from '../shell/reference-table.ts';

describe('evaluateQuery', () => {
  test('gives nothing for the series of a node that no longer answers', () => {
    const before = openTerminal();
    const after = type(before, 'ssh worker-2 systemctl stop dwcp-worker', 'sleep 60').session;
    const count = 'count(dwcp_state_sync_lag_seconds{job="dwcp-worker"})';
    expect(evaluateQuery(before.cluster, count)).toEqual({
      type: 'vector',
      points: [{ labels: {}, value: 10 }],
    });
    expect(evaluateQuery(after.cluster, count)).toEqual({
      type: 'vector',
      points: [{ labels: {}, value: 9 }],
    });
  });

  test('still finds them at a moment at which the node answered', () => {
    const { session } = type(openTerminal(), 'ssh worker-2 systemctl stop dwcp-worker', 'sleep 60');
    expect(
      evaluateQuery(
        session.cluster,
        'count(dwcp_state_sync_lag_seconds{job="dwcp-worker"})',
        session.cluster.nowMs - 90_000,
      ),
    ).toEqual({ type: 'vector', points: [{ labels: {}, value: 10 }] });
  });

  test('does not count controllers that are all down, as a gauge of their own would', () => {
    const { session } = type(
      openTerminal(),
      ...[1, 2, 3].map((number) => `ssh controller-${number} systemctl stop dwcp-controller`),
      'sleep 60',
    );
    const points = (query: string): unknown => evaluateQuery(session.cluster, query);
    expect(points('min(dwcp_cluster_controllers_healthy)')).toEqual({ type: 'vector', points: [] });
    expect(points('sum(up{job="dwcp-controller"})')).toEqual({
      type: 'vector',
      points: [{ labels: {}, value: 0 }],
    });
  });

  test('finds a series whose label holds a space once, at a kept moment and between two', () => {
    const kept = type(openTerminal(), 'sleep 60').session;
    const between = type(kept, 'sleep 5').session;
    for (const { cluster } of [kept, between]) {
      const answer = evaluateQuery(cluster, 'count by (endpoint) (dwcp_requests_total)');
      const points = answer.type === 'vector' ? answer.points : [];
      expect(points.map(({ labels }) => labels['endpoint'])).toContain('GET /v3/vms/{id}');
      expect(evaluateQuery(cluster, 'count(dwcp_requests_total)')).toEqual({
        type: 'vector',
        points: [{ labels: {}, value: 6 }],
      });
    }
  });
});
