/** Whatever is sent: the documented error or a success, the invariants hold, a refusal changes nothing, and it goes on. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonSchema, type JsonSchema } from '../../../src/cluster-server/openapi.ts';
import { errorCodesSchema } from '../../../src/schemas/reference/errors.ts';
import { findBrokenInvariants } from '../../../src/simulator/index.ts';
import { ROUTES, type Route } from '../../../src/simulator/api/routes.ts';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { testServer, type TestServer } from './test-server.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await testServer({ requestsPerSecond: 1_000_000 });
  token = await server.token('operator');
});
afterAll(() => server.app.close());

const codes = new Set(
  errorCodesSchema
    .parse(parse(readFileSync('content/reference/errors.yaml', 'utf8')))
    .errors.map(({ code }) => code),
);

const names = fc.constantFrom(
  'vm-1',
  'vm-2',
  'vm-3',
  'worker-1',
  'worker-5',
  'controller-1',
  'eu-west',
  'ubuntu-22.04',
);

/** Values that a schema allows, values near its limits, and values that it does not allow. */
function valuesFor(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: allowed(schema) }, { weight: 1, arbitrary: fc.jsonValue() });
}

function allowed(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema['enum'] !== undefined) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema.type) {
    case 'object': {
      const required = schema.required ?? [];
      const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
        name,
        required.includes(name) ? valuesFor(property) : fc.option(valuesFor(property), { nil: undefined }),
      ]);
      return fc.record(Object.fromEntries(properties) as Record<string, fc.Arbitrary<unknown>>);
    }
    case 'array':
      return fc.array(valuesFor(schema.items ?? {}), { maxLength: 4 });
    case 'integer':
    case 'number': {
      const low = Number(schema['minimum'] ?? -1_000);
      const high = Number(schema['maximum'] ?? 1_000);
      return fc.oneof(
        fc.integer({ min: Math.ceil(low), max: Math.floor(Math.min(high, low + 40)) }),
        fc.constantFrom(low, high, low - 1, high + 1, low + 0.5),
      );
    }
    default:
      return fc.oneof({ weight: 6, arbitrary: names }, { weight: 1, arbitrary: fc.string() });
  }
}

const requests = fc.constantFrom(...ROUTES).chain((route: Route) =>
  fc.record({
    route: fc.constant(route),
    id: fc.oneof(names, fc.string({ minLength: 1 })),
    query: allowed(jsonSchema(route.query, 'input')),
    body: route.body === null ? fc.constant(undefined) : valuesFor(jsonSchema(route.body, 'input')),
    advanceMs: fc.constantFrom(0, 0, 0, 700, 20_000),
  }),
);

describe('the REST server', () => {
  test('withstands bodies and queries made from its schemas', { timeout: 60_000 }, async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requests, async ({ route, id, query, body, advanceMs }) => {
        if (advanceMs > 0) server.live.advance(advanceMs);
        const before = server.live.cluster;
        const search = new URLSearchParams(
          Object.entries(query as object)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => [name, String(value)]),
        );
        const response = await server.app.inject({
          method: route.method,
          url: `${route.path.replace('{id}', encodeURIComponent(id))}?${search.toString()}`,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        });
        statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1);
        if (response.statusCode !== 200) {
          const { error } = response.json<{ error: { code: string; message: string } }>();
          expect(codes).toContain(error.code);
          expect(error.code, error.message).not.toBe('INTERNAL');
          expect(server.live.cluster).toBe(before);
        }
        expect(findBrokenInvariants(server.live.cluster)).toEqual([]);
      }),
      { numRuns: 1_500, seed: 20_260_106 },
    );
    // The fuzzing means something only if it reaches past the first check.
    expect(statuses.get(200)).toBeGreaterThan(100);
    expect(statuses.get(400)).toBeGreaterThan(50);
    expect(server.lines).toEqual([]);
  });

  test('withstands bodies of any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const before = server.live.cluster;
        const response = await server.app.inject({
          method: 'POST',
          url: '/v3/vms',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          payload: Buffer.from(bytes),
        });
        expect(response.json()).toMatchObject({ error: { code: 'INVALID_ARGUMENT' } });
        expect(server.live.cluster).toBe(before);
      }),
      { numRuns: 200 },
    );
  });
});
