/** The REST face: Fastify does transport, checks, login and limits, the routes of the simulator do the rest. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchemaValidationError,
} from 'fastify';
import { hasZodFastifySchemaValidationErrors, validatorCompiler } from 'fastify-type-provider-zod';
import type { $ZodIssue } from 'zod/v4/core';
import { wrongPassword } from '../simulator/api/authority.ts';
import { issuesError } from '../simulator/api/describe-issues.ts';
import { apiError, errorBody, ERRORS, type ApiError } from '../simulator/api/errors.ts';
import { findRoute } from '../simulator/api/find-route.ts';
import {
  BODY_LIMIT,
  bodyTooLarge,
  malformedBody,
  wrongContentType,
} from '../simulator/api/handle-request.ts';
import { emptyQuery, loginBody } from '../simulator/api/requests.ts';
import { LOGIN_PATH, ROUTES, TRAINING_ROUTES, type Route } from '../simulator/api/routes.ts';
import type { Shell } from '../simulator/lab/shell.ts';
import { authorise, Refusal } from './authorise.ts';
import { addCommandRoute } from './command-route.ts';
import { addFaultRoutes } from './fault-routes.ts';
import type { LiveCluster } from './live-cluster.ts';
import { addObserver, type Observer } from './observer.ts';
import type { Tokens } from './tokens.ts';
import { addTrainingRoutes } from './training-routes.ts';

export interface RestOptions {
  live: LiveCluster;
  tokens: Tokens;
  /** `api.rest.rate_limit.requests_per_second`; bursts of twice as many pass. */
  requestsPerSecond: number;
  /** Longest time for a request to arrive and to be answered. */
  timeoutMs: number;
  /** Host names that callers may use, so that a page that had its own name pointed here is refused; `null` for any. */
  hostNames: readonly string[] | null;
  /** The shell that command lines run in; without one there is no route for them. */
  shell?: Shell;
  /** The OpenAPI document as JSON. */
  openApi: string;
  /** Sees every request, and may disturb it. */
  observer?: Observer;
  /** A line for whoever runs the server; never with a password or a token. */
  log: (line: string) => void;
}

export async function buildRestServer(options: RestOptions): Promise<FastifyInstance> {
  const { live, tokens } = options;
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: options.timeoutMs,
    handlerTimeout: options.timeoutMs,
    routerOptions: { maxParamLength: 256 },
    genReqId: () => `req-${randomUUID()}`,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => {
      void sendError(reply, request.id, translate(error, request, options.log));
    },
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler((error: FastifyError, request, reply) =>
    error instanceof Refusal
      ? sendError(reply.headers(error.headers), request.id, error.apiError)
      : sendError(reply, request.id, translate(error, request, options.log)),
  );
  readJsonBodies(app);

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    if (options.hostNames?.includes(hostName(request.headers.host)) === false) {
      throw new Refusal(
        apiError(
          'INVALID_ARGUMENT',
          `This server does not answer for the host "${hostName(request.headers.host)}". Start it with --host to change that.`,
          { field: 'host' },
        ),
      );
    }
  });
  if (options.observer !== undefined) addObserver(app, live, options.observer);
  await app.register(rateLimit, {
    // A window of two seconds with twice the rate lets a burst of twice the rate pass and keeps the mean.
    max: options.requestsPerSecond * 2,
    timeWindow: 2_000,
    keyGenerator: () => 'all callers',
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: (_request, { ttl }) => {
      const seconds = Math.max(1, Math.ceil(ttl / 1000));
      return new Refusal(
        apiError('RATE_LIMITED', `Too many requests. Wait ${seconds} s and a random part before the next.`, {
          retry_after_seconds: seconds,
        }),
        { 'retry-after': String(seconds) },
      );
    },
  });

  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request) => {
    const found = findRoute(request.method, request.url.split('?', 1)[0] ?? '');
    if (found.type !== 'none')
      throw new Error(`${request.method} ${request.url} has a route but no handler.`);
    throw new Refusal(found.error, found.allow === null ? {} : { allow: found.allow });
  });

  app.post(LOGIN_PATH, { schema: { querystring: emptyQuery, body: loginBody } }, async (request) => {
    const { username, password } = request.body as { username: string; password: string };
    const issued = await tokens.login(username, password);
    if (issued === null) throw new Refusal(wrongPassword());
    return { token: issued.token, expires_at: issued.expiresAt.toISOString() };
  });
  for (const route of [...ROUTES, ...TRAINING_ROUTES]) addRoute(app, route, live, tokens);
  app.get('/v3/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(options.openApi),
  );
  addTrainingRoutes(app, live, tokens);
  addFaultRoutes(app, live, tokens);
  if (options.shell !== undefined) addCommandRoute(app, live, tokens, options.shell, options.observer);
  return app;
}

/** Registers one route of the simulator. */
function addRoute(app: FastifyInstance, route: Route, live: LiveCluster, tokens: Tokens): void {
  app.route({
    method: route.method,
    url: route.path.replace('{id}', ':id'),
    schema: { querystring: route.query, ...(route.body === null ? {} : { body: route.body }) },
    onRequest: async (request) => {
      // Fastify takes an empty part for an identifier; for the API a path that ends in a slash is another path.
      const path = request.url.split('?', 1)[0] ?? '';
      if ((request.params as { id?: string }).id === '')
        throw new Refusal(apiError('ROUTE_NOT_FOUND', `The API has no path ${path}.`, { path }));
      await authorise(request, route.access, tokens);
    },
    handler: (request, reply) => {
      const node = answeringNode(live);
      const { id = '' } = request.params as { id?: string };
      const answer = route.handle({
        cluster: live.cluster,
        node,
        id,
        query: request.query,
        body: request.body,
        history: live.history,
        traceparent: [request.headers['traceparent'] ?? []].flat()[0],
      });
      if (answer.type === 'refused') throw new Refusal(answer.error);
      live.accept(answer.cluster);
      if (answer.type === 'text') return reply.type(answer.contentType).send(answer.text);
      return reply.send(answer.body);
    },
  });
}

/** The controller that answers. In a real deployment nobody would; here the server says so. */
export function answeringNode(live: LiveCluster): string {
  const node = live.answeringNode();
  if (node === null)
    throw new Refusal(apiError('QUORUM_LOST', 'No controller runs, so none answers. Start one.'));
  return node;
}

/** JSON as Fastify reads it, but no body is no mistake where none is asked for. */
function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}

function hostName(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}

/** A failure of the framework or of ours, as an error of the API. */
function translate(error: FastifyError, request: FastifyRequest, log: (line: string) => void): ApiError {
  if (hasZodFastifySchemaValidationErrors(error)) {
    return issuesError(
      error.validation.map(readIssue),
      error.validationContext === 'querystring' ? 'query' : 'body',
    );
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return bodyTooLarge();
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return wrongContentType(request.headers['content-type'] ?? '');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return malformedBody();
    case 'FST_ERR_BAD_URL':
      return apiError('INVALID_ARGUMENT', 'The path is not a valid URL path.', { field: 'path' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return apiError('INVALID_ARGUMENT', 'The identifier in the path is too long.', { field: 'id' });
    case 'FST_ERR_HANDLER_TIMEOUT':
      return timedOut();
  }
  if (error.statusCode === 400) return malformedBody();
  log(
    `${request.id} ${request.method} ${request.url.split('?', 1)[0]} failed: ${error.stack ?? error.message}`,
  );
  return apiError('INTERNAL', `The controller failed. Search its log for ${request.id}.`);
}

/** The type provider keeps the parts of an issue apart; here they are one again. */
function readIssue({ params, keyword, instancePath }: FastifySchemaValidationError): $ZodIssue {
  const path = instancePath.split('/').filter((key) => key !== '');
  return {
    ...params,
    code: keyword,
    path: path.map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
  } as unknown as $ZodIssue;
}

function timedOut(): ApiError {
  return apiError(
    'TIMEOUT',
    'The request was not answered in time. Read the state before a write is repeated.',
  );
}

function sendError(reply: FastifyReply, requestId: string, error: ApiError): FastifyReply {
  return reply
    .code(ERRORS[error.code].http)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(error, requestId)));
}

/** What is no HTTP, or never came to an end, has no reply to write to; the body is the documented one all the same. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? timedOut()
      : apiError('INVALID_ARGUMENT', 'The request is not valid HTTP.');
  const body = JSON.stringify(errorBody(problem, `req-${randomUUID()}`));
  const { http } = ERRORS[problem.code];
  socket.end(
    `HTTP/1.1 ${http} ${http === 400 ? 'Bad Request' : 'Gateway Timeout'}\r\n` +
      `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}
