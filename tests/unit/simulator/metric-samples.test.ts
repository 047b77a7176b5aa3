import { expect, test } from 'vitest';
import { formatMetrics } from '../../../src/simulator/index.ts';
import { after, clusterWith } from './builder.ts';

test('what is about a node comes from the leader, so it is there when the node is not', () => {
  const cluster = after(
    clusterWith({ mode: 'internet', seconds: 120 }),
    [
      {
        type: 'inject-fault',
        fault: {
          type: 'attacker',
          node: 'worker-3',
          behaviour: { type: 'false-metrics', claimedMbps: 50_000 },
        },
      },
      { type: 'schedule', afterMs: 60_000, action: { type: 'stop-service', node: 'worker-3' } },
    ],
    90,
  );
  const about = /^dwcp_(reputation_score|byzantine_evidence_total)\{node="worker-3"/m;
  const texts = Object.keys(cluster.nodes).filter((node) => about.test(formatMetrics(cluster, node)));
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/^controller-/);
  expect(formatMetrics(cluster, texts[0])).toMatch(/^dwcp_byzantine_evidence_total\{node="worker-3"/m);
  expect(formatMetrics(cluster, 'worker-2')).not.toContain('dwcp_reputation_score');
});
