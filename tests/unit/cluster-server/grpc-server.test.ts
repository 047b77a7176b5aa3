import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { Server } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildGrpcServer, closeGrpc, listenGrpc } from '../../../src/cluster-server/grpc-server.ts';
import { RateGate } from '../../../src/cluster-server/rate-gate.ts';
import { apiSchema } from '../../../src/schemas/reference/api.ts';
import { findBrokenInvariants } from '../../../src/simulator/index.ts';
import { testServer, type TestServer } from './test-server.ts';

let server: TestServer;
let grpc: Server;
let client: Client;
let metadata: Metadata;
const lines: string[] = [];

beforeAll(async () => {
  server = await testServer();
  grpc = await buildGrpcServer({
    live: server.live,
    tokens: server.tokens,
    gate: new RateGate(100_000),
    log: (line) => lines.push(line),
  });
  const port = await listenGrpc(grpc, '127.0.0.1', 0);
  client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  metadata = new Metadata();
  metadata.set('authorization', `Bearer ${await server.token('operator')}`);
});
afterAll(async () => {
  client.close();
  await closeGrpc(grpc);
  await server.app.close();
});

/** Sends bytes as they are; the status of the answer comes back, `OK` for a message. */
function send(method: string, bytes: Buffer, withToken = true): Promise<string> {
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      `/dwcp.v3.${method}`,
      (value: Buffer) => value,
      (value) => value,
      bytes,
      withToken ? metadata : new Metadata(),
      { deadline: Date.now() + 5_000 },
      (error: ServiceError | null) => resolve(error === null ? 'OK' : (status[error.code] ?? 'none')),
    );
  });
}

const methods = [
  'ClusterService/GetClusterStatus',
  'ClusterService/ListNodes',
  'VMService/CreateVM',
  'VMService/GetVM',
  'VMService/DeleteVM',
  'PlacementService/OptimizePlacement',
] as const;

describe('the gRPC server', () => {
  test('asks every method for a token', async () => {
    for (const method of methods)
      expect([method, await send(method, Buffer.alloc(0), false)]).toEqual([method, 'UNAUTHENTICATED']);
  });

  test('withstands messages of any bytes', { timeout: 60_000 }, async () => {
    const known = new Set([
      'OK',
      'INVALID_ARGUMENT',
      'NOT_FOUND',
      'INTERNAL',
      'ALREADY_EXISTS',
      'FAILED_PRECONDITION',
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...methods),
        fc.uint8Array({ maxLength: 80 }),
        async (method, bytes) => {
          const before = server.live.cluster;
          const outcome = await send(method, Buffer.from(bytes));
          expect(known).toContain(outcome);
          // Bytes that are no message are refused by the library, which calls that INTERNAL; nothing of ours runs.
          if (outcome !== 'OK') expect(server.live.cluster).toBe(before);
          expect(findBrokenInvariants(server.live.cluster)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
    expect(lines).toEqual([]);
    expect(await send('ClusterService/GetClusterStatus', Buffer.alloc(0))).toBe('OK');
  });

  test('refuses what is too much', async () => {
    const gate = new RateGate(2, () => 0);
    expect([gate.tryPass(), gate.tryPass(), gate.tryPass(), gate.tryPass()]).toEqual([0, 0, 0, 0]);
    expect(gate.tryPass()).toBeGreaterThan(0);
  });
});

describe('the proto file', () => {
  test('has the services, methods, messages and numbers of the API reference', async () => {
    const api = apiSchema.parse(parse(readFileSync('content/reference/api.yaml', 'utf8')));
    const definition = await load('dwcp/v3/dwcp.proto', { includeDirs: ['examples/proto'], keepCase: true });
    for (const service of api.services) {
      const found = definition[`${api.package}.${service.name}`];
      if (found === undefined || 'format' in found) throw new Error(`There is no service ${service.name}.`);
      expect(Object.keys(found)).toEqual(service.methods.map(({ name }) => name));
      for (const { name, request, response, streams } of service.methods) {
        const method = found[name];
        expect(method?.responseStream).toBe(streams);
        expect(method?.requestType.type).toMatchObject({ name: request });
        expect(method?.responseType.type).toMatchObject({ name: response });
      }
    }
    for (const message of api.messages) {
      const found = definition[`${api.package}.${message.name}`];
      if (found === undefined || !('type' in found)) throw new Error(`There is no message ${message.name}.`);
      const { field } = found.type as { field: { name: string; number: number }[] };
      expect(field.map(({ name, number }) => [name, number])).toEqual(
        message.fields.map(({ name, number }) => [name, number]),
      );
    }
  });
});
