import { z } from 'zod';
import { lineSchema } from '../common.ts';

/** One field of a request, response or message. */
export const fieldSchema = z.strictObject({
  /** Path with dots and `[]` for lists: `resources.memory_gb`. */
  name: lineSchema,
  /** JSON or protobuf type. */
  type: lineSchema,
  /** What it means, with unit and limits. */
  meaning: lineSchema,
  required: z.boolean().default(false),
});

/** One REST call, an entry of `content/reference/api.yaml`. */
export const endpointSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'DELETE', 'PUT', 'PATCH']),
  /** Path with parameters in braces: `/v3/vms/{id}`. */
  path: z.string().regex(/^\/[A-Za-z0-9/{}_-]*$/, 'write a path from the root, e.g. "/v3/vms/{id}"'),
  /** What it does, as an imperative sentence. */
  summary: lineSchema,
  /** True when it answers without a bearer token. */
  public: z.boolean().default(false),
  /** Query parameters. */
  query: z.array(fieldSchema).default([]),
  request: z.array(fieldSchema).default([]),
  response: z.array(fieldSchema),
  /** Codes from `errors.yaml` that it can answer with. */
  errors: z.array(z.string()).default([]),
});

/** One gRPC method. */
export const rpcSchema = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Za-z]+$/, 'write a name in PascalCase'),
  request: z.string(),
  response: z.string(),
  /** True when the server streams several responses. */
  streams: z.boolean().default(false),
  summary: lineSchema,
});

/** One gRPC service. */
export const serviceSchema = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Za-z]+$/, 'write a name in PascalCase'),
  summary: lineSchema,
  methods: z.array(rpcSchema).min(1),
});

/** One protobuf message. */
export const messageSchema = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Za-z]+$/, 'write a name in PascalCase'),
  fields: z.array(
    z.strictObject({
      name: lineSchema,
      number: z.number().int().positive(),
      type: lineSchema,
      meaning: lineSchema,
    }),
  ),
});

/** `content/reference/api.yaml`. */
export const apiSchema = z.strictObject({
  /** Where the training cluster answers. */
  baseUrl: z.url(),
  /** Protobuf package. */
  package: lineSchema,
  endpoints: z.array(endpointSchema),
  services: z.array(serviceSchema),
  messages: z.array(messageSchema),
  /** gRPC status to HTTP status. */
  statusMapping: z.array(z.strictObject({ grpc: z.string(), http: z.number().int(), meaning: lineSchema })),
});
export type Api = z.output<typeof apiSchema>;
export type Endpoint = z.output<typeof endpointSchema>;
