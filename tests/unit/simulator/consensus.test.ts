import { describe, expect, test } from 'vitest';
import { playDecision } from '../../../src/simulator/pbft.ts';
import { raftCommitMs } from '../../../src/simulator/raft.ts';
import { apply, type Action, type Cluster } from '../../../src/simulator/index.ts';
import { after, clusterWith, eventsOf, firing } from './builder.ts';

/** A Raft cluster whose followers answer after the given round trips. */
function voters(rttMs: number[]): Cluster {
  const regions = rttMs.map((_, index) => `follower-${index + 1}`);
  const cluster = clusterWith({ controllers: rttMs.length + 1, workers: 1, regions: ['leader', ...regions] });
  for (const [index, region] of regions.entries()) {
    const link =
      cluster.links[region < 'leader' ? region : 'leader']?.[region < 'leader' ? 'leader' : region];
    if (link !== undefined) link.rttMs = rttMs[index] ?? 0;
  }
  return cluster;
}

describe('Raft', () => {
  test.each([
    [[2, 40], 7],
    [[2, 20, 40, 80], 25],
  ])('commits with the slowest member of the fastest majority: %j', (rttMs, commitMs) => {
    expect(raftCommitMs(voters(rttMs), 'controller-1')).toBe(commitMs);
  });

  test('has a new leader 300 to 640 ms after the old one crashed', () => {
    const cluster = after(
      clusterWith({ seconds: 60 }),
      [{ type: 'inject-fault', fault: { type: 'crash', node: 'controller-1' } }],
      10,
    );
    const [elected] = eventsOf(cluster, 'leader-elected');
    expect(elected?.atMs).toBeGreaterThan(60_300);
    expect(elected?.atMs).toBeLessThan(60_700);
  });

  test('stops committing without a majority, and resumes by itself with one', () => {
    const crash = (node: string) => ({ type: 'inject-fault', fault: { type: 'crash', node } }) as const;
    const stopped = after(clusterWith({ seconds: 60 }), [crash('controller-1'), crash('controller-2')], 300);
    expect(stopped.sequence).toBe(clusterWith({ seconds: 60 }).sequence);
    expect(firing(stopped)).toEqual(expect.arrayContaining(['ControllerQuorumLost', 'ConsensusStalled']));
    expect(stopped.proposals).toHaveLength(1);
    const repaired = after(stopped, [{ type: 'clear-fault', target: 'controller-1' }], 301);
    expect(repaired.sequence).toBeGreaterThan(stopped.sequence + 20);
    expect(firing(repaired)).toEqual(['ControllerClusterDegraded', 'LeaderElectionsFrequent']);
  });

  test('lets the smaller side of a partition wait', () => {
    const cut = { type: 'inject-fault', fault: { type: 'partition', on: { node: 'controller-3' } } } as const;
    const cluster = after(clusterWith({ seconds: 60 }), [cut], 60);
    expect(cluster.raft['controller-3']?.role).toBe('candidate');
    expect(cluster.raft['controller-1']?.role).toBe('leader');
    const healed = after(cluster, [{ type: 'clear-fault', target: 'all' }], 30);
    expect(new Set(Object.values(healed.raft).map(({ term }) => term)).size).toBe(1);
    expect(Object.values(healed.raft).filter(({ role }) => role === 'leader')).toHaveLength(1);
  });

  test('elects again and again while the clock of the leader is wrong', () => {
    const skew = {
      type: 'inject-fault',
      fault: { type: 'clock-skew', node: 'controller-1', skewMs: 2_000 },
    } as const;
    const cluster = after(clusterWith({ seconds: 60 }), [skew], 600);
    expect(cluster.raft['controller-1']?.role).not.toBe('leader');
    expect(firing(cluster)).toContain('LeaderElectionsFrequent');
    expect(cluster.sequence).toBeGreaterThan(50);
  });

  test('elects one leader for each missed run of heartbeats, and longer timers miss fewer', () => {
    const lossy = ['controller-1', 'controller-2', 'controller-3'].map((node): Action => ({
      type: 'set-netem',
      node,
      netem: { delayMs: 40, jitterMs: 0, lossRatio: 0.1, rateMbps: null },
    }));
    const electionsWith = (electionMs: number, heartbeatMs: number): number => {
      const timers = {
        type: 'change-settings',
        settings: { 'consensus.raft.election_timeout': electionMs, 'consensus.raft.heartbeat': heartbeatMs },
      } as const;
      const cluster = after(clusterWith({ seconds: 60 }), [timers, ...lossy], 3_600);
      expect(Object.values(cluster.raft).filter(({ role }) => role === 'leader')).toHaveLength(1);
      return eventsOf(cluster, 'election-started').length;
    };
    // Two followers × ten windows a second × 0.1⁴ is 7.2 in an hour; × 6.7 windows × 0.1⁵ it is 0.5.
    expect(electionsWith(300, 100)).toBeGreaterThan(2);
    expect(electionsWith(300, 100)).toBeLessThan(18);
    expect(electionsWith(500, 150)).toBeLessThan(3);
  });

  test('pauses when the disk of the leader is full, until somebody acts', () => {
    const full = { type: 'inject-fault', fault: { type: 'full-disk', node: 'controller-1' } } as const;
    const cluster = after(clusterWith({ seconds: 60 }), [full], 60);
    expect(cluster.proposals).toHaveLength(1);
    expect(after(cluster, [{ type: 'clear-fault', target: 'controller-1' }], 25).proposals).toEqual([]);
  });

  test('shows an expired certificate at the next election only', () => {
    const expire = {
      type: 'inject-fault',
      fault: { type: 'expired-certificate', node: 'controller-2' },
    } as const;
    const cluster = after(clusterWith({ seconds: 60 }), [expire], 60);
    expect(eventsOf(cluster, 'election-started')).toEqual([]);
    const crashed = after(
      cluster,
      [{ type: 'inject-fault', fault: { type: 'crash', node: 'controller-1' } }],
      60,
    );
    expect(eventsOf(crashed, 'leader-elected')).toEqual([]);
  });
});

describe('PBFT', () => {
  const pbft = (controllers = 4): Cluster =>
    clusterWith({
      controllers,
      mode: 'internet',
      regions: ['a', 'b', 'c', 'd'],
      seconds: 60,
      settings: { 'consensus.protocol': 'pbft' },
    });

  test('decides in three ways of 50 ms', () => {
    expect(playDecision(pbft(), 'x').commitMs).toBe(150);
  });

  test('takes no longer with one silent voter, and nothing commits with two', () => {
    const silent = (cluster: Cluster, node: string): Cluster =>
      apply(cluster, {
        type: 'inject-fault',
        fault: { type: 'attacker', node, behaviour: { type: 'silence' } },
      });
    const one = silent(pbft(), 'controller-4');
    expect(playDecision(one, 'x').commitMs).toBe(150);
    expect(playDecision(silent(one, 'controller-3'), 'x').commitMs).toBeNull();
  });

  test('replaces a silent primary after 10 s', () => {
    const fault = { type: 'attacker', node: 'controller-1', behaviour: { type: 'silence' } } as const;
    const cluster = after(pbft(), [{ type: 'inject-fault', fault }], 60);
    const [change] = eventsOf(cluster, 'view-changed');
    expect(change?.node).toBe('controller-2');
    expect(cluster.sequence).toBeGreaterThan(5);
    expect(Object.values(cluster.pbftViews)).toEqual([1, 1, 1, 1]);
  });

  test('keeps one decision per number with one equivocating primary of four', () => {
    const fault = { type: 'attacker', node: 'controller-1', behaviour: { type: 'equivocation' } } as const;
    expect(eventsOf(after(pbft(), [{ type: 'inject-fault', fault }], 300), 'safety-lost')).toEqual([]);
  });

  test('four voters go on without one, and stop without two', () => {
    const crash = (node: string) => ({ type: 'inject-fault', fault: { type: 'crash', node } }) as const;
    const three = after(pbft(), [crash('controller-4')], 60);
    expect(three.sequence).toBeGreaterThan(pbft().sequence + 4);
    const two = after(three, [crash('controller-3')], 60);
    expect(two.sequence).toBe(three.sequence);
  });
});
