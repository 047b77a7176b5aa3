import { describe, expect, test } from 'vitest';
import { checkConfiguration } from '../../../../../src/domain/checks/facts/configuration.ts';
import type { ConfigurationKey } from '../../../../../src/schemas/reference/configuration.ts';
import { dataEntry } from '../../../program-builder.ts';
import { buildReference } from '../../../reference-builder.ts';
import { printed, programWith } from '../program-with.ts';
import { fence } from './check-one.ts';

const key = (name: string, file: string, type: ConfigurationKey['type'] = 'string'): ConfigurationKey => ({
  key: name,
  file,
  type,
  value: 'x',
  meaning: 'What it decides.',
  applies: 'restart',
});

const reference = buildReference({
  configuration: dataEntry('content/reference/configuration.yaml', {
    files: [
      {
        id: 'controller',
        path: '/etc/dwcp/controller.yaml',
        on: 'controller',
        meaning: 'Settings of a controller.',
      },
      { id: 'worker', path: '/etc/dwcp/worker.yaml', on: 'worker', meaning: 'Settings of a worker.' },
    ],
    keys: [
      key('consensus.protocol', 'controller'),
      key('consensus.peers', 'controller', 'list'),
      key('labels', 'controller', 'map'),
      key('hde.level', 'worker', 'integer'),
    ],
  }),
});

const check = (body: string) => checkConfiguration(programWith([`${body}\n`], { reference }));
const controller = 'yaml title="/etc/dwcp/controller.yaml"';

describe('checkConfiguration', () => {
  test('accepts known keys, lists, maps and elided lines', () => {
    expect(
      check(
        [
          '<Config name="consensus.protocol" />',
          fence(
            controller,
            'consensus:\n  protocol: raft\n  peers:\n    - controller-1\n  …\nlabels:\n  rack: a\n...',
          ),
          fence('yaml title="prometheus.yml"', 'anything: goes'),
          fence('yaml', 'anything: goes'),
        ].join('\n\n'),
      ),
    ).toEqual([]);
  });

  test('reports unknown leaves, keys of another file, and what is not YAML', () => {
    expect(
      printed(
        check(
          [
            fence(controller, '# Settings\nconsensus:\n  protocoll: raft\nhde:\n  level: 5'),
            fence(controller, 'a: [1'),
            '<Config name="consensus" />',
          ].join('\n\n'),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:13 unknown-configuration-key
      The configuration key "consensus" is not in the reference.
      The nearest one is "consensus.peers"; use it, or add the key to content/reference/configuration.yaml.",
        "content/manuals/operations/01-overview.mdx:4 unknown-configuration-key
      The configuration key "consensus.protocoll" of "/etc/dwcp/controller.yaml" is not in the reference.
      The nearest one is "consensus.protocol"; use it, or add the key to content/reference/configuration.yaml.",
        "content/manuals/operations/01-overview.mdx:6 unknown-configuration-key
      The configuration key "hde.level" belongs in "/etc/dwcp/worker.yaml", not in "/etc/dwcp/controller.yaml".
      Move it to a block of that file, or correct the title of the block.",
        "content/manuals/operations/01-overview.mdx:10 unknown-configuration-key
      The block titled "/etc/dwcp/controller.yaml" is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 6.
      Correct the block; a reader will copy it.",
      ]
    `);
  });
});
