/** The OpenAPI 3.1 document: shapes and limits from the schemas that the server checks with, words from the reference. */
import { z } from 'zod';
import type { ZodMiniType } from 'zod/mini';
import type { Api, Endpoint } from '../schemas/reference/api.ts';
import type { ErrorCode } from '../schemas/reference/errors.ts';
import { loginBody } from '../simulator/api/requests.ts';
import {
  clusterStatusResponse,
  createVmResponse,
  deleteVmResponse,
  errorResponse,
  healthResponse,
  loginResponse,
  metricsResponse,
  migrationResponse,
  migrationsResponse,
  nodesResponse,
  optimizeResponse,
  startMigrationResponse,
  vmResponse,
} from '../simulator/api/responses.ts';
import { LOGIN_PATH, ROUTES } from '../simulator/api/routes.ts';

export interface JsonSchema {
  [key: string]: unknown;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/** What each call answers with; `null` for text. */
export const RESPONSES: Readonly<Record<string, ZodMiniType | null>> = {
  'GET /healthz': healthResponse,
  'GET /metrics': null,
  [`POST ${LOGIN_PATH}`]: loginResponse,
  'GET /v3/cluster/status': clusterStatusResponse,
  'GET /v3/nodes': nodesResponse,
  'POST /v3/vms': createVmResponse,
  'GET /v3/vms/{id}': vmResponse,
  'DELETE /v3/vms/{id}': deleteVmResponse,
  'POST /v3/migrations': startMigrationResponse,
  'GET /v3/migrations/{id}': migrationResponse,
  'GET /v3/migrations': migrationsResponse,
  'POST /v3/placements/optimize': optimizeResponse,
  'GET /v3/metrics': metricsResponse,
};

export function openApiDocument(api: Api, errors: readonly ErrorCode[]): object {
  const byCode = new Map(errors.map((error) => [error.code, error]));
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of api.endpoints) {
    const operations = (paths[endpoint.path] ??= {});
    operations[endpoint.method.toLowerCase()] = operation(endpoint, byCode);
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'DWCP v3 reference API',
      version: '3.0.0',
      summary: 'The REST face of the reference deployment, as the training cluster serves it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: api.baseUrl, description: 'The training cluster on the own machine.' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: jsonSchema(errorResponse, 'output') },
    },
  };
}

function operation(endpoint: Endpoint, errors: ReadonlyMap<string, ErrorCode>): object {
  const key = `${endpoint.method} ${endpoint.path}`;
  const route = ROUTES.find(({ method, path }) => method === endpoint.method && path === endpoint.path);
  const isLogin = endpoint.path === LOGIN_PATH;
  if (route === undefined && !isLogin) throw new Error(`The server has no route ${key}.`);
  const body = isLogin ? loginBody : (route?.body ?? null);
  const parameters = [
    ...(endpoint.path.includes('{id}')
      ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 1, maxLength: 256 } }]
      : []),
    ...(route === undefined ? [] : queryParameters(route.query, endpoint)),
  ];
  return {
    operationId: operationId(endpoint),
    summary: endpoint.summary,
    ...(endpoint.public ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: described(jsonSchema(body, 'input'), endpoint.request) },
            },
          },
        }),
    responses: { 200: success(key, endpoint), ...failures(endpoint, errors) },
  };
}

/** `getV3VmsById`: unique, and a name in every language that clients are generated for. */
function operationId({ method, path }: Endpoint): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return [method.toLowerCase(), ...words.map((word) => word[0]?.toUpperCase() + word.slice(1))].join('');
}

function queryParameters(schema: ZodMiniType, endpoint: Endpoint): object[] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input');
  return Object.entries(properties).map(([name, property]) => {
    const description = endpoint.query.find((field) => field.name === name)?.meaning;
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: property,
    };
  });
}

function success(key: string, endpoint: Endpoint): object {
  const schema = RESPONSES[key];
  if (schema === undefined) throw new Error(`The document has no response for ${key}.`);
  const content =
    schema === null
      ? { 'text/plain': { schema: { type: 'string' } } }
      : { 'application/json': { schema: described(jsonSchema(schema, 'output'), endpoint.response) } };
  return { description: 'Done.', content };
}

/** One response for each status, with the codes that come with it. */
function failures(endpoint: Endpoint, errors: ReadonlyMap<string, ErrorCode>): Record<string, object> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of endpoint.errors) {
    const error = errors.get(code);
    if (error === undefined) throw new Error(`The error reference has no code ${code}.`);
    byStatus.set(error.http, [...(byStatus.get(error.http) ?? []), error]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: list.map(({ code, meaning }) => `${code}: ${meaning}`).join(' '),
        ...(status === 429
          ? { headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } } }
          : {}),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

export function jsonSchema(schema: ZodMiniType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest as JsonSchema;
}

/** Puts the meanings of the reference beside the fields of a schema; `a.b` and `list[].c` lead to them. */
function described(schema: JsonSchema, fields: readonly { name: string; meaning: string }[]): JsonSchema {
  for (const { name, meaning } of fields) {
    const target = name
      .split('.')
      .flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]))
      .reduce<JsonSchema | undefined>((at, part) => {
        const inner = at?.anyOf?.find((option) => option.type !== 'null') ?? at;
        return part === '[]' ? inner?.items : inner?.properties?.[part];
      }, schema);
    if (target !== undefined) target['description'] = meaning;
  }
  return schema;
}
