import { describe, expect, test } from 'vitest';
import { scenarioSchema } from '../../../src/schemas/scenario.ts';
import { scenarioEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = scenarioEntry('operations/lab-1', {
  faults: [{ atSeconds: 10, type: 'delay', on: { node: 'worker-1' }, delayMs: 100 }],
}).data;

describe('scenarioSchema', () => {
  test('takes a sound example as it is', () => {
    expect(scenarioSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know, except where any name may stand', () => {
    expect(looseObjects(scenarioSchema, example)).toEqual(['start.settings', 'start.nodes', 'start.files']);
  });

  test('limits the cluster at the start', () => {
    expect(
      refusals(scenarioSchema, {
        ...example,
        start: { ...example.start, controllers: 8, workers: 1001, regions: [], mode: 'lan' },
      }),
    ).toMatchInlineSnapshot(`
      [
        "start.controllers: found 8, expected at most 7",
        "start.workers: found 1001, expected at most 1000",
        "start.regions: found an empty list, expected at least 1 entry",
        "start.mode: found "lan", expected "datacenter", "internet" or "hybrid"",
      ]
    `);
  });

  test('asks for hints, a solution and two wrong approaches', () => {
    expect(
      refusals(scenarioSchema, {
        ...example,
        checkpoints: [{ ...example.checkpoints[0], hints: [] }],
        solution: [],
        wrongApproaches: example.wrongApproaches.slice(1),
      }),
    ).toMatchInlineSnapshot(`
      [
        "checkpoints[healthy].hints: found an empty list, expected at least 3 entries",
        "solution: found an empty list, expected at least 1 entry",
        "wrongApproaches: found a list of 1, expected at least 2 entries",
      ]
    `);
  });

  test('knows faults by their type', () => {
    expect(
      refusals(scenarioSchema, {
        ...example,
        faults: [
          { atSeconds: -1, type: 'crash', node: 'worker-1' },
          { type: 'fire', node: 'worker-1' },
          { type: 'throttle', on: { node: 'worker one' }, rateMbps: 'slow' },
        ],
      }),
    ).toMatchInlineSnapshot(`
      [
        "faults[1].atSeconds: found -1, expected at least 0",
        "faults[2].type: found "fire", expected "delay", "loss", "throttle", "partition", "background", "crash", "full-disk", "slow-disk", "expired-certificate", "clock-skew", "attacker" or "release"",
        "faults[3].on.node: found "worker one"; name a node, e.g. "worker-3"",
        "faults[3].rateMbps: found "slow", expected a number",
      ]
    `);
  });

  test('reads conditions, and says of a wrong one which part is wrong', () => {
    const withWhen = (when: unknown) => ({
      ...example,
      checkpoints: [{ ...example.checkpoints[0], when }],
    });
    const sound = {
      all: [
        { event: 'migration-completed', where: { durationMs: '<30000' }, since: 'ready' },
        {
          not: {
            any: [
              { alert: 'ConsensusStalled', is: 'firing' },
              { state: 'nodes/*/mode', is: 'hybrid' },
            ],
          },
        },
        { countOf: 'vms/*', where: { node: 'worker-1' }, is: '>=2' },
      ],
    };
    expect(refusals(scenarioSchema, withWhen(sound))).toEqual([]);
    expect([
      ...refusals(scenarioSchema, withWhen({ event: 'migration-complete' })),
      ...refusals(scenarioSchema, withWhen({ all: [{ reading: 'leader', is: '<three' }] })),
      ...refusals(scenarioSchema, withWhen({ typed: 'vm (create' })),
      ...refusals(scenarioSchema, withWhen({ state: 'nodes/ worker-1', is: 1 })),
      ...refusals(scenarioSchema, withWhen('healthy')),
    ]).toMatchInlineSnapshot(`
      [
        "checkpoints[healthy].when.event: found "migration-complete", expected "action-refused", "alert-fired", "alert-resolved", "certificate-ended", "certificate-renewed", "clock-changed", "decision-committed", "disk-filled", "disk-freed", "election-started", "entry-conflicted", "evidence-recorded", "fault-cleared", "fault-injected", "leader-elected", "maintenance-changed", "migration-completed", "migration-failed", "migration-phase-started", "migration-started", "mode-changed", "node-joined", "node-quarantined", "node-released", "node-removed", "operation-ended", "operation-started", "plugin-benchmarked", "plugin-registered", "plugin-removed", "process-started", "process-stopped", "release-installed", "reputation-changed", "safety-lost", "setting-changed", "traffic-switched", "view-changed", "vm-created", "vm-deleted" or "vm-down"",
        "checkpoints[healthy].when.all[1].is: found "<three"; write a number after "<", e.g. "<90"",
        "checkpoints[healthy].when.typed: found "vm (create"; write a regular expression (Invalid regular expression: /vm (create/mu: Unterminated group)",
        "checkpoints[healthy].when.state: found "nodes/ worker-1"; name a path of the cluster, e.g. "nodes/worker-3/process"",
        "checkpoints[healthy].when: found "healthy", expected another value, or named fields",
      ]
    `);
  });
});
