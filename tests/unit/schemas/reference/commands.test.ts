import { describe, expect, test } from 'vitest';
import { commandsSchema } from '../../../../src/schemas/reference/commands.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().commands.data;

describe('commandsSchema', () => {
  test('takes a sound example as it is', () => {
    expect(commandsSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(commandsSchema, example)).toEqual([]);
  });

  test('wants noun and verb, known programs and long flags', () => {
    expect(
      refusals(commandsSchema, {
        ...example,
        commands: [
          {
            ...example.commands[0],
            program: 'dwcpctl',
            name: 'Cluster show all',
            flags: [{ name: '-n', meaning: 'Node.' }],
          },
        ],
      }),
    ).toMatchInlineSnapshot(`
      [
        "commands[Cluster show all].program: found "dwcpctl", expected "dwcp-cli" or "dwcp-server"",
        "commands[Cluster show all].name: found "Cluster show all", expected noun and verb, e.g. "cluster status"",
        "commands[Cluster show all].flags[-n].name: found "-n", expected a long flag such as "--node"",
      ]
    `);
  });

  test('knows what a command can do to a cluster', () => {
    expect(
      refusals(commandsSchema, {
        ...example,
        exitCodes: [{ code: 256, meaning: 'Too much.' }],
        commands: [{ ...example.commands[0], effect: 'write', runsOn: 'laptop' }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "exitCodes[256].code: found 256, expected at most 255",
        "commands[cluster status].effect: found "write", expected "read", "change" or "danger"",
        "commands[cluster status].runsOn: found "laptop", expected "anywhere", "controller" or "worker"",
      ]
    `);
  });
});
