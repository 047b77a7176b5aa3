import { describe, expect, test } from 'vitest';
import { runbookSchema } from '../../../src/schemas/runbook.ts';
import { runbookEntry } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = runbookEntry('rollout', {
  variables: [{ name: 'node', meaning: 'The node', example: 'worker-1' }],
}).data;

describe('runbookSchema', () => {
  test('takes a sound example as it is', () => {
    expect(runbookSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(runbookSchema, example)).toEqual([]);
  });

  test('asks for a severity and somebody to tell', () => {
    expect(refusals(runbookSchema, { ...example, severity: [], tell: [] })).toMatchInlineSnapshot(`
      [
        "severity: found an empty list, expected at least 1 entry",
        "tell: found an empty list, expected at least 1 entry",
      ]
    `);
  });

  test('knows the severities', () => {
    expect(refusals(runbookSchema, { ...example, severity: ['P5', 'high'] })).toMatchInlineSnapshot(`
      [
        "severity[1]: found "P5", expected "P0", "P1", "P2", "P3" or "P4"",
        "severity[2]: found "high", expected "P0", "P1", "P2", "P3" or "P4"",
      ]
    `);
  });

  test('names variables as they stand in commands', () => {
    expect(
      refusals(runbookSchema, {
        ...example,
        variables: [{ name: 'Node', meaning: 'The node', example: 'worker-1' }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "variables[Node].name: found "Node"; use lower-case words joined by hyphens",
      ]
    `);
  });
});
