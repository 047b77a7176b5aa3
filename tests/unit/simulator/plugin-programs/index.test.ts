import { expect, test } from 'vitest';
import { buildPlugin, gatherKnowledge } from '../../../../src/simulator/plugin-programs/index.ts';
import { createTrainingCluster } from '../../../../src/simulator/training-cluster.ts';

const knowledge = gatherKnowledge(createTrainingCluster(1));

test('an export that is missing or not what it has to be is told', () => {
  const programs: Record<string, unknown>[] = [
    {},
    { name: 'Wide Streams', chooseStreams: 24 },
    { name: 'both', chooseStreams: () => 8, place: () => ({}) },
    { name: 7, score: () => 1 },
  ];
  expect(programs.map((program) => buildPlugin(program, knowledge))).toMatchInlineSnapshot(`
    [
      {
        "problems": [
          "The program exports no name. Add a line such as: export const name = 'my-plug-in';",
          "The program exports no function that decides: chooseStreams for a transport plug-in, place or score for a placement plug-in.",
        ],
      },
      {
        "problems": [
          "The name is "Wide Streams"; it must have 1 to 63 lower-case letters, digits and dashes.",
          "chooseStreams is 24 and has to be a function.",
        ],
      },
      {
        "problems": [
          "The program exports chooseStreams and place; a plug-in has one of them.",
        ],
      },
      {
        "problems": [
          "The name is 7; it must have 1 to 63 lower-case letters, digits and dashes.",
        ],
      },
    ]
  `);
});

test('a transport plug-in says how its table came about', () => {
  expect(buildPlugin({ name: 'eight', chooseStreams: () => 8 }, knowledge)).toMatchInlineSnapshot(`
    {
      "notes": [
        "chooseStreams was asked about 462 paths; 1 row holds its answers.",
      ],
      "plugin": {
        "kind": "transport",
        "name": "eight",
        "streams": [
          {
            "streams": 8,
          },
        ],
      },
    }
  `);
});
