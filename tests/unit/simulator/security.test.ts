import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../../src/simulator/attackers.ts';
import { copyPlain } from '../../../src/simulator/copy.ts';
import { changeScore, recordEvidence, reputationLevel } from '../../../src/simulator/reputation.ts';
import { nodeOf } from '../../../src/simulator/cluster.ts';
import type { Cluster } from '../../../src/simulator/index.ts';
import { after, clusterWith, eventsOf, firing } from './builder.ts';

const pbft = (): Cluster =>
  clusterWith({ controllers: 4, mode: 'internet', seconds: 60, settings: { 'consensus.protocol': 'pbft' } });

function attackedBy(node: string, behaviour: Behaviour, seconds = 300): Cluster {
  return after(pbft(), [{ type: 'inject-fault', fault: { type: 'attacker', node, behaviour } }], seconds);
}

describe('scores', () => {
  test('seven violations lead from 50 to quarantine', () => {
    const cluster = copyPlain(clusterWith());
    const node = nodeOf(cluster, 'controller-2');
    const scores = Array.from({ length: 7 }, () => {
      recordEvidence(cluster, node, 'conflicting_vote', 'test');
      return node.reputation.score;
    });
    expect(scores).toEqual([45, 40, 35, 30, 25, 20, 15]);
    expect(scores.map((score) => reputationLevel(cluster, score))).toEqual([
      'normal',
      'normal',
      'suspicious',
      'suspicious',
      'suspicious',
      'suspicious',
      'quarantine',
    ]);
    expect(eventsOf(cluster, 'node-quarantined')).toHaveLength(1);
  });

  test('silence alone ends at 20', () => {
    const cluster = copyPlain(clusterWith());
    const node = nodeOf(cluster, 'controller-2');
    for (let count = 0; count < 100; count += 1) recordEvidence(cluster, node, 'silent_node', 'test');
    expect(node.reputation).toMatchObject({ score: 20, quarantinedSinceMs: null });
  });

  test('stay between 0 and 100', () => {
    const cluster = copyPlain(clusterWith());
    const node = nodeOf(cluster, 'controller-2');
    changeScore(cluster, node, 500, 'test');
    expect(node.reputation.score).toBe(100);
    changeScore(cluster, node, -500, 'test');
    expect(node.reputation.score).toBe(0);
  });
});

describe('attackers', () => {
  test.each<[string, Behaviour, string, boolean]>([
    ['controller-2', { type: 'vote-manipulation' }, 'conflicting_vote', true],
    ['controller-1', { type: 'equivocation' }, 'equivocation', true],
    ['controller-2', { type: 'equivocation' }, 'equivocation', true],
    ['controller-1', { type: 'silence' }, 'silent_node', false],
    ['controller-3', { type: 'delay', delayMs: 3_000 }, 'timing_anomaly', false],
    ['worker-3', { type: 'false-metrics', claimedMbps: 50_000 }, 'malformed_message', true],
  ])('%s with %j leaves evidence of %s within five minutes', (node, behaviour, violation, isQuarantined) => {
    const cluster = attackedBy(node, behaviour);
    const evidence = eventsOf(cluster, 'evidence-recorded');
    expect(new Set(evidence.map((event) => `${event.node} ${String(event.fields['violation'])}`))).toEqual(
      new Set([`${node} ${violation}`]),
    );
    expect(eventsOf(cluster, 'node-quarantined').map((event) => event.node)).toEqual(
      isQuarantined ? [node] : [],
    );
    expect(cluster.sequence).toBeGreaterThan(20);
    expect(eventsOf(cluster, 'alert-fired').map((event) => event.fields['alert'])).toContain(
      'ByzantineNodeDetected',
    );
  });

  test('a node that is only cut off leaves no evidence', () => {
    const cut = { type: 'inject-fault', fault: { type: 'partition', on: { node: 'controller-3' } } } as const;
    expect(eventsOf(after(pbft(), [cut], 600), 'evidence-recorded')).toEqual([]);
  });

  test('an honest cluster leaves no evidence and fires no alert', () => {
    const cluster = after(pbft(), [], 3_600);
    expect([eventsOf(cluster, 'evidence-recorded'), firing(cluster)]).toEqual([[], []]);
  });

  test('quarantine ends after 30 min for a node that has recovered', () => {
    const caught = attackedBy('controller-2', { type: 'vote-manipulation' });
    expect(nodeOf(caught, 'controller-2').reputation.quarantinedSinceMs).not.toBeNull();
    const clean = after(caught, [{ type: 'clear-fault', target: 'controller-2' }], 1_900);
    expect(nodeOf(clean, 'controller-2').reputation.quarantinedSinceMs).toBeNull();
  });

  test('only attackers.ts, and who writes them down, know who misbehaves', () => {
    const folder = new URL('../../../src/simulator/', import.meta.url);
    const readers = readdirSync(folder).filter(
      (file) => file.endsWith('.ts') && /\.behaviours\b/.test(readFileSync(new URL(file, folder), 'utf8')),
    );
    expect(readers).toEqual(['actions.ts', 'attackers.ts', 'faults.ts']);
  });
});
