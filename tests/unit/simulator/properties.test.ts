import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  findBrokenInvariants,
  recordAction,
  recordTime,
  replay,
  rewind,
  shareRun,
  startRecording,
  step,
  undo,
  type Action,
  type Cluster,
  type Fault,
} from '../../../src/simulator/index.ts';
import type { Behaviour } from '../../../src/simulator/attackers.ts';
import { clusterWith } from './builder.ts';

const anyNode = fc.constantFrom(
  ...[1, 2, 3, 4].map((n) => `controller-${n}`),
  ...[1, 2, 3, 4, 5].map((n) => `worker-${n}`),
);
const anyRegion = fc.constantFrom('eu-west', 'us-east', 'ap-south');
const anyPlace = fc.oneof(
  fc.record({ node: anyNode }),
  fc.record({ from: anyRegion, to: anyRegion, sides: fc.constantFrom('one' as const, 'both' as const) }),
);
const anyBehaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constantFrom<Behaviour>({ type: 'vote-manipulation' }, { type: 'equivocation' }, { type: 'silence' }),
  fc.record({ type: fc.constant('delay' as const), delayMs: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({
    type: fc.constant('false-metrics' as const),
    claimedMbps: fc.integer({ min: 1, max: 100_000 }),
  }),
);
const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    type: fc.constant('delay' as const),
    on: anyPlace,
    delayMs: fc.integer({ min: 0, max: 2_000 }),
    jitterMs: fc.integer({ min: 0, max: 500 }),
  }),
  fc.record({
    type: fc.constant('loss' as const),
    on: anyPlace,
    lossRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({
    type: fc.constant('throttle' as const),
    on: anyPlace,
    rateMbps: fc.integer({ min: 0, max: 1_000 }),
  }),
  fc.record({ type: fc.constant('partition' as const), on: anyPlace }),
  fc.record({
    type: fc.constantFrom('crash' as const, 'full-disk' as const, 'expired-certificate' as const),
    node: anyNode,
  }),
  fc.record({
    type: fc.constant('clock-skew' as const),
    node: anyNode,
    skewMs: fc.integer({ min: -5_000, max: 5_000 }),
  }),
  // The theorem promises nothing beyond one of four, so one voter only may lie.
  fc.record({
    type: fc.constant('attacker' as const),
    node: fc.constantFrom('controller-2', 'worker-2'),
    behaviour: anyBehaviour,
  }),
);
const anyVm = fc.integer({ min: 1, max: 8 }).map((n) => `vm-${n}`);
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: anyFault.map((fault): Action => ({ type: 'inject-fault', fault })) },
  {
    weight: 2,
    arbitrary: fc
      .oneof(anyNode, fc.constant('all'))
      .map((target): Action => ({ type: 'clear-fault', target })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('start-migration' as const),
      vm: anyVm,
      target: fc.oneof(
        fc.constant(null),
        fc.constantFrom('worker-1', 'worker-2', 'worker-3', 'worker-4', 'worker-5'),
      ),
      strategy: fc.constantFrom('pre-copy' as const, 'post-copy' as const, 'hybrid' as const),
    }),
  },
  { weight: 1, arbitrary: anyVm.map((vm): Action => ({ type: 'cancel-migration', vm })) },
  { weight: 1, arbitrary: anyVm.map((vm): Action => ({ type: 'delete-vm', vm })) },
  { weight: 1, arbitrary: anyNode.map((node): Action => ({ type: 'start-service', node })) },
  { weight: 1, arbitrary: anyNode.map((node): Action => ({ type: 'stop-service', node })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('worker-1', 'worker-2').map((node): Action => ({ type: 'evacuate', node })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('controller-1', 'controller-3')
      .map((target): Action => ({ type: 'transfer-leadership', target })),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ type: 'force-view-change' }) },
  {
    weight: 1,
    arbitrary: fc.constant<Action>({
      type: 'start-operation',
      kind: 'upgrade',
      strategy: 'in-place',
      version: '3.0.0',
      nodes: null,
      percent: 100,
    }),
  },
);
const anySchedule = fc.array(fc.record({ waitMs: fc.integer({ min: 0, max: 60_000 }), action: anyAction }), {
  maxLength: 12,
});
const anyProtocol = fc.constantFrom('raft' as const, 'pbft' as const, 'hybrid' as const);

function start(protocol: 'raft' | 'pbft' | 'hybrid', seed = 1): Cluster {
  return clusterWith({
    seed,
    controllers: 4,
    workers: 5,
    mode: 'internet',
    vms: 8,
    settings: { 'consensus.protocol': protocol, 'mode.initial': 'internet' },
  });
}

/** Several migrations share a link, and one of them waits for the commit of its new owner. */
const SHARE_OF_A_WAITING_MIGRATION: { waitMs: number; action: Action }[] = [
  {
    waitMs: 0,
    action: {
      type: 'inject-fault',
      fault: { type: 'partition', on: { from: 'eu-west', to: 'eu-west', sides: 'one' } },
    },
  },
  { waitMs: 0, action: { type: 'evacuate', node: 'worker-1' } },
  { waitMs: 23_596, action: { type: 'transfer-leadership', target: 'controller-1' } },
];

const starts = { raft: start('raft'), pbft: start('pbft'), hybrid: start('hybrid') };

describe('under any schedule of faults', () => {
  test('the invariants hold, and no number has two decisions', () => {
    fc.assert(
      fc.property(anyProtocol, anySchedule, (protocol, schedule) => {
        let cluster = starts[protocol];
        for (const { waitMs, action } of schedule) {
          cluster = apply(step(cluster, cluster.nowMs + waitMs), action);
          expect(findBrokenInvariants(cluster)).toEqual([]);
        }
        cluster = step(cluster, cluster.nowMs + 600_000);
        expect(findBrokenInvariants(cluster)).toEqual([]);
        expect(cluster.events.filter(({ type }) => type === 'safety-lost')).toEqual([]);
        expect(new Set(cluster.decisions.map(({ sequence }) => sequence)).size).toBe(
          cluster.decisions.length,
        );
        // Whatever happened, every guest is somewhere, and what is not a number is nowhere.
        expect(JSON.parse(JSON.stringify(cluster))).toEqual(cluster);
      }),
      { numRuns: 150, seed: 1, examples: [['raft', SHARE_OF_A_WAITING_MIGRATION]] },
    );
  });

  test('time may be taken in any pieces', () => {
    fc.assert(
      fc.property(
        anyProtocol,
        anySchedule,
        fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 20 }),
        (protocol, schedule, pieces) => {
          let cluster = starts[protocol];
          for (const { waitMs, action } of schedule.slice(0, 5))
            cluster = apply(step(cluster, cluster.nowMs + waitMs), action);
          const untilMs = cluster.nowMs + pieces.reduce((sum, piece) => sum + piece, 0);
          let inPieces = cluster;
          for (const piece of pieces) inPieces = step(inPieces, inPieces.nowMs + piece);
          // Compared as booleans: the difference of two states fills a screen and helps nobody.
          expect(JSON.stringify(inPieces) === JSON.stringify(step(cluster, untilMs))).toBe(true);
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });

  test('a cluster recovers by itself when all faults are cleared', () => {
    fc.assert(
      fc.property(anyProtocol, anySchedule, (protocol, schedule) => {
        let cluster = starts[protocol];
        const sane = schedule.filter(
          ({ action }) => action.type !== 'inject-fault' || action.fault.type !== 'expired-certificate',
        );
        for (const { waitMs, action } of sane) cluster = apply(step(cluster, cluster.nowMs + waitMs), action);
        cluster = apply(cluster, { type: 'clear-fault', target: 'all' });
        for (const id of Object.keys(cluster.nodes))
          cluster = apply(apply(cluster, { type: 'clear-fault', target: id }), {
            type: 'start-service',
            node: id,
          });
        for (const voter of cluster.voters)
          cluster = apply(cluster, { type: 'release-quarantine', node: voter });
        cluster = step(cluster, cluster.nowMs + 120_000);
        const { sequence } = cluster;
        expect(step(cluster, cluster.nowMs + 60_000).sequence).toBeGreaterThan(sequence);
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});

describe('a recording', () => {
  test('replays to the byte, rewinds and undoes', () => {
    fc.assert(
      fc.property(fc.integer(), anySchedule, (seed, schedule) => {
        let recording = startRecording({ seed, controllers: 4, workers: 5, mode: 'internet' });
        for (const { waitMs, action } of schedule) {
          recording = recordAction(recordTime(recording, recording.present.nowMs + waitMs), action);
        }
        const text = JSON.stringify(recording.present);
        expect(JSON.stringify(replay(JSON.parse(JSON.stringify(shareRun(recording)))))).toBe(text);
        expect(JSON.stringify(rewind(recording, schedule.length, recording.present.nowMs).present)).toBe(
          text,
        );
        const undone = undo(recording);
        expect(undone.actions).toHaveLength(Math.max(0, schedule.length - 1));
        expect(undone.present.nowMs).toBe(recording.present.nowMs);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  test('leaves the cluster that went in as it was', () => {
    const cluster = starts.pbft;
    const before = JSON.stringify(cluster);
    step(apply(cluster, { type: 'start-migration', vm: 'vm-1' }), 100_000);
    expect(JSON.stringify(cluster)).toBe(before);
  });
});
