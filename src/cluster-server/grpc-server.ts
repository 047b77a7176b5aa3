/** The gRPC face: package dwcp.v3 over the same routes as REST, with server reflection. */
import {
  Server,
  ServerCredentials,
  type Metadata,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { load, type PackageDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { safeParse } from 'zod/mini';
import {
  bearerToken,
  expiredToken,
  missingRole,
  missingToken,
  uselessToken,
} from '../simulator/api/authority.ts';
import { issuesError } from '../simulator/api/describe-issues.ts';
import { apiError, refusalError, type ApiError } from '../simulator/api/errors.ts';
import { BODY_LIMIT } from '../simulator/api/handle-request.ts';
import { migrationBody } from '../simulator/api/migration-calls.ts';
import type {
  ClusterStatus,
  CreateVmResponse,
  DeleteVmResponse,
  NodesBody,
  StartMigrationResponse,
  VmBody,
} from '../simulator/api/responses.ts';
import { mayCall, ROUTES, type Route } from '../simulator/api/routes.ts';
import { isActive } from '../simulator/migration-state.ts';
import {
  clusterStatusMessage,
  createVmBodyOf,
  hasGpus,
  nodesMessage,
  nodesQueryOf,
  optimizeBodyOf,
  progressMessage,
  startMigrationBodyOf,
  timestampMessage,
  vmMessage,
} from './grpc-messages.ts';
import { grpcError } from './grpc-status.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { RateGate } from './rate-gate.ts';
import type { Tokens } from './tokens.ts';

export interface GrpcOptions {
  live: LiveCluster;
  tokens: Tokens;
  gate: RateGate;
  log: (line: string) => void;
  /** Folder that holds `dwcp/v3/dwcp.proto`. */
  protoFolder?: string;
}

type Message = Readonly<Record<string, unknown>>;
type Unary = (message: Message) => { route: Route; input: Input; answer: (body: object) => Message };

interface Input {
  id?: string;
  query?: object;
  body?: object;
}

/** How often progress of a migration is told, in simulated time. */
const PROGRESS_MS = 1_000;

export async function buildGrpcServer(options: GrpcOptions): Promise<Server> {
  const definition = await load('dwcp/v3/dwcp.proto', {
    includeDirs: [options.protoFolder ?? 'examples/proto'],
    keepCase: true,
    longs: Number,
    defaults: true,
    arrays: true,
  });
  const server = new Server({
    'grpc.max_receive_message_length': BODY_LIMIT,
    'grpc.max_concurrent_streams': 1_000,
    'grpc.keepalive_time_ms': 60_000,
  });
  const unary: Record<string, Record<string, Unary>> = {
    ClusterService: { GetClusterStatus: getClusterStatus, ListNodes: listNodes },
    VMService: { CreateVM: createVm, GetVM: getVm, DeleteVM: deleteVm },
    PlacementService: { OptimizePlacement: optimizePlacement },
  };
  for (const [name, methods] of Object.entries(unary)) {
    const implementation: UntypedServiceImplementation = {};
    for (const [method, plan] of Object.entries(methods))
      implementation[method] = (call: ServerUnaryCall<Message, Message>, done: sendUnaryData<Message>) =>
        void answerUnary(options, plan, call, done);
    if (name === 'VMService')
      implementation['MigrateVM'] = (call: ServerWritableStream<Message, Message>) =>
        void streamMigration(options, call);
    server.addService(serviceOf(definition, `dwcp.v3.${name}`), implementation);
  }
  new ReflectionService(definition).addToServer(server);
  return server;
}

function serviceOf(definition: PackageDefinition, name: string): ServiceDefinition {
  const service = definition[name];
  if (service === undefined || 'format' in service)
    throw new Error(`The proto file has no service "${name}".`);
  return service;
}

/** Binds the server to a port; it serves from then on. The port that was taken comes back. */
export function listenGrpc(server: Server, host: string, port: number): Promise<number> {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else if (/EADDRINUSE/.test(error.message)) reject(Object.assign(error, { code: 'EADDRINUSE' }));
      else reject(error);
    });
  });
}

/** Lets running calls end for a moment, then ends them. Streams of migrations last longer than anybody waits. */
export function closeGrpc(server: Server, graceMs = 500): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, graceMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function routeAt(method: Route['method'], path: string): Route {
  const route = ROUTES.find((item) => item.method === method && item.path === path);
  if (route === undefined) throw new Error(`The API has no route ${method} ${path}.`);
  return route;
}

const getClusterStatus: Unary = () => ({
  route: routeAt('GET', '/v3/cluster/status'),
  input: {},
  answer: (body) => clusterStatusMessage(body as ClusterStatus),
});

const listNodes: Unary = (message) => ({
  route: routeAt('GET', '/v3/nodes'),
  input: { query: nodesQueryOf(message) },
  answer: (body) => nodesMessage(body as NodesBody),
});

const createVm: Unary = (message) => ({
  route: routeAt('POST', '/v3/vms'),
  input: { body: createVmBodyOf(message) },
  answer: (body) => {
    const { vm_id, node, status } = body as CreateVmResponse;
    return { vm_id, node_id: node, status };
  },
});

const getVm: Unary = (message) => ({
  route: routeAt('GET', '/v3/vms/{id}'),
  input: { id: String(message['vm_id']) },
  answer: (body) => vmMessage(body as VmBody),
});

const deleteVm: Unary = (message) => ({
  route: routeAt('DELETE', '/v3/vms/{id}'),
  input: { id: String(message['vm_id']) },
  answer: (body) => {
    const { status, deleted_at } = body as DeleteVmResponse;
    return { status, deleted_at: timestampMessage(deleted_at) };
  },
});

const optimizePlacement: Unary = (message) => ({
  route: routeAt('POST', '/v3/placements/optimize'),
  input: { body: optimizeBodyOf(message) },
  answer: (body) => body as Message,
});

async function answerUnary(
  options: GrpcOptions,
  plan: Unary,
  call: ServerUnaryCall<Message, Message>,
  done: sendUnaryData<Message>,
): Promise<void> {
  try {
    const { route, input, answer } = plan(call.request);
    const denied = await deny(options, route, call.metadata);
    if (denied !== null) return done(grpcError(denied));
    if (route.path === '/v3/vms' && hasGpus(call.request))
      return done(grpcError(apiError('INSUFFICIENT_RESOURCES', 'No worker has a graphics processor.')));
    const result = callRoute(options.live, route, input);
    if ('code' in result) done(grpcError(result));
    else done(null, answer(result.body));
  } catch (error) {
    done(grpcError(internal(options, error)));
  }
}

/** Why a call is not answered: too many of them, no token, or a role that is not enough. */
async function deny(options: GrpcOptions, route: Route, metadata: Metadata): Promise<ApiError | null> {
  const waitMs = options.gate.tryPass();
  if (waitMs > 0) {
    return apiError('RATE_LIMITED', `Too many requests. Wait ${Math.ceil(waitMs / 1000)} s before the next.`);
  }
  const [authorization] = metadata.get('authorization');
  const token = bearerToken(authorization?.toString());
  if (token === null) return missingToken();
  const caller = await options.tokens.read(token);
  if (caller === null) return uselessToken();
  if (caller === 'expired') return expiredToken();
  return mayCall(caller.role, route.access) ? null : missingRole(caller);
}

/** Checks the input as REST does and lets the route answer. */
function callRoute(live: LiveCluster, route: Route, input: Input): { body: object } | ApiError {
  const query = safeParse(route.query, input.query ?? {});
  if (!query.success) return issuesError(query.error.issues, 'query');
  let body: unknown;
  if (route.body !== null) {
    const parsed = safeParse(route.body, input.body);
    if (!parsed.success) return issuesError(parsed.error.issues, 'body');
    body = parsed.data;
  }
  const node = live.answeringNode();
  if (node === null) return apiError('QUORUM_LOST', 'No controller runs, so none answers. Start one.');
  const answer = route.handle({ cluster: live.cluster, node, id: input.id ?? '', query: query.data, body });
  if (answer.type === 'refused') return answer.error;
  if (answer.type === 'text') throw new Error(`${route.path} answers with text, which has no message.`);
  live.accept(answer.cluster);
  return { body: answer.body };
}

/** Starts a migration and tells its progress until it ends or the caller goes; the migration goes on without callers. */
async function streamMigration(
  options: GrpcOptions,
  call: ServerWritableStream<Message, Message>,
): Promise<void> {
  const { live } = options;
  const fail = (error: ApiError): void => void call.emit('error', grpcError(error));
  try {
    const route = routeAt('POST', '/v3/migrations');
    const denied = await deny(options, route, call.metadata);
    if (denied !== null) return fail(denied);
    const started = callRoute(live, route, { body: startMigrationBodyOf(call.request) });
    if ('code' in started) return fail(started);
    const id = (started.body as StartMigrationResponse).migration_id;
    let toldAtMs = Number.NEGATIVE_INFINITY;
    let isFull = false;
    call.on('drain', () => (isFull = false));
    const tell = (): void => {
      const { cluster } = live;
      const migration = cluster.migrations[id];
      if (migration === undefined) {
        stop();
        fail(apiError('MIGRATION_NOT_FOUND', `The record of ${id} has been dropped.`));
        return;
      }
      const hasEnded = !isActive(migration);
      if (!hasEnded && (isFull || cluster.nowMs - toldAtMs < PROGRESS_MS)) return;
      toldAtMs = cluster.nowMs;
      const body = migrationBody(cluster, migration);
      isFull = !call.write(progressMessage(body));
      if (!hasEnded) return;
      stop();
      if (body.error === null) call.end();
      else fail(refusalError(body.error, { migration_id: id }));
    };
    const stop = live.onChange(tell);
    call.on('cancelled', stop);
    tell();
  } catch (error) {
    fail(internal(options, error));
  }
}

function internal({ log }: GrpcOptions, error: unknown): ApiError {
  log(`A gRPC call failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return apiError('INTERNAL', 'The controller failed.');
}
