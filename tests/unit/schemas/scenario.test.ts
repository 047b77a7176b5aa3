import { describe, expect, test } from 'vitest';
import { scenarioSchema } from '../../../src/schemas/scenario.ts';
import { scenarioEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = scenarioEntry('operations/lab-1', {
  faults: [{ atSeconds: 10, type: 'delay', target: 'worker-1', parameters: { delayMs: 100 } }],
}).data;

describe('scenarioSchema', () => {
  test('takes a sound example as it is', () => {
    expect(scenarioSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know, except where any name may stand', () => {
    expect(looseObjects(scenarioSchema, example)).toEqual(['faults.0.parameters']);
  });

  test('limits the cluster at the start', () => {
    expect(
      refusals(scenarioSchema, {
        ...example,
        start: { controllers: 8, workers: 1001, regions: [], mode: 'lan' },
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
        "checkpoints[healthy].hints: found an empty list, expected at least 1 entry",
        "solution: found an empty list, expected at least 1 entry",
        "wrongApproaches: found a list of 1, expected at least 2 entries",
      ]
    `);
  });

  test('knows faults by their type', () => {
    expect(
      refusals(scenarioSchema, {
        ...example,
        faults: [{ atSeconds: -1, type: 'fire', target: 'worker-1', parameters: { delayMs: [] } }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "faults[1].atSeconds: found -1, expected at least 0",
        "faults[1].type: found "fire", expected "delay", "loss", "throttle", "partition", "crash", "full-disk", "expired-certificate", "clock-skew", "attacker" or "release"",
        "faults[1].parameters.delayMs: found an empty list, expected text, or a number, or true or false",
      ]
    `);
  });
});
