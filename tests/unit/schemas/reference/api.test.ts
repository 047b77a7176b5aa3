import { describe, expect, test } from 'vitest';
import { apiSchema } from '../../../../src/schemas/reference/api.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().api.data;

describe('apiSchema', () => {
  test('takes a sound example as it is', () => {
    expect(apiSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(apiSchema, example)).toEqual([]);
  });

  test('wants paths from the root and known methods', () => {
    expect(
      refusals(apiSchema, {
        ...example,
        endpoints: [{ ...example.endpoints[0], method: 'LIST', path: 'v3/vms' }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "endpoints[1].method: found "LIST", expected "GET", "POST", "DELETE", "PUT" or "PATCH"",
        "endpoints[1].path: found "v3/vms"; write a path from the root, e.g. "/v3/vms/{id}"",
      ]
    `);
  });

  test('wants a web address, named services with methods, and numbered fields', () => {
    expect(
      refusals(apiSchema, {
        ...example,
        baseUrl: 'localhost',
        services: [{ name: 'vm service', summary: 'Machines.', methods: [] }],
        messages: [{ name: 'VM', fields: [{ name: 'id', number: 0, type: 'string', meaning: 'Id.' }] }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "baseUrl: found "localhost", expected a web address",
        "services[vm service].name: found "vm service"; write a name in PascalCase",
        "services[vm service].methods: found an empty list, expected at least 1 entry",
        "messages[VM].fields[id].number: found 0, expected more than 0",
      ]
    `);
  });
});
