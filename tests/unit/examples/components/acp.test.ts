import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byzantineTolerance,
  pbftCommitMs,
  pbftMessages,
  pbftQuorum,
  raftCommitMs,
  raftMajority,
  sharedVoters,
} from '../../../../examples/components/acp.ts';
import { apply, type Cluster } from '../../../../src/simulator/index.ts';
import { pathBetween } from '../../../../src/simulator/links.ts';
import { playDecision } from '../../../../src/simulator/pbft.ts';
import * as quorum from '../../../../src/simulator/quorum.ts';
import { raftCommitMs as clusterCommitMs, raftLeader } from '../../../../src/simulator/raft.ts';
import { clusterWith } from '../../simulator/builder.ts';

const anyVoters = fc.integer({ min: 1, max: 100 });

describe('quorums', () => {
  test('are those of the training cluster', () => {
    fc.assert(
      fc.property(anyVoters, (voters) => {
        expect(raftMajority(voters)).toBe(quorum.raftMajority(voters));
        expect(byzantineTolerance(voters)).toBe(quorum.byzantineTolerance(voters));
        expect(pbftQuorum(voters)).toBe(quorum.pbftQuorum(voters));
        expect(pbftMessages(voters)).toBe(quorum.pbftMessages(voters));
      }),
    );
  });

  test('share an honest voter, and survive as many faults as they tolerate', () => {
    fc.assert(
      fc.property(anyVoters, (voters) => {
        const faulty = byzantineTolerance(voters);
        expect(sharedVoters(voters, raftMajority(voters))).toBeGreaterThanOrEqual(1);
        expect(sharedVoters(voters, pbftQuorum(voters))).toBeGreaterThan(faulty);
        expect(voters - faulty).toBeGreaterThanOrEqual(pbftQuorum(voters));
      }),
    );
  });
});

describe('raftCommitMs', () => {
  test.each(['datacenter', 'hybrid', 'internet'] as const)('is that of the cluster in %s mode', (mode) => {
    const started = clusterWith({ mode, controllers: 5, seconds: 60 });
    const id = raftLeader(started);
    const leader = started.nodes[id ?? ''];
    if (id === null || leader === undefined) throw new Error('The cluster has no leader.');
    const followers = started.voters
      .map((voter) => started.nodes[voter])
      .filter((node) => node !== undefined)
      .filter((node) => node !== leader)
      .map((node) => ({ rttMs: pathBetween(started, leader, node).rttMs, writeMs: node.diskWriteMs }));
    expect(raftCommitMs(5, leader.diskWriteMs, followers)).toBe(clusterCommitMs(started, id));
  });

  test('is decided by the slowest of the fastest majority', () => {
    const followers = [2, 20, 40, 80].map((rttMs) => ({ rttMs, writeMs: 5 }));
    expect(raftCommitMs(5, 5, followers)).toBe(25);
    expect(raftCommitMs(5, 5, followers.slice(3))).toBeNull();
  });
});

describe('pbftCommitMs', () => {
  const pbft = (controllers: number, regions: string[]): Cluster =>
    clusterWith({
      controllers,
      regions,
      mode: 'internet',
      seconds: 1,
      settings: { 'consensus.protocol': 'pbft' },
    });
  const oneWay = (cluster: Cluster): number[][] =>
    cluster.voters.map((from) =>
      cluster.voters.map((to) => {
        const [source, target] = [cluster.nodes[from], cluster.nodes[to]];
        if (source === undefined || target === undefined) throw new Error('A voter is a node.');
        return pathBetween(cluster, source, target).oneWayMs;
      }),
    );
  /** The client believes f + 1 equal replies; the primary has to have the decision too. */
  const believedMs = (commits: number[]): number =>
    Math.max(
      commits.toSorted((a, b) => a - b)[byzantineTolerance(commits.length)] ?? Infinity,
      commits[0] ?? Infinity,
    );

  test.each([4, 5, 7, 10])('is that of a cluster with %i voters in four regions', (controllers) => {
    const cluster = pbft(controllers, ['eu-west', 'us-east', 'ap-south', 'sa-east']);
    expect(believedMs(pbftCommitMs(oneWay(cluster)))).toBe(playDecision(cluster, 'x').commitMs);
  });

  test.each([4, 7])('does not wait for one silent voter of %i', (controllers) => {
    const cluster = pbft(controllers, ['eu-west', 'us-east', 'ap-south']);
    const quiet = apply(cluster, {
      type: 'inject-fault',
      fault: { type: 'attacker', node: `controller-${String(controllers)}`, behaviour: { type: 'silence' } },
    });
    const commits = pbftCommitMs(oneWay(quiet), [controllers - 1]);
    expect(believedMs(commits)).toBe(playDecision(quiet, 'x').commitMs);
  });

  test('never comes to an end under a silent primary', () => {
    const alike = Array.from({ length: 4 }, (_, from) => [0, 1, 2, 3].map((to) => (from === to ? 0 : 50)));
    expect(pbftCommitMs(alike)).toEqual([150, 150, 150, 150]);
    expect(pbftCommitMs(alike, [0])).toEqual([Infinity, Infinity, Infinity, Infinity]);
  });
});
