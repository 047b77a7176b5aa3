import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument, RESPONSES, type JsonSchema } from '../../../src/cluster-server/openapi.ts';
import { readApiReference } from '../../../src/cluster-server/read-reference.ts';
import type { Api, Endpoint } from '../../../src/schemas/reference/api.ts';
import { LOGIN_PATH, ROUTES } from '../../../src/simulator/api/routes.ts';

interface Operation {
  security?: unknown[];
  parameters?: { name: string; in: string; required: boolean; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
}

/** Fields of a schema as the reference names them: `a.b`, `list[].c`. */
function fieldsOf(schema: JsonSchema, prefix = ''): string[] {
  const inner = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  return Object.entries(inner.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (property.items?.properties !== undefined) return fieldsOf(property.items, `${path}[]`);
    if (property.items !== undefined) return [`${path}[]`];
    return property.properties === undefined ? [path] : fieldsOf(property, path);
  });
}

let api: Api;
let text: string;
let document: Document;
beforeAll(async () => {
  const reference = await readApiReference();
  api = reference.api;
  text = `${JSON.stringify(openApiDocument(api, reference.errors), null, 2)}\n`;
  document = JSON.parse(text) as Document;
});

function operationOf({ method, path }: Endpoint): Operation {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`The document has no ${method} ${path}.`);
  return operation;
}

describe('the OpenAPI document', () => {
  test('is the one in examples/openapi', () => {
    // To renew it: node scripts/cluster.ts --print-openapi > examples/openapi/dwcp-v3.json
    expect(readFileSync('examples/openapi/dwcp-v3.json', 'utf8')).toBe(text);
  });

  test('has the calls of the API reference, and so has the server', () => {
    const named = (list: { method: string; path: string }[]): string[] =>
      list.map(({ method, path }) => `${method} ${path}`).sort();
    const calls = named(api.endpoints);
    expect(Object.keys(RESPONSES).sort()).toEqual(calls);
    expect(named([...ROUTES, { method: 'POST', path: LOGIN_PATH }])).toEqual(calls);
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(calls);
  });

  test('has the fields of the API reference', () => {
    for (const endpoint of api.endpoints) {
      const operation = operationOf(endpoint);
      const call = `${endpoint.method} ${endpoint.path}`;
      const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
      expect([call, query.map(({ name }) => name)]).toEqual([call, endpoint.query.map(({ name }) => name)]);
      expect(query.filter(({ required }) => required).map(({ name }) => name)).toEqual(
        endpoint.query.filter(({ required }) => required).map(({ name }) => name),
      );
      const request = operation.requestBody?.content['application/json']?.schema;
      expect([call, request === undefined ? [] : fieldsOf(request).sort()]).toEqual([
        call,
        endpoint.request.map(({ name }) => name).sort(),
      ]);
      const response = operation.responses['200']?.content?.['application/json']?.schema;
      if (response === undefined) continue;
      // The reference names whole objects where their fields are described elsewhere.
      const found = fieldsOf(response);
      for (const { name } of endpoint.response)
        expect(
          found.some((field) => field === name || field.startsWith(`${name}.`)),
          `${call} ${name}`,
        ).toBe(true);
      for (const field of found)
        expect(
          endpoint.response.some(({ name }) => field === name || field.startsWith(`${name}.`)),
          `${call} ${field}`,
        ).toBe(true);
    }
  });

  test('has the errors of the API reference, and no lock where none is', () => {
    for (const endpoint of api.endpoints) {
      const operation = operationOf(endpoint);
      expect(operation.security !== undefined).toBe(endpoint.public);
      const route = ROUTES.find(({ method, path }) => method === endpoint.method && path === endpoint.path);
      if (route !== undefined) {
        expect(route.access === 'public').toBe(endpoint.public);
        expect(route.access === 'operator').toBe(endpoint.errors.includes('PERMISSION_DENIED'));
        expect(route.body !== null).toBe(endpoint.errors.includes('BODY_TOO_LARGE'));
      }
    }
  });
});
