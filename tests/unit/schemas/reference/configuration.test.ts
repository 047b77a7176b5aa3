import { describe, expect, test } from 'vitest';
import { configurationSchema } from '../../../../src/schemas/reference/configuration.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().configuration.data;

describe('configurationSchema', () => {
  test('takes a sound example as it is', () => {
    expect(configurationSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(configurationSchema, example)).toEqual([]);
  });

  test('wants dotted keys and absolute paths', () => {
    expect(
      refusals(configurationSchema, {
        files: [{ ...example.files[0], path: 'controller.yaml' }],
        keys: [{ ...example.keys[0], key: 'Consensus.Protocol', type: 'text', applies: 'at once' }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "files[controller].path: found "controller.yaml"; write an absolute path",
        "keys[Consensus.Protocol].key: found "Consensus.Protocol", expected a dotted path such as "api.rest.bind"",
        "keys[Consensus.Protocol].type: found "text", expected "string", "integer", "number", "boolean", "duration", "list" or "map"",
        "keys[Consensus.Protocol].applies: found "at once", expected "restart", "reload", "new connections" or "install"",
      ]
    `);
  });
});
